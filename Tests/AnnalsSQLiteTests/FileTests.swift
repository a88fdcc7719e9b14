import Annals
import AnnalsStoreSuite
import Foundation
import Testing

@testable import AnnalsSQLite

/// Files that are not what they should be.
@Suite struct FileTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    private func opening() -> EventStoreError? {
        do throws(EventStoreError) {
            _ = try SQLiteEventStore(path: file.path)
            return nil
        } catch {
            return error
        }
    }

    private func contents() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file.path)) }

    private func write(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: file.path)) }

    @Test func eventsSurviveClosing() async throws {
        let event = try deposit(7)
        do {
            let store = try SQLiteEventStore(path: file.path)
            try await store.append([event], to: stream(), expecting: .any)
            try store.close()
        }
        let store = try SQLiteEventStore(path: file.path)
        #expect(try await store.readAll().map(\.metadata.id) == [event.id])
    }

    @Test func aClosedFileIsWholeByItself() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(100), to: stream(), expecting: .any)
        #expect(try await store.readAll().count == 100)
        try store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory) == ["events.sqlite"])
        try await SQLiteEventStore(path: file.path).append([deposit()], to: stream(), expecting: .exactly(100))
    }

    @Test func timeIsThatOfTheClock() async throws {
        let time = try #require(Timestamp("2024-05-06T07:08:09.123456789Z"))
        let store = try SQLiteEventStore(path: file.path, now: { time })
        try await store.append(deposits(2), to: stream(), expecting: .any)
        #expect(try await store.readAll().map(\.metadata.time) == [time, time])
    }

    @Test func theFileSaysWhatItIs() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.pool.read { db in
            #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x416E_6E6C)
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 2)
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            let tables = try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name LIKE 'annals_%'")
            #expect(tables.count == EventTables.all.count)
            #expect(tables.allSatisfy { $0.contains(") STRICT") })
        }
    }

    @Test(arguments: [(Durability.full, 2), (.normal, 1)])
    func durabilityIsWhatWasAskedFor(durability: Durability, synchronous: Int) async throws {
        let store = try SQLiteEventStore(path: file.path, durability: durability)
        let setting = try await store.pool.write { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") }
        #expect(setting == synchronous)
    }

    @Test(arguments: ["this is no database, but a text of some length, longer than a header would be", "x"])
    func aFileThatIsNoDatabaseIsRefused(_ text: String) throws {
        let before = Data(String(repeating: text, count: 100).utf8)
        try write(before)
        let error = try #require(opening())
        #expect(error.code == .notADatabase)
        #expect(error.message.contains(file.path))
        #expect(try contents() == before)
    }

    @Test func anEmptyFileIsFilled() async throws {
        try write(Data())
        let store = try SQLiteEventStore(path: file.path)
        try await store.append([deposit()], to: stream(), expecting: .noStream)
        #expect(try await store.lastPosition() == 1)
    }

    @Test(arguments: [
        ["CREATE TABLE contacts (name TEXT)"], ["PRAGMA application_id = 1234"], ["PRAGMA user_version = 7"],
        ["PRAGMA application_id = 1234", "CREATE TABLE annals_events (position INTEGER)"],
    ])
    func aDatabaseOfAnotherProgramIsLeftAsItIs(_ statements: [String]) throws {
        let other = try DatabaseQueue(path: file.path)
        try other.write { db in for statement in statements { try db.execute(sql: statement) } }
        try other.close()
        let before = try contents()
        let error = try #require(opening())
        #expect(error.code == .foreignDatabase)
        #expect(error.message.contains("another program"))
        #expect(try contents() == before)
    }

    @Test func aNewerLayoutIsRefused() throws {
        try SQLiteEventStore(path: file.path).close()
        let newer = try DatabaseQueue(path: file.path)
        try newer.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA user_version = 3") }
        try newer.close()
        let error = try #require(opening())
        #expect(error.code == .newerSchema)
        #expect(error.message.contains("Update this program"))
    }

    @Test func aMissingDirectoryIsSaid() {
        let error = #expect(throws: EventStoreError.self) {
            try SQLiteEventStore(path: file.directory + "/missing/events.sqlite")
        }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("directory") == true)
    }

    @Test func aDirectoryIsNoFile() {
        let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore(path: file.directory) }
        #expect(error?.code == .cannotOpen)
    }

    // The superuser may write everywhere.
    @Test(.enabled(if: getuid() != 0)) func aDirectoryWithoutWritePermissionIsSaid() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: file.directory)
        let error = try #require(opening())
        #expect([.cannotOpen, .readOnly].contains(error.code))
    }

    @Test func aReadOnlyDatabaseIsSaid() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA query_only = 1") }
        let error = try await storeError(.readOnly) {
            try await store.append([deposit()], to: stream(), expecting: .any)
        }
        #expect(error.message.contains("permissions"))
    }

    @Test func aFullDiskIsSaidAndNothingIsWritten() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(10), to: stream(), expecting: .any)
        try await store.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        let error = try await storeError(.full) {
            try await store.append(deposits(1000), to: stream(), expecting: .any)
        }
        #expect(error.message.contains("space"))
        #expect(try await store.lastPosition() == 10)
        #expect(try await store.append(deposits(1), to: stream(), expecting: .exactly(10)).position == 11)
    }
}

/// Files that are opened for reading.
@Suite struct ReadOnlyTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    @Test func whatIsThereIsReadAndNothingIsWritten() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(3), to: stream(), expecting: .any)
        let reader = try SQLiteEventStore(readingOnly: file.path)
        #expect(try await reader.readAll().count == 3)
        // Another connection writes meanwhile.
        try await store.append(deposits(2), to: stream(), expecting: .any)
        #expect(try await reader.readAll().count == 5)
        _ = try await storeError(.readOnly) { try await reader.append([deposit()], to: stream(), expecting: .any) }
        try reader.close()
        #expect(try await store.readAll().count == 5)
    }

    @Test func aClosedFileIsRead() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(3), to: stream(), expecting: .any)
        try store.close()
        let reader = try SQLiteEventStore(readingOnly: file.path)
        #expect(try await reader.lastPosition() == 3)
    }

    @Test func noFileIsMade() throws {
        let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore(readingOnly: file.path) }
        #expect(error?.code == .cannotOpen)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func aFileWithoutEventsIsRefused() throws {
        let other = try DatabaseQueue(path: file.path)
        try other.write { db in try db.execute(sql: "CREATE TABLE contacts (name TEXT)") }
        try other.close()
        let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore(readingOnly: file.path) }
        #expect(error?.code == .foreignDatabase)
    }
}
