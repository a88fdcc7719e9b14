import Annals
import AnnalsSQLite
import AnnalsStoreSuite

/// A consumer that notes what it has handled in the transaction in which it commits. It never waits.
struct FaultLedger {
    private static let group = "ledger"
    private static let member = "one"
    private let store: SQLiteEventStore
    private let consumers: SQLiteConsumerStore

    init(_ store: SQLiteEventStore) throws {
        self.store = store
        consumers = try SQLiteConsumerStore(beside: store)
    }

    /// Handles what there is.
    func keep() async throws {
        try await consumers.database.write { db in
            try db.execute(
                sql: "CREATE TABLE IF NOT EXISTS handled (position INTEGER PRIMARY KEY, partition INTEGER NOT NULL)")
        }
        _ = try await consumers.join(Self.group, partitions: 2, as: Self.member, lease: .seconds(60))
        for number in 0..<2 {
            let claim = try await consumers.claim(number, of: Self.group, as: Self.member, lease: .seconds(60))
            guard let claim else { continue }
            let end = try await store.lastPosition()
            let records = try await store.readAll(after: claim.position, .partition(claim.partition), limit: .max)
            try await consumers.database.write { db in
                for record in records {
                    try db.execute(
                        sql: "INSERT INTO handled VALUES (?, ?)", arguments: [record.position, number])
                }
                try SQLiteConsumerStore.commit(max(end, claim.position), under: claim, in: db)
            }
            try await consumers.release(claim)
        }
    }

    /// The positions that were noted, and those that must have been: of the events that are there, up to the position that was
    /// committed for their streams.
    func noted(of records: [RecordedEvent]) async throws -> (noted: Set<Int>, expected: Set<Int>) {
        guard let state = try await consumers.state(of: Self.group) else { return ([], []) }
        let noted = try await consumers.database.read { db in
            try Set(Int.fetchAll(db, sql: "SELECT position FROM handled"))
        }
        var expected: Set<Int> = []
        for (number, position) in state.positions.enumerated() {
            guard let partition = StreamPartition(number, of: state.positions.count) else { continue }
            for record in records where record.position <= position {
                if let stream = StreamName(record.metadata.stream), partition.contains(stream) {
                    expected.insert(record.position)
                }
            }
        }
        return (noted, expected)
    }
}
