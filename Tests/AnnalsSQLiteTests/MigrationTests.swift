import Annals
import AnnalsStoreSuite
import Foundation
import GRDB
import Testing

@testable import AnnalsSQLite

/// Files of older layouts.
@Suite struct MigrationTests {
    private let file: TemporaryFile
    private let payload = #"{"accountId":"a","amount":5,"tags":[]}"#

    init() throws {
        file = try TemporaryFile()
    }

    /// A file as the first layout had it: 150 events in two streams, of which `b` lost its first and the last of all.
    private func writeFirstLayout(then more: String = "") throws {
        let queue = try DatabaseQueue(path: file.path)
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE annals_streams (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL, version INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE annals_events (
                        position INTEGER PRIMARY KEY AUTOINCREMENT,
                        stream_id INTEGER NOT NULL REFERENCES annals_streams (id),
                        stream_version INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL,
                        version INTEGER NOT NULL, time_seconds INTEGER NOT NULL, time_nanoseconds INTEGER NOT NULL,
                        user_id TEXT, correlation_id TEXT, causation_id TEXT, extra TEXT, payload TEXT NOT NULL,
                        UNIQUE (stream_id, stream_version)
                    ) STRICT;
                    CREATE TABLE annals_stream_metadata (name TEXT PRIMARY KEY NOT NULL, metadata TEXT NOT NULL)
                        STRICT, WITHOUT ROWID;
                    INSERT INTO annals_streams VALUES
                        (1, 'Account-a', 'Account', 140), (2, 'Account-b', 'Account', 10), (3, 'Account-none', 'Account', 0),
                        (4, 'Account-gone', 'Account', 1);
                    INSERT INTO annals_stream_metadata VALUES ('Account-a', '{"owner":"me"}');
                    PRAGMA application_id = 0x416E6E6C;
                    PRAGMA user_version = 1;
                    """)
            for number in 1...151 {
                let (stream, version) =
                    number == 151 ? (4, 1) : number % 15 == 0 ? (2, number / 15) : (1, number - number / 15)
                try db.execute(
                    sql: """
                        INSERT INTO annals_events VALUES
                            (?, ?, ?, ?, 'MoneyDeposited', 1, 1700000000, ?, 'u', NULL, 'c', '{"a":1}', ?)
                        """,
                    arguments: [
                        number, stream, version, Data(repeating: 0, count: 15) + Data([UInt8(number)]), number, payload,
                    ])
            }
            try db.execute(sql: "DELETE FROM annals_events WHERE position IN (15, 151)")
            try db.execute(sql: more)
        }
        try queue.close()
    }

    @Test func aFileOfTheFirstLayoutIsBroughtToTheNewest() async throws {
        try writeFirstLayout()
        let store = try SQLiteEventStore(path: file.path)
        #expect(try await store.pool.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") } == 2)
        let all = try await store.readAll()
        #expect(all.map(\.position) == Array(1...150).filter { $0 != 15 })
        #expect(all.allSatisfy { $0.payload == Array(payload.utf8) && $0.extra == Array(#"{"a":1}"#.utf8) })
        #expect(all.allSatisfy { $0.metadata.time.nanoseconds == Int32($0.position) && $0.metadata.userId == "u" })
        #expect(all.allSatisfy { $0.metadata.correlationId == nil && $0.metadata.causationId == "c" })
        let a = try await store.read(stream("a"))
        #expect(a == all.filter { $0.metadata.stream == "Account-a" })
        #expect(try await store.read(stream("a"), from: 30, to: 70, limit: 20) == Array(a[29..<49]))
        #expect(try await store.read(stream("b")).map(\.metadata.streamVersion) == Array(2...10))
        #expect(try await store.version(of: stream("gone")) == 1)
        #expect(try await store.metadata(of: stream("a"))?["owner"] == .string("me"))
        let audit = try await store.audit()
        #expect(audit == StoreAudit(events: 149, streams: 3, removed: 2))
        // It goes on where it was: the positions of removed events are not used again.
        let next = try await store.append(deposits(2), to: stream("a"), expecting: .exactly(140))
        #expect(next == AppendResult(streamVersion: 142, position: 153))
        #expect(try await store.append(deposits(1), to: stream("gone"), expecting: .exactly(1)).position == 154)
        #expect(try await store.append(deposits(1), to: stream("none"), expecting: .noStream).position == 155)
        #expect(try await store.audit().mistakes.isEmpty)
        try store.close()
        #expect(try await SQLiteEventStore(path: file.path).lastPosition() == 155)
    }

    @Test func aMigrationThatFailsChangesNothing() throws {
        // The table is made after the events were renamed, and filled after they were copied.
        try writeFirstLayout(then: "CREATE TABLE annals_marks (other TEXT)")
        #expect(throws: EventStoreError.self) { try SQLiteEventStore(path: file.path) }
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { db in
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 1)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM annals_events") == 149)
            #expect(try Int.fetchOne(db, sql: "SELECT version FROM annals_streams WHERE id = 1") == 140)
            #expect(try !db.tableExists("annals_heads"))
            try db.execute(sql: "DROP TABLE annals_marks")
        }
        try queue.close()
        try SQLiteEventStore(path: file.path).close()
    }

    @Test func anOlderFileIsNotReadWithoutWriting() throws {
        try writeFirstLayout()
        let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore(readingOnly: file.path) }
        #expect(error?.code == .olderSchema)
        #expect(error?.message.contains("Open it once for writing") == true)
    }

    @Test func aFileOfReadModelsHasNothingToChange() async throws {
        try SQLiteReadModels(path: file.path).database.close()
        let queue = try DatabaseQueue(path: file.path)
        try await queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA user_version = 1") }
        try queue.close()
        let models = try SQLiteReadModels(path: file.path)
        #expect(try await models.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") } == 2)
    }
}
