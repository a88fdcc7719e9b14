/// A way from one layout of Annals' own tables to the next.
///
/// A file takes all that it lacks in one transaction when it is opened for writing: it has the newest layout afterwards, or
/// the one that it had.
struct Migration {
    /// The layout that the file has afterwards; it had the one before.
    let layout: Int
    /// Only a file with this table has something to change.
    let table: String
    /// What is done.
    let sql: String
}

extension Migration {
    /// All of them, in order. A migration that was released is never edited.
    static let all = [
        Migration(layout: 2, table: "annals_events", sql: streamsBecomeChains)
    ]

    /// Events get to know the one before them in their stream, in place of an index of versions.
    ///
    /// The events are copied, so that the file needs the space twice while it is done.
    private static let streamsBecomeChains = """
        ALTER TABLE annals_events RENAME TO annals_events_1;
        ALTER TABLE annals_streams RENAME TO annals_streams_1;
        \(EventTables.least.map(\.sql).joined(separator: ";\n"));
        INSERT INTO annals_streams SELECT id, name, category FROM annals_streams_1 ORDER BY id;
        INSERT INTO annals_events
            SELECT position, stream_id, stream_version,
                (SELECT b.position FROM annals_events_1 b
                    WHERE b.stream_id = e.stream_id AND b.stream_version = e.stream_version - 1),
                id, type, version, time_seconds, time_nanoseconds, user_id, correlation_id, causation_id, extra, payload
            FROM annals_events_1 e ORDER BY position;
        INSERT INTO annals_heads
            SELECT s.id, s.version, coalesce(
                (SELECT e.position FROM annals_events_1 e WHERE e.stream_id = s.id ORDER BY e.stream_version DESC), 0)
            FROM annals_streams_1 s WHERE s.version > 0 ORDER BY s.id;
        INSERT INTO annals_marks
            SELECT stream_id, stream_version, position FROM annals_events_1
            WHERE stream_version % \(EventTables.markDistance) = 0 ORDER BY stream_id, stream_version;
        INSERT INTO annals_removed SELECT 1, seq FROM sqlite_sequence WHERE name = 'annals_events_1';
        DELETE FROM annals_streams WHERE id NOT IN (SELECT stream_id FROM annals_heads);
        DROP TABLE annals_events_1;
        DROP TABLE annals_streams_1;
        """
}
