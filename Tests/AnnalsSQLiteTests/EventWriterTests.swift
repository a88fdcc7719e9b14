import Annals
import AnnalsStoreSuite
import GRDB
import Testing

@testable import AnnalsSQLite

/// What the writer remembers of streams is never older than the file.
@Suite struct EventWriterTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
    }

    private func streamNames() async throws -> [String] {
        try await store.pool.read { db in try String.fetchAll(db, sql: "SELECT name FROM annals_streams ORDER BY id") }
    }

    @Test func whatAnotherConnectionWroteIsSeen() async throws {
        let other = try SQLiteEventStore(path: file.path, durability: .normal)
        for round in 0..<5 {
            try await store.append(deposits(1), to: stream("a"), expecting: .exactly(2 * round))
            try await other.append(deposits(1), to: stream("a"), expecting: .exactly(2 * round + 1))
            try await other.append(deposits(1), to: stream("new\(round)"), expecting: .noStream)
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append(deposits(1), to: stream("new\(round)"), expecting: .noStream)
            }
        }
        #expect(try await store.readAll().map(\.position) == Array(1...15))
        #expect(try await store.audit().mistakes.isEmpty)
    }

    @Test func whatThisConnectionWroteOtherwiseIsSeen() async throws {
        try await store.append(deposits(1), to: stream("a"), expecting: .noStream)
        try await store.pool.write { db in
            try db.execute(sql: "UPDATE annals_heads SET version = 7; INSERT INTO annals_removed VALUES (1, 40)")
        }
        #expect(try await store.append(deposits(1), to: stream("a"), expecting: .exactly(7)).position == 41)
    }

    @Test func whatIsRolledBackIsForgotten() async throws {
        try await store.append(deposits(1), to: stream("a"), expecting: .noStream)
        let taken = try #require(try await store.readAll().first).metadata.id
        for _ in 0..<2 {
            _ = try await storeError(.duplicateEventID) {
                try await store.append([
                    StreamAppend(deposits(3), to: stream("a"), expecting: .exactly(1)),
                    StreamAppend(deposits(1), to: stream("b"), expecting: .noStream),
                    StreamAppend([deposit(9, id: taken)], to: stream("c"), expecting: .any),
                ])
            }
        }
        #expect(try await streamNames() == ["Account-a"])
        let results = try await store.append([
            StreamAppend(deposits(1), to: stream("a"), expecting: .exactly(1)),
            StreamAppend(deposits(2), to: stream("b"), expecting: .noStream),
            StreamAppend(deposits(1), to: stream("a"), expecting: .exactly(2)),
        ])
        #expect(results.map(\.streamVersion) == [2, 2, 3])
        #expect(results.map(\.position) == [2, 4, 5])
        #expect(try await store.audit() == StoreAudit(events: 5, streams: 2))
    }

    @Test func aSingleEventThatFailsLeavesNoStream() async throws {
        try await store.append(deposits(1), to: stream("a"), expecting: .noStream)
        let taken = try #require(try await store.readAll().first).metadata.id
        let appends =
            try (0..<6).map { try StreamAppend(deposits(1), to: stream("fine\($0)"), expecting: .any) }
            + [StreamAppend([deposit(9, id: taken)], to: stream("failing"), expecting: .any)]
            + (6..<9).map { try StreamAppend(deposits(1), to: stream("fine\($0)"), expecting: .any) }
        let results = try await appendTogether(appends, to: store)
        #expect(results.indices.filter { (try? results[$0].get()) == nil } == [6])
        #expect(try await streamNames() == ["Account-a"] + (0..<9).map { "Account-fine\($0)" })
        #expect(try await store.audit() == StoreAudit(events: 10, streams: 10))
    }

    /// The same events twice in one transaction, to a stream that is new in it.
    @Test func aRepeatedAppendInOneTransactionGivesTheFirstResult() async throws {
        let events = try deposits(2)
        let append = try StreamAppend(events, to: stream("a"), expecting: .any)
        let results = try await store.append([append, append])
        #expect(results == Array(repeating: AppendResult(streamVersion: 2, position: 2), count: 2))
        #expect(try await store.audit() == StoreAudit(events: 2, streams: 1))
    }
}
