import Annals
import AnnalsStoreSuite
import Dispatch
import Synchronization
import Testing

@testable import AnnalsSQLite

@Suite struct GroupCommitTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal, busyTimeout: .milliseconds(20))
    }

    private func appendTogether(_ appends: [StreamAppend]) async throws -> [Result<AppendResult, EventStoreError>] {
        try await AnnalsSQLiteTests.appendTogether(appends, to: store)
    }

    @Test func appendsThatWaitShareACommit() async throws {
        let commits = CommitCounter()
        store.pool.add(transactionObserver: commits, extent: .databaseLifetime)
        let appends = try (0..<50).map { try StreamAppend(deposits(2), to: stream("\($0)"), expecting: .noStream) }
        let results = try await appendTogether(appends)
        #expect(try results.map { try $0.get().streamVersion } == Array(repeating: 2, count: 50))
        #expect(try await store.readAll().map(\.position) == Array(1...100))
        #expect((1...2).contains(commits.count), "what waited when the first commit began, and the others")
    }

    @Test func aConflictFailsNobodyElse() async throws {
        try await store.append(deposits(1), to: stream("0"), expecting: .any)
        let taken = try #require(try await store.readAll().first).metadata.id
        let appends =
            try (0..<10).map { try StreamAppend(deposits(2), to: stream("\($0)"), expecting: .noStream) }
            + [StreamAppend([deposit(), deposit(9, id: taken)], to: stream("10"), expecting: .noStream)]
        let results = try await appendTogether(appends)
        let codes = results.map { result -> EventStoreError.Code? in
            if case .failure(let error) = result { error.code } else { nil }
        }
        #expect(codes == [.wrongExpectedVersion] + Array(repeating: nil, count: 9) + [.duplicateEventID])
        #expect(try await store.lastPosition() == 19)
        #expect(try await store.version(of: stream("10")) == 0)
        #expect(try await store.readAll().map(\.position) == Array(1...19))
    }

    @Test func aFailureOfOneIsItsOwn() async throws {
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER failing BEFORE INSERT ON annals_events WHEN new.stream_version = 3
                    BEGIN SELECT RAISE(ABORT, 'no third event'); END
                    """)
        }
        let appends = try (1...6).map { try StreamAppend(deposits($0 % 4), to: stream("\($0)"), expecting: .any) }
        let results = try await appendTogether(appends)
        let failures = results.map { result in
            if case .failure(let error) = result { error.message.contains("no third event") } else { false }
        }
        #expect(failures == [false, false, true, false, false, false])
        #expect(try await store.lastPosition() == 1 + 2 + 0 + 1 + 2)
    }

    @Test func aLockFailsAllAtOnce() async throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: file.path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let appends = try (0..<20).map { try StreamAppend(deposits(1), to: stream("\($0)"), expecting: .any) }
        for result in try await appendTogether(appends) {
            let error = #expect(throws: EventStoreError.self) { try result.get() }
            #expect(error?.code == .busy)
        }
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        #expect(try await store.lastPosition() == 0)
    }
}

private final class CommitCounter: TransactionObserver, Sendable {
    private let commits = Mutex(0)

    var count: Int { commits.withLock { $0 } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }
    func databaseDidRollback(_ db: Database) {}
}
