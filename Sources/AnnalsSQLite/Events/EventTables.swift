/// The tables of the event store, layout 2.
///
/// What an append writes for each event stands at the end of a table or an index: the event, and its id, which is ordered by
/// time. Only the heads of the streams are written all over their table, once a transaction for each stream; so their rows
/// are small. That an event's version is used once in its stream follows from the check of the head in the same transaction;
/// the audit proves it.
enum EventTables {
    /// Names of streams. A row never changes.
    ///
    /// `category` stands beside the name so that a category can be read without taking names apart.
    static let streams = OwnTable(
        "annals_streams", columns: "id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL")

    /// The last event of each stream: its version, and its position, whether it was removed since or not.
    static let heads = OwnTable(
        "annals_heads",
        columns: "stream_id INTEGER PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL")

    /// Events. `previous` is the position of the event before it in its stream, null for the first.
    static let events = OwnTable(
        "annals_events",
        columns: """
            position INTEGER PRIMARY KEY,
            stream_id INTEGER NOT NULL,
            stream_version INTEGER NOT NULL,
            previous INTEGER,
            id BLOB NOT NULL UNIQUE,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            time_seconds INTEGER NOT NULL,
            time_nanoseconds INTEGER NOT NULL,
            user_id TEXT,
            correlation_id TEXT,
            causation_id TEXT,
            extra TEXT,
            payload TEXT NOT NULL
            """)

    /// A mark is set at versions that this divides, so that the way back to any version is short.
    static let markDistance = 64

    /// Where to begin in long streams: the positions of some versions, each of an event that exists.
    static let marks = OwnTable(
        "annals_marks",
        columns: """
            stream_id INTEGER NOT NULL,
            version INTEGER NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (stream_id, version)
            """,
        options: "STRICT, WITHOUT ROWID")

    /// At most one row: the highest position whose event was removed, which is not used again. What AUTOINCREMENT does,
    /// without its write for each event.
    static let removed = OwnTable(
        "annals_removed", columns: "id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL",
        more: """
            CREATE TRIGGER IF NOT EXISTS annals_events_removed AFTER DELETE ON annals_events
            WHEN old.position > coalesce((SELECT position FROM annals_removed), 0)
            BEGIN
                INSERT OR REPLACE INTO annals_removed VALUES (1, old.position);
            END
            """)

    /// What was noted about streams, by name: a stream may have no event yet.
    static let metadata = OwnTable(
        "annals_stream_metadata", columns: "name TEXT PRIMARY KEY NOT NULL, metadata TEXT NOT NULL",
        options: "STRICT, WITHOUT ROWID")

    /// What a file of events has at least; older ones have no more.
    static let least = [streams, heads, events, marks, removed]
    static let all = least + [metadata, SnapshotTable.definition]
}
