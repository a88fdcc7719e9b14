/// The tables of the event store.
enum EventTables {
    /// Streams with the version of their last event.
    ///
    /// `category` stands beside the name so that a category can be read without taking names apart.
    static let streams = OwnTable(
        "annals_streams",
        columns: """
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            category TEXT NOT NULL,
            version INTEGER NOT NULL
            """)

    /// Events. AUTOINCREMENT, so that a position is never used twice, even after the last event was removed.
    static let events = OwnTable(
        "annals_events",
        columns: """
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            stream_id INTEGER NOT NULL REFERENCES annals_streams (id),
            stream_version INTEGER NOT NULL,
            id BLOB NOT NULL UNIQUE,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            time_seconds INTEGER NOT NULL,
            time_nanoseconds INTEGER NOT NULL,
            user_id TEXT,
            correlation_id TEXT,
            causation_id TEXT,
            extra TEXT,
            payload TEXT NOT NULL,
            UNIQUE (stream_id, stream_version)
            """)

    /// What was noted about streams, by name: a stream may have no event yet.
    static let metadata = OwnTable(
        "annals_stream_metadata", columns: "name TEXT PRIMARY KEY NOT NULL, metadata TEXT NOT NULL",
        options: "STRICT, WITHOUT ROWID")

    /// What a file of events has at least; older ones have no more.
    static let least = [streams, events]
    static let all = least + [metadata, SnapshotTable.definition]
}
