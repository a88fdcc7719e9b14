import Annals
import AnnalsSQLite

/// A consumer group that notes every event that it has handled, in the transaction in which it commits: each exactly once.
enum Ledger {
    /// Handles events as a member until the program ends. A member that was killed is gone after a moment.
    static func keep(_ store: SQLiteEventStore, as member: String) async throws {
        let consumers = try SQLiteConsumerStore(beside: store)
        try await consumers.database.write { db in
            try db.execute(
                sql: "CREATE TABLE IF NOT EXISTS handled (position INTEGER PRIMARY KEY, partition INTEGER NOT NULL)")
        }
        let group = ConsumerGroup(
            "ledger", partitions: 4, events: store, consumers: consumers, batchSize: 5, lease: .milliseconds(20))
        for try await batch in group.batches(as: member) {
            do {
                try await consumers.database.write { db in
                    for record in batch.events {
                        try db.execute(
                            sql: "INSERT INTO handled VALUES (?, ?)",
                            arguments: [record.position, batch.claim.partition.number])
                    }
                    try SQLiteConsumerStore.commit(batch.position, under: batch.claim, in: db)
                }
            } catch let error as ConsumerError where error.code == .fenced {
                // Whoever has the partition now does it.
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                // Noted by whoever has the partition now; the commit would have said so.
                guard batch.isLost else { throw error }
            }
        }
    }
}
