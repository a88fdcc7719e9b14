import Annals
import AnnalsStoreSuite
import Foundation
import GRDB
import Testing

@testable import AnnalsSQLite

/// Files that others have cut, moved, swapped or put something in place of. Each is a typed error or a whole store; none
/// is a crash, a wait or an append that goes nowhere.
@Suite struct DamagedPlaceTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    private func data(_ suffix: String = "") throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: file.path + suffix))
    }

    private func write(_ data: Data, _ suffix: String = "") throws {
        try data.write(to: URL(fileURLWithPath: file.path + suffix))
    }

    private func fill(_ path: String, _ account: String = "a", _ count: Int = 60) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal)
        for _ in 0..<count / 3 {
            try await store.append(deposits(3, to: account), to: stream(account), expecting: .any)
        }
        try store.close()
    }

    /// The events that the file gives, or the error. What is wrong with the file is said by one or the other.
    private func opened(_ path: String, readOnly: Bool = false) async throws -> Result<
        Int, EventStoreError
    > {
        do throws(EventStoreError) {
            let store = try readOnly ? SQLiteEventStore(readingOnly: path) : SQLiteEventStore(path: path)
            let count = try await store.readAll(limit: .max).count
            let audit = try await store.audit()
            try store.close()
            if let mistake = audit.mistakes.first {
                throw EventStoreError(.corrupt, "\(path): \(mistake)")
            }
            return .success(count)
        } catch {
            #expect(!error.message.isEmpty && error.message.contains(path.prefix(12)), "\(error)")
            return .failure(error)
        }
    }

    @Test(arguments: [
        1, 15, 16, 99, 100, 511, 512, 513, 1023, 4095, 4096, 4097, 12288, -4097, -4096, -1,
    ])
    func aFileThatWasCutIsSaidAndNotWritten(length: Int) async throws {
        try await fill(file.path)
        let whole = try data()
        let cut = whole.prefix(length < 0 ? whole.count + length : length)
        for readOnly in [false, true] {
            try write(cut)
            let error = await #expect(throws: EventStoreError.self) {
                try await opened(file.path, readOnly: readOnly).get()
            }
            #expect(
                error.map { [.corrupt, .notADatabase].contains($0.code) } == true,
                "\(length): \(String(describing: error))")
            #expect(try data() == cut)
        }
    }

    @Test func aNewerLayoutIsLeftAsItIs() async throws {
        try await fill(file.path)
        var newer = try data()
        newer[63] = 99
        try write(newer)
        for readOnly in [false, true] {
            let error = await #expect(throws: EventStoreError.self) {
                try await opened(file.path, readOnly: readOnly).get()
            }
            #expect(error?.code == .newerSchema)
            #expect(try data() == newer)
        }
    }

    /// A log that a crash has left, beside the file that it belongs to.
    private func crashed() async throws -> (file: Data, log: Data, index: Data) {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await store.append(deposits(30), to: stream(), expecting: .noStream)
        return (try data(), try data("-wal"), try data("-shm"))
    }

    private func copy(_ file: Data, _ log: Data?, _ index: Data?) throws -> TemporaryFile {
        let copy = try TemporaryFile()
        try file.write(to: URL(fileURLWithPath: copy.path))
        try log?.write(to: URL(fileURLWithPath: copy.path + "-wal"))
        try index?.write(to: URL(fileURLWithPath: copy.path + "-shm"))
        return copy
    }

    @Test func anIndexIsMadeAgain() async throws {
        let left = try await crashed()
        var noise = left.index
        for index in noise.indices { noise[index] = UInt8(truncatingIfNeeded: index &* 31) }
        for index in [nil, Data(), noise, noise.prefix(100)] {
            let copy = try copy(left.file, left.log, index)
            #expect(try await opened(copy.path).get() == 30)
        }
    }

    @Test func aLogThatIsNoneIsNotFollowed() async throws {
        try await fill(file.path, "a", 30)
        let whole = try data()
        for log in [
            Data(), Data("no log".utf8), Data(repeating: 0, count: 40000),
            Data(repeating: 0xA5, count: 40000),
        ] {
            let copy = try copy(whole, log, nil)
            #expect(try await opened(copy.path).get() == 30)
        }
    }

    /// SQLite follows any whole log. What comes of one from another file is said, or is a whole store.
    @Test func theLogOfAnotherFileIsNoCrash() async throws {
        let left = try await crashed()
        let other = try TemporaryFile()
        try await fill(other.path, "b", 300)
        let copy = try copy(try Data(contentsOf: URL(fileURLWithPath: other.path)), left.log, nil)
        switch try await opened(copy.path) {
        case .success(let count): #expect(count == 30 || count == 300)
        case .failure(let error): #expect(error.code == .corrupt)
        }
    }

    @Test(arguments: ["", "-wal", "-shm"]) func aDirectoryInPlaceOfAFileIsSaid(suffix: String)
        async throws
    {
        if !suffix.isEmpty { try await fill(file.path) }
        try FileManager.default.createDirectory(
            atPath: file.path + suffix, withIntermediateDirectories: false)
        let error = await #expect(throws: EventStoreError.self) { try await opened(file.path).get() }
        #expect(
            error.map { [.cannotOpen, .io, .readOnly].contains($0.code) } == true,
            "\(String(describing: error))")
    }

    @Test func whatIsNoFileAtAllIsSaid() async throws {
        let pipe = file.directory + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, "/dev/null", "/proc/version"] {
            let error = await #expect(throws: EventStoreError.self) { try await opened(path).get() }
            #expect(
                error.map { [.cannotOpen, .io, .readOnly, .notADatabase].contains($0.code) } == true,
                "\(path): \(String(describing: error))")
        }
    }

    /// SQLite keeps what has no name in a file of its own, and removes it when it is closed.
    @Test(arguments: ["", ":memory:", "a\u{0}b"]) func aPathThatNamesNoFileIsRefused(path: String)
        throws
    {
        for readOnly in [false, true] {
            let error = #expect(throws: EventStoreError.self) {
                _ = try readOnly ? SQLiteEventStore(readingOnly: path) : SQLiteEventStore(path: path)
            }
            #expect(error?.code == .cannotOpen)
        }
    }

    @Test(arguments: [
        "a b.sqlite", "Žluťoučký 🐎.sqlite", "it's \"quoted\".sqlite", "50%41.sqlite", "what?.sqlite",
        "a#b?mode=memory",
        "file:x.sqlite?mode=memory", "line\nbreak", "-wal", ".hidden",
        "'; DROP TABLE annals_events; --",
    ])
    func aPathIsTakenAsItIs(name: String) async throws {
        let path = "\(file.directory)/\(name)"
        try await fill(path, "a", 3)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory) == [name])
        #expect(try await opened(path, readOnly: true).get() == 3)
    }

    /// The superuser may read and write everywhere.
    @Test(.enabled(if: getuid() != 0), arguments: [(0o444, 0o755), (0o644, 0o555), (0o000, 0o755), (0o644, 0o000)])
    func permissionsAreSaid(ofFile: Int, ofDirectory: Int) async throws {
        try await fill(file.path)
        let whole = try data()
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: ofFile], ofItemAtPath: file.path)
        try manager.setAttributes([.posixPermissions: ofDirectory], ofItemAtPath: file.directory)
        let error = await #expect(throws: EventStoreError.self) { try await opened(file.path).get() }
        #expect(error.map { [.readOnly, .cannotOpen].contains($0.code) } == true, "\(String(describing: error))")
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.directory)
        try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(try data() == whole)
        #expect(try manager.contentsOfDirectory(atPath: file.directory) == ["events.sqlite"])
    }

    @Test func aNameThatIsTooLongIsSaid() async throws {
        let error = await #expect(throws: EventStoreError.self) {
            try await opened(file.directory + "/" + String(repeating: "n", count: 5000)).get()
        }
        #expect(error?.code == .cannotOpen)
    }

    /// The system lets a program go on writing to a file that has no name any more.
    @Test(arguments: [true, false]) func aFileThatIsGoneTakesNoAppends(isReplaced: Bool) async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(3), to: stream(), expecting: .noStream)
        for suffix in ["", "-wal", "-shm"] {
            try FileManager.default.removeItem(atPath: file.path + suffix)
        }
        if isReplaced { try await fill(file.path, "b", 3) }
        let error = try await storeError(.readOnly) {
            try await store.append(deposits(1), to: stream(), expecting: .any)
        }
        #expect(error.message.contains("moved or deleted"))
        try? store.close()
        if isReplaced { #expect(try await opened(file.path).get() == 3) }
    }
}
