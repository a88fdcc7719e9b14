import Annals
import AnnalsStoreSuite
import Foundation
import Testing

@testable import AnnalsSQLite

/// Locks, failures within a transaction, and crashes.
@Suite struct TransactionTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    @Test func aLockOfAnotherConnectionIsSaid() async throws {
        let store = try SQLiteEventStore(path: file.path, busyTimeout: .milliseconds(20))
        try await store.append(deposits(2), to: stream(), expecting: .any)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: file.path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let error = try await storeError(.busy) {
            try await store.append([deposit()], to: stream(), expecting: .any)
        }
        #expect(error.message.contains("busy timeout"))
        #expect(error.message.contains("3 attempts in "))
        let removal = try await storeError(.busy) { try await store.truncate(stream(), before: 2) }
        #expect(removal.message.contains("3 attempts in "))
        // Readers are not locked out, and neither is who opens the file.
        #expect(try await store.lastPosition() == 2)
        #expect(try await SQLiteEventStore(path: file.path).lastPosition() == 2)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        #expect(try await store.append([deposit()], to: stream(), expecting: .exactly(2)).position == 3)
    }

    @Test func twoStoresOnOneFileTakeTurns() async throws {
        let stores = try (0..<2).map { _ in try SQLiteEventStore(path: file.path, durability: .normal) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    for _ in 0..<100 {
                        try await store.append(deposits(2), to: stream("\(index)"), expecting: .any)
                        try await store.append(deposits(1), to: stream("both"), expecting: .any)
                    }
                }
            }
            try await group.waitForAll()
        }
        let records = try await stores[0].readAll(limit: 1000)
        #expect(records.map(\.position) == Array(1...600))
        #expect(try await stores[1].version(of: stream("both")) == 200)
    }

    @Test func aFailureInTheMiddleOfAnAppendWritesNothing() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(1), to: stream("first"), expecting: .any)
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER failing BEFORE INSERT ON annals_events WHEN new.stream_version = 3
                    BEGIN SELECT RAISE(ABORT, 'no third event'); END
                    """)
        }
        let error = try await storeError(.corrupt) {
            try await store.append([
                StreamAppend(deposits(2), to: stream("a"), expecting: .noStream),
                StreamAppend(deposits(4), to: stream("b"), expecting: .noStream),
            ])
        }
        #expect(error.message.contains("no third event"))
        #expect(try await store.version(of: stream("a")) == 0)
        #expect(try await store.version(of: stream("b")) == 0)
        let streams = try await store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM annals_streams")
        }
        #expect(streams == 1)
        #expect(try await store.append(deposits(2), to: stream("a"), expecting: .noStream).position == 3)
    }

    @Test func aPositionIsNeverUsedTwice() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(3), to: stream(), expecting: .any)
        try await store.pool.write { db in try db.execute(sql: "DELETE FROM annals_events WHERE position = 3") }
        #expect(try await store.append(deposits(1), to: stream("b"), expecting: .any).position == 4)
    }

    /// A crash leaves some prefix of the write-ahead log. Every one of them is a store with whole appends.
    @Test func aCrashAtAnyPointLeavesWholeAppends() async throws {
        let store = try SQLiteEventStore(path: file.path)
        for _ in 0..<12 { try await store.append(deposits(5), to: stream(), expecting: .any) }
        let database = try Data(contentsOf: URL(fileURLWithPath: file.path))
        let log = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        #expect(log.count > 4096)
        var seen: Set<Int> = []
        for length in stride(from: 0, through: log.count, by: 4096 / 3) {
            let copy = try TemporaryFile()
            try database.write(to: URL(fileURLWithPath: copy.path))
            try log.prefix(length).write(to: URL(fileURLWithPath: copy.path + "-wal"))
            let recovered = try SQLiteEventStore(path: copy.path)
            let records = try await recovered.readAll()
            #expect(records.count.isMultiple(of: 5))
            #expect(records.map(\.position) == Array(1..<(records.count + 1)))
            #expect(try await recovered.version(of: stream()) == records.count)
            let next = try await recovered.append(deposits(1), to: stream(), expecting: .exactly(records.count))
            #expect(next.position == records.count + 1)
            seen.insert(records.count)
        }
        #expect(seen.count > 6, "the cuts fall between appends")
    }

    @Test func aCancelledAppendSaysSo() async throws {
        let store = try SQLiteEventStore(path: file.path)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.append(deposits(1), to: stream(), expecting: .any)
        }
        _ = try await storeError(.cancelled) { try await task.value }
        #expect(try await store.lastPosition() == 0)
    }
}
