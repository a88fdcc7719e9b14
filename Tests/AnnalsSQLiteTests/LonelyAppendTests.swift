import Annals
import AnnalsStoreSuite
import Foundation
import GRDB
import Synchronization
import Testing

@testable import AnnalsSQLite

/// Appends that find nobody writing are written on their callers' threads, and only those.
@Suite struct LonelyAppendTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    /// How many transactions were written on callers' threads and on the queue.
    private func transactions(
        _ durability: Durability, _ body: (SQLiteEventStore) async throws -> Void
    ) async throws -> [Int] {
        let store = try SQLiteEventStore(path: file.path, durability: durability)
        try await body(store)
        #expect(store.writer.pendingCount == 0)
        #expect(try await store.audit().mistakes.isEmpty)
        let counts = store.writer.transactions
        try store.close()
        return [counts.onCallers, counts.onQueue]
    }

    @Test func aLonelyAppendIsWrittenWhereItIsCalled() async throws {
        let counts = try await transactions(.normal) { store in
            for _ in 0..<5 { try await store.append(deposits(1), to: stream(), expecting: .any) }
        }
        #expect(counts == [5, 0])
    }

    @Test func noCallerWaitsForTheDisk() async throws {
        let counts = try await transactions(.full) { store in
            for _ in 0..<5 { try await store.append(deposits(1), to: stream(), expecting: .any) }
        }
        #expect(counts == [0, 5])
    }

    @Test func aLargeAppendIsWrittenOnTheQueue() async throws {
        let counts = try await transactions(.normal) { store in
            try await store.append(deposits(100), to: stream(), expecting: .any)
        }
        #expect(counts == [0, 1])
    }

    /// The log is brought into the file from time to time, and not by a caller.
    @Test func theLogStaysShort() async throws {
        let counts = try await transactions(.normal) { store in
            for _ in 0..<1500 { try await store.append(deposits(1), to: stream(), expecting: .any) }
            let log = try FileManager.default.attributesOfItem(atPath: file.path + "-wal")[.size] as? Int ?? 0
            #expect(log < 2 * 16_800_000)
        }
        #expect(counts[0] + counts[1] == 1500 && (5...20).contains(counts[1]))
    }

    @Test func whoeverElseWritesIsWaitedForOnTheQueue() async throws {
        let counts = try await transactions(.normal) { store in
            try await store.append(deposits(1), to: stream(), expecting: .any)
            let results = try await appendTogether(
                [StreamAppend(deposits(1), to: stream("a"), expecting: .any)], to: store)
            #expect(try results.map { try $0.get().position } == [2])
        }
        #expect(counts == [1, 1])
    }

    /// What is kept beside the events is written with the same connection.
    @Test(arguments: ["rows", "processes"]) func whatIsKeptBesideIsWaitedForOnTheQueue(_ kind: String) async throws {
        let counts = try await transactions(.normal) { store in
            let append = Mutex<Task<AppendResult, any Error>?>(nil)
            /// Begins an append, and returns when it waits.
            @Sendable func appendMeanwhile() {
                append.withLock {
                    $0 = Task { try await store.append(deposits(1), to: stream(), expecting: .any) }
                }
                while store.writer.pendingCount == 0 { sched_yield() }
            }
            if kind == "rows" {
                try await SQLiteReadModels(beside: store).transaction { _ throws(ProjectionError) in appendMeanwhile() }
            } else {
                try await SQLiteProcesses(beside: store).transaction { _ throws(ProcessError) in appendMeanwhile() }
            }
            #expect(try await append.withLock { $0 }?.value.position == 1)
        }
        #expect(counts == [0, 1])
    }

    /// A lock of another connection is waited for on the queue, and the append is written when it is free.
    @Test func aLockIsWaitedForOnTheQueue() async throws {
        let counts = try await transactions(.normal) { store in
            try await store.append(deposits(1), to: stream(), expecting: .any)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: file.path, configuration: configuration)
            try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
            async let result = store.append(deposits(1), to: stream(), expecting: .exactly(1))
            while store.writer.pendingCount == 0 { await Task.yield() }
            try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            #expect(try await result.position == 2)
            try other.close()
        }
        #expect(counts == [1, 1])
    }

    @Test func aConflictOfALonelyAppendLeavesNothing() async throws {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await store.append(deposits(2), to: stream(), expecting: .noStream)
        let taken = try #require(try await store.readAll().first).metadata.id
        _ = try await storeError(.wrongExpectedVersion) {
            try await store.append(deposits(2), to: stream(), expecting: .exactly(1))
        }
        _ = try await storeError(.duplicateEventID) {
            try await store.append([deposit(), deposit(9, id: taken)], to: stream(), expecting: .exactly(2))
        }
        #expect(try await store.append(deposits(1), to: stream(), expecting: .exactly(2)).position == 3)
        #expect(store.writer.pendingCount == 0)
    }

    /// Lonely or not, what one task appends one after the other stands in that order.
    @Test func theOrderOfACallerIsKept() async throws {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<6 {
                group.addTask {
                    for count in 0..<100 {
                        try await store.append(
                            deposits(count % 40 == 39 ? 40 : 1), to: stream("\(task)"),
                            expecting: .exactly(count + count / 40 * 39))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.lastPosition() == 6 * (100 + 2 * 39))
        #expect(try await store.audit().mistakes.isEmpty)
    }
}
