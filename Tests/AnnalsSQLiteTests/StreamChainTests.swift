import Annals
import AnnalsStoreSuite
import GRDB
import JSONTrials
import Testing

@testable import AnnalsSQLite

/// Streams are read along their chains as if there were an index.
@Suite struct StreamChainTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
    }

    /// Reads windows of all kinds, and compares them with what is in the table.
    private func check(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let all = try await store.readAll(limit: .max).filter { $0.metadata.stream == "Account-long" }
        for _ in 0..<150 {
            let first = Int.random(in: -2...330, using: &random)
            let last = [Int.max, first + Int.random(in: 0...200, using: &random)].randomElement(using: &random) ?? 0
            let limit = [1, 2, 10, 63, 64, 65, 200, .max].randomElement(using: &random) ?? 0
            let expected = all.filter { (first...last).contains($0.metadata.streamVersion) }
            let name = "\(first) to \(last), at most \(limit), seed \(seed)"
            #expect(
                try await store.read(stream("long"), from: first, to: last, limit: limit)
                    == Array(expected.prefix(limit)), "\(name)")
            #expect(
                try await store.read(stream("long"), from: first, to: last, direction: .backwards, limit: limit)
                    == Array(expected.reversed().prefix(limit)), "\(name)")
        }
    }

    private func fill() async throws {
        for count in [1, 62, 1, 1, 130, 5, 100] {
            try await store.append(deposits(count), to: stream("long"), expecting: .any)
            try await store.append(deposits(1), to: stream("other"), expecting: .any)
        }
    }

    @Test func everyWindowOfALongStreamIsRead() async throws {
        try await fill()
        try await check(1)
    }

    @Test(arguments: [2, 63, 64, 65, 128, 129, 200, 257, 300, 301, Int.max])
    func everyWindowIsReadAfterTheFirstWereRemoved(before version: Int) async throws {
        try await fill()
        #expect(try await store.truncate(stream("long"), before: version) == min(version - 1, 300))
        try await check(UInt64(version % 1000))
        #expect(try await store.audit().mistakes.isEmpty)
        try await store.append(deposits(30), to: stream("long"), expecting: .exactly(300))
        try await check(1)
        #expect(try await store.audit().mistakes.isEmpty)
    }

    /// What removes events in the middle sets a mark at the end of what stays below them.
    @Test func everyWindowIsReadAroundHoles() async throws {
        try await fill()
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    DELETE FROM annals_events WHERE stream_id = 1 AND
                        (stream_version BETWEEN 20 AND 30 OR stream_version BETWEEN 60 AND 250 OR stream_version > 290);
                    DELETE FROM annals_marks WHERE position NOT IN (SELECT position FROM annals_events);
                    INSERT INTO annals_marks SELECT stream_id, stream_version, position FROM annals_events
                        WHERE stream_id = 1 AND stream_version IN (19, 59, 290);
                    """)
        }
        for seed: UInt64 in 1...3 { try await check(seed) }
    }

    @Test func aChainThatLeadsElsewhereIsDamage() async throws {
        try await fill()
        try await store.pool.write { db in
            try db.execute(sql: "UPDATE annals_events SET previous = 2 WHERE stream_id = 1 AND stream_version = 40")
        }
        let error = try await storeError(.corrupt) { try await store.read(stream("long")) }
        #expect(error.message.contains("is not version 39 of Account-long"))
    }
}
