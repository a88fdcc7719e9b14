internal import Annals
internal import GRDB

/// Snapshots of aggregates.
enum SnapshotTable {
    /// By the name of the stream: a snapshot may stand in a file without the events. The sum is kept as the signed number
    /// with the same bits.
    static let definition = OwnTable(
        "annals_snapshots",
        columns: """
            stream TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            version INTEGER NOT NULL,
            event_id BLOB NOT NULL,
            time_seconds INTEGER NOT NULL,
            time_nanoseconds INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (stream, fingerprint, version)
            """)

    static func save(_ db: Database, _ snapshot: Snapshot, keeping count: Int) throws {
        let stream = snapshot.stream.description
        let insert = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO annals_snapshots
                (stream, fingerprint, version, event_id, time_seconds, time_nanoseconds, checksum, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(stream, at: 1)
        try insert.bind(snapshot.fingerprint, at: 2)
        try insert.bind(snapshot.version, at: 3)
        try insert.bind(snapshot.eventID, at: 4)
        try insert.bind(snapshot.time.seconds, at: 5)
        try insert.bind(Int(snapshot.time.nanoseconds), at: 6)
        try insert.bind(Int64(bitPattern: snapshot.checksum), at: 7)
        try insert.run(bindingText: snapshot.state, at: 8)
        try db.cachedStatement(
            sql: """
                DELETE FROM annals_snapshots WHERE stream = ? AND (fingerprint <> ? OR version NOT IN (
                    SELECT version FROM annals_snapshots WHERE stream = ? AND fingerprint = ?
                    ORDER BY version DESC LIMIT ?))
                """
        ).execute(arguments: [stream, snapshot.fingerprint, stream, snapshot.fingerprint, max(count, 1)])
    }

    static func newest(
        _ db: Database, of stream: StreamName, _ fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) throws -> Snapshot? {
        // The comparison of pairs is not left to the index, which has no time; few snapshots are kept of a stream.
        let select = try RawStatement(
            db,
            """
            SELECT version, time_seconds, time_nanoseconds, checksum, state, event_id FROM annals_snapshots
            WHERE stream = ? AND fingerprint = ? AND version <= ? AND (time_seconds, time_nanoseconds) <= (?, ?)
            ORDER BY version DESC LIMIT 1
            """)
        defer { select.reset() }
        try select.bind(stream.description, at: 1)
        try select.bind(fingerprint, at: 2)
        try select.bind(version, at: 3)
        try select.bind(time.seconds, at: 4)
        try select.bind(Int(time.nanoseconds), at: 5)
        guard try select.next() else { return nil }
        guard let eventID = select.id(5), let nanoseconds = Int32(exactly: try select.integer(2)),
            let latest = Timestamp(seconds: Int64(try select.integer(1)), nanoseconds: nanoseconds)
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a snapshot of \(stream) has a damaged id or time")
        }
        return Snapshot(
            stream: stream, fingerprint: fingerprint, version: try select.integer(0), eventID: eventID, time: latest,
            state: try select.utf8(4) ?? [], checksum: UInt64(bitPattern: Int64(try select.integer(3))))
    }

    /// Removes the snapshots whose next event was removed with those before a version.
    static func removeUnused(_ db: Database, of stream: StreamName, before version: Int) throws {
        try db.cachedStatement(sql: "DELETE FROM annals_snapshots WHERE stream = ? AND version < ?").execute(
            arguments: [stream.description, max(version, 1) - 1])
    }
}
