public import Annals
internal import GRDB

extension SQLiteEventStore: SnapshotStore {
    /// Keeps a snapshot, in a transaction of its own.
    public func save(_ snapshot: Snapshot, keeping count: Int) async throws(EventStoreError) {
        try await write { db in try SnapshotTable.save(db, snapshot, keeping: count) }
    }

    /// The newest snapshot that serves.
    public func snapshot(
        of stream: StreamName, fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) async throws(EventStoreError) -> Snapshot? {
        try await read { db in
            // A file that was opened for reading may be of a time before there were snapshots.
            if db.configuration.readonly, try !db.tableExists(SnapshotTable.definition.name) { return nil }
            return try SnapshotTable.newest(db, of: stream, fingerprint, upTo: version, recordedBy: time)
        }
    }

    /// Removes all snapshots of a stream.
    public func deleteSnapshots(of stream: StreamName) async throws(EventStoreError) {
        try await write { db in try SnapshotTable.removeUnused(db, of: stream, before: .max) }
    }

    /// Removes the snapshots of all streams with a fingerprint. It looks at every snapshot of the file.
    public func deleteSnapshots(fingerprint: String) async throws(EventStoreError) {
        try await write { db in
            try db.execute(sql: "DELETE FROM annals_snapshots WHERE fingerprint = ?", arguments: [fingerprint])
        }
    }
}
