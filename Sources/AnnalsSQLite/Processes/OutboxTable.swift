internal import Annals
internal import GRDB

/// The table of commands. Ids and times are text in it, for people.
enum OutboxTable {
    static let definition = OwnTable(
        "annals_outbox",
        columns: """
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            process TEXT NOT NULL,
            key TEXT NOT NULL,
            type TEXT NOT NULL,
            payload TEXT NOT NULL,
            time TEXT NOT NULL,
            cause TEXT NOT NULL,
            correlation_id TEXT,
            user_id TEXT,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            retry_time TEXT,
            error TEXT
            """,
        more: """
            CREATE INDEX IF NOT EXISTS annals_outbox_pending ON annals_outbox (process, sequence)
            WHERE state = 'pending';
            CREATE INDEX IF NOT EXISTS annals_outbox_open ON annals_outbox (process, key, sequence)
            WHERE state IN ('pending', 'parked')
            """)

    private static let select = """
        SELECT id, process, key, type, payload, time, cause, sequence, correlation_id, user_id, state, attempts,
            retry_time, error
        FROM annals_outbox o
        """

    static func insert(_ db: Database, _ command: OutboxCommand) throws -> Bool {
        try db.cachedStatement(
            sql: """
                INSERT INTO annals_outbox (id, process, key, type, payload, time, cause, correlation_id, user_id, state,
                    attempts, retry_time, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """
        ).execute(arguments: [
            command.id, command.process, command.key, command.type, String(decoding: command.payload, as: UTF8.self),
            command.time, command.cause, command.correlationId, command.userId, command.state.rawValue,
            command.attempts, command.retryTime, command.error,
        ])
        return db.changesCount > 0
    }

    static func deliverable(
        _ db: Database, of process: String, at time: Timestamp, limit: Int
    ) throws -> [OutboxCommand] {
        let statement = try db.cachedStatement(
            sql: """
                \(select) WHERE process = ? AND state = 'pending' AND (retry_time IS NULL OR retry_time <= ?)
                    AND NOT EXISTS (
                        SELECT 1 FROM annals_outbox b
                        WHERE b.process = o.process AND b.key = o.key AND b.sequence < o.sequence
                            AND b.state IN ('pending', 'parked') AND (b.state = 'parked' OR b.retry_time > ?))
                ORDER BY sequence LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: [process, time, time, limit]).map(command)
    }

    static func nextRetry(_ db: Database, of process: String) throws -> Timestamp? {
        let statement = try db.cachedStatement(
            sql: "SELECT min(retry_time) FROM annals_outbox WHERE process = ? AND state = 'pending'")
        return try Optional<Timestamp>.fetchOne(statement, arguments: [process]) ?? nil
    }

    static func commands(
        _ db: Database, of process: String, in states: Set<OutboxCommand.State>, limit: Int
    ) throws -> [OutboxCommand] {
        let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "\(select) WHERE process = ? AND state IN (\(names)) ORDER BY sequence LIMIT ?")
        return try Row.fetchAll(statement, arguments: [process, limit]).map(command)
    }

    /// Adds what there is of commands to a tally.
    static func count(_ db: Database, of process: String, _ tally: inout ProcessTally) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*) FILTER (WHERE state = 'pending'), min(time) FILTER (WHERE state = 'pending'),
                    count(*) FILTER (WHERE state = 'pending' AND attempts > 0), count(*) FILTER (WHERE state = 'parked')
                FROM annals_outbox WHERE process = ? AND state IN ('pending', 'parked')
                """)
        guard let row = try Row.fetchOne(statement, arguments: [process]) else { return }
        tally.pending = try row.decode(atIndex: 0)
        tally.oldestPending = try row.decode(atIndex: 1)
        tally.retrying = try row.decode(atIndex: 2)
        tally.parkedCommands = try row.decode(atIndex: 3)
    }

    static func command(_ db: Database, _ id: UniqueID) throws -> OutboxCommand? {
        try Row.fetchOne(db.cachedStatement(sql: "\(select) WHERE id = ?"), arguments: [id]).map(command)
    }

    static func update(_ db: Database, _ command: OutboxCommand) throws {
        try db.cachedStatement(
            sql: "UPDATE annals_outbox SET state = ?, attempts = ?, retry_time = ?, error = ? WHERE id = ?"
        ).execute(arguments: [
            command.state.rawValue, command.attempts, command.retryTime, command.error, command.id,
        ])
    }

    static func remove(_ db: Database, of process: String, before time: Timestamp) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM annals_outbox WHERE process = ? AND state IN ('delivered', 'skipped') AND time < ?
                """, arguments: [process, time])
        return db.changesCount
    }

    private static func command(_ row: Row) throws -> OutboxCommand {
        let payload: String = try row.decode(atIndex: 4)
        var command = OutboxCommand(
            id: try row.decode(atIndex: 0), process: try row.decode(atIndex: 1), key: try row.decode(atIndex: 2),
            type: try row.decode(atIndex: 3), payload: Array(payload.utf8), time: try row.decode(atIndex: 5),
            cause: try row.decode(atIndex: 6), correlationId: try row.decode(atIndex: 8),
            userId: try row.decode(atIndex: 9))
        command.sequence = try row.decode(atIndex: 7)
        let state: String = try row.decode(atIndex: 10)
        guard let known = OutboxCommand.State(rawValue: state) else {
            throw EventStoreError(.newerSchema, "a command is in the state '\(state)', which newer code knows")
        }
        command.state = known
        command.attempts = try row.decode(atIndex: 11)
        command.retryTime = try row.decode(atIndex: 12)
        command.error = try row.decode(atIndex: 13)
        return command
    }
}
