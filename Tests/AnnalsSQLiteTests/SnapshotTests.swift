import Annals
import AnnalsStoreSuite
import GRDB
import Testing

@testable import AnnalsSQLite

@Suite struct SnapshotTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    private func repository(_ store: SQLiteEventStore) -> AggregateRepository<Account> {
        AggregateRepository(store: store, policy: .every(10))
    }

    /// Every field of a row, damaged so that it still is a value of its type, and so that it is not.
    @Test(arguments: [
        "state = replace(state, '210', '211')", "state = '{'", "state = ''", "version = 19", "version = -1",
        "version = 9223372036854775807", "time_seconds = time_seconds - 1", "time_seconds = 9223372036854775807",
        "time_nanoseconds = -1", "event_id = x'01'", "event_id = randomblob(16)", "time_nanoseconds = 99999999999",
        "checksum = checksum + 1",
        "fingerprint = 'account-0'",
    ])
    func aDamagedSnapshotIsPassedOver(_ damage: String) async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(20), to: stream(), expecting: .any)
        try await repository(store).saveSnapshot(of: "a")
        try await store.pool.write { db in
            try db.execute(sql: "UPDATE annals_snapshots SET \(damage)")
            #expect(db.changesCount == 1)
        }
        let loaded = try await repository(store).load("a")
        #expect(loaded.state == Account(balance: 210, transactions: 20))
        #expect(loaded.version == 20)
    }

    @Test func aFileOfATimeBeforeSnapshotsIsRead() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(20), to: stream(), expecting: .any)
        try await store.pool.write { db in try db.execute(sql: "DROP TABLE annals_snapshots") }
        try store.close()
        let reader = try SQLiteEventStore(readingOnly: file.path)
        #expect(try await reader.snapshot(of: stream(), fingerprint: Account.fingerprint) == nil)
        #expect(try await repository(reader).load("a").state.balance == 210)
        try reader.close()
        // Opening it to write adds the table.
        #expect(try await repository(SQLiteEventStore(path: file.path)).saveSnapshot(of: "a") == 20)
    }

    @Test func aSnapshotIsThereAfterReopening() async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(20), to: stream(), expecting: .any)
        try await repository(store).saveSnapshot(of: "a")
        try store.close()
        let reader = try SQLiteEventStore(readingOnly: file.path)
        let counting = CountingStore(reader)
        let repository = AggregateRepository<Account>(store: counting, snapshots: reader, policy: .every(10))
        #expect(try await repository.load("a").state.balance == 210)
        #expect(counting.take().events == 1)
        _ = try await storeError(.readOnly) {
            do throws(AggregateError) {
                try await repository.saveSnapshot(of: "a")
            } catch {
                guard case .store(let error) = error else { throw error }
                throw error
            }
        }
    }
}
