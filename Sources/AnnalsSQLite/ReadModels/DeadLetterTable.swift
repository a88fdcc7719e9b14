internal import Annals
internal import GRDB

/// The table of dead letters. Ids and times are text in it, for people.
enum DeadLetterTable {
    static let definition = OwnTable(
        "annals_dead_letters",
        columns: """
            projection TEXT NOT NULL,
            in_rebuild INTEGER NOT NULL,
            position INTEGER NOT NULL,
            state TEXT NOT NULL,
            stream TEXT NOT NULL,
            stream_version INTEGER NOT NULL,
            event_id TEXT NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            time TEXT NOT NULL,
            user_id TEXT,
            correlation_id TEXT,
            causation_id TEXT,
            extra TEXT NOT NULL,
            payload TEXT NOT NULL,
            row_keys TEXT NOT NULL,
            step TEXT,
            error TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            first_time TEXT NOT NULL,
            last_time TEXT NOT NULL,
            request TEXT,
            reason TEXT,
            PRIMARY KEY (projection, in_rebuild, position)
            """,
        // Every transaction asks which events wait, and an engine what is asked of it, both without the payloads.
        more: """
            CREATE INDEX IF NOT EXISTS annals_dead_letters_parked
                ON annals_dead_letters (projection, state, in_rebuild, position, stream, row_keys);
            CREATE INDEX IF NOT EXISTS annals_dead_letters_requested
                ON annals_dead_letters (projection) WHERE request IS NOT NULL
            """)

    private static let columns = """
        projection, in_rebuild, position, state, stream, stream_version, event_id, type, version, time, user_id,
        correlation_id, causation_id, extra, payload, row_keys, step, error, attempts, first_time, last_time, request,
        reason
        """

    static func letters(_ db: Database, of projection: String?, _ filter: DeadLetterFilter) throws -> [DeadLetter] {
        let states = filter.states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM annals_dead_letters
                    \(filter.isRequested ? "INDEXED BY annals_dead_letters_requested" : "")
                WHERE in_rebuild = ? AND state IN (\(states))\(projection == nil ? "" : " AND projection = ?")\
                \(filter.isRequested ? " AND request IS NOT NULL" : "") ORDER BY position, projection
                """)
        let arguments: [(any DatabaseValueConvertible)?] = [filter.inRebuild] + (projection.map { [$0] } ?? [])
        return try Row.fetchAll(statement, arguments: StatementArguments(arguments)).map(letter)
    }

    /// Those that hold up others, and those that are passed over: the latter also while rows are made anew.
    static func parked(_ db: Database, of projection: String, inRebuild: Bool) throws -> [ParkedEvent] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, stream, row_keys, state = 'skipped' FROM annals_dead_letters
                WHERE projection = ? AND state IN ('failed', 'skipped', 'waiting') AND (state = 'skipped' OR in_rebuild = ?)
                """)
        return try Row.fetchAll(statement, arguments: [projection, inRebuild]).map { row in
            ParkedEvent(
                position: try row.decode(atIndex: 0), stream: try row.decode(atIndex: 1),
                keys: ProjectionTable.names(try row.decode(atIndex: 2)), isSkipped: try row.decode(atIndex: 3))
        }
    }

    static func save(_ db: Database, _ letter: DeadLetter) throws {
        let event = letter.event.metadata
        let values: [(any DatabaseValueConvertible)?] = [
            letter.projection, letter.inRebuild, letter.position, letter.state.rawValue, event.stream,
            event.streamVersion, event.id, event.type, event.version, event.time, event.userId, event.correlationId,
            event.causationId, String(decoding: letter.event.extra, as: UTF8.self),
            String(decoding: letter.event.payload, as: UTF8.self), ProjectionTable.text(letter.keys), letter.step,
            letter.error, letter.attempts, letter.firstTime, letter.lastTime, letter.request?.rawValue, letter.reason,
        ]
        let places = values.map { _ in "?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO annals_dead_letters (\(columns)) VALUES (\(places))")
            .execute(arguments: StatementArguments(values))
    }

    static func remove(_ db: Database, of projection: String, inRebuild: Bool) throws {
        try db.execute(
            sql: """
                DELETE FROM annals_dead_letters WHERE projection = ? AND in_rebuild = ? AND (in_rebuild OR state <> 'skipped')
                """, arguments: [projection, inRebuild])
    }

    static func remove(_ db: Database, _ letter: DeadLetter) throws {
        try db.cachedStatement(
            sql: "DELETE FROM annals_dead_letters WHERE projection = ? AND in_rebuild = ? AND position = ?"
        ).execute(arguments: [letter.projection, letter.inRebuild, letter.position])
    }

    private static func letter(_ row: Row) throws -> DeadLetter {
        let state: String = try row.decode(atIndex: 3)
        let extra: String = try row.decode(atIndex: 13)
        let payload: String = try row.decode(atIndex: 14)
        let event = RecordedEvent(
            metadata: EventMetadata(
                id: try row.decode(atIndex: 6), type: try row.decode(atIndex: 7), version: try row.decode(atIndex: 8),
                stream: try row.decode(atIndex: 4), streamVersion: try row.decode(atIndex: 5),
                position: try row.decode(atIndex: 2), time: try row.decode(atIndex: 9),
                userId: try row.decode(atIndex: 10), correlationId: try row.decode(atIndex: 11),
                causationId: try row.decode(atIndex: 12)),
            payload: Array(payload.utf8), extra: Array(extra.utf8))
        guard let state = DeadLetter.State(rawValue: state) else {
            throw EventStoreError(.newerSchema, "a dead letter is in the state '\(state)', which newer code knows")
        }
        var letter = DeadLetter(
            projection: try row.decode(atIndex: 0), event: event,
            keys: ProjectionTable.names(try row.decode(atIndex: 15)), state: state,
            error: try row.decode(atIndex: 17), step: try row.decode(atIndex: 16),
            attempts: try row.decode(atIndex: 18),
            time: try row.decode(atIndex: 19), inRebuild: try row.decode(atIndex: 1))
        letter.lastTime = try row.decode(atIndex: 20)
        letter.request = (try row.decode(atIndex: 21) as String?).flatMap(DeadLetter.Request.init)
        letter.reason = try row.decode(atIndex: 22)
        return letter
    }
}
