internal import Annals
internal import GRDB

/// The table of processes: their states and the timeouts that are set.
enum InstanceTable {
    /// `next_due` is the time of the first timeout; null where none is set or where they wait.
    static let definition = OwnTable(
        "annals_process_instances",
        columns: """
            process TEXT NOT NULL,
            is_aside INTEGER NOT NULL,
            key TEXT NOT NULL,
            state TEXT NOT NULL,
            timeouts TEXT NOT NULL,
            next_due TEXT,
            hold TEXT,
            PRIMARY KEY (process, is_aside, key)
            """,
        options: "STRICT, WITHOUT ROWID",
        more: """
            CREATE INDEX IF NOT EXISTS annals_process_due ON annals_process_instances (process, next_due, key)
            WHERE next_due IS NOT NULL AND is_aside = 0;
            CREATE INDEX IF NOT EXISTS annals_process_held ON annals_process_instances (process, key)
            WHERE hold IS NOT NULL AND is_aside = 0
            """)

    private static let select = "SELECT key, state, timeouts, hold FROM annals_process_instances"

    static func instance(
        _ db: Database, of process: String, _ key: String, isAside: Bool
    ) throws -> ProcessInstance? {
        let statement = try db.cachedStatement(sql: "\(select) WHERE process = ? AND is_aside = ? AND key = ?")
        return try Row.fetchOne(statement, arguments: [process, isAside, key]).map(instance)
    }

    static func instances(_ db: Database, of process: String, after key: String?, limit: Int) throws
        -> [ProcessInstance]
    {
        let statement = try db.cachedStatement(
            sql: "\(select) WHERE process = ? AND is_aside = 0 AND (? IS NULL OR key > ?) ORDER BY key LIMIT ?")
        return try Row.fetchAll(statement, arguments: [process, key, key, limit]).map(instance)
    }

    static func held(_ db: Database, of process: String, limit: Int) throws -> [ProcessInstance] {
        let statement = try db.cachedStatement(
            sql: "\(select) WHERE process = ? AND hold IS NOT NULL AND is_aside = 0 ORDER BY key LIMIT ?")
        return try Row.fetchAll(statement, arguments: [process, limit]).map(instance)
    }

    /// Adds what there is of processes to a tally.
    static func count(_ db: Database, of process: String, _ tally: inout ProcessTally) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*), count(hold), min(next_due),
                    coalesce(sum((SELECT count(*) FROM json_each(i.timeouts))), 0)
                FROM annals_process_instances i WHERE process = ? AND is_aside = 0
                """)
        guard let row = try Row.fetchOne(statement, arguments: [process]) else { return }
        tally.instances = try row.decode(atIndex: 0)
        tally.held = try row.decode(atIndex: 1)
        tally.nextDue = try row.decode(atIndex: 2)
        tally.timeouts = try row.decode(atIndex: 3)
    }

    static func nextDue(_ db: Database, of process: String) throws -> ProcessInstance? {
        let statement = try db.cachedStatement(
            sql: """
                \(select) WHERE process = ? AND next_due IS NOT NULL AND is_aside = 0
                ORDER BY next_due, key LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [process]).map(instance)
    }

    static func save(_ db: Database, _ instance: ProcessInstance, of process: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO annals_process_instances
                    (process, is_aside, key, state, timeouts, next_due, hold) VALUES (?, 0, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            process, instance.key, String(decoding: instance.state, as: UTF8.self),
            String(decoding: instance.timeoutsText, as: UTF8.self), instance.next?.timeout.due, instance.hold,
        ])
    }

    static func remove(_ db: Database, of process: String, _ key: String) throws {
        try db.cachedStatement(
            sql: "DELETE FROM annals_process_instances WHERE process = ? AND is_aside = 0 AND key = ?"
        ).execute(arguments: [process, key])
    }

    static func removeAll(_ db: Database, of process: String, isAside: Bool) throws {
        try db.execute(
            sql: "DELETE FROM annals_process_instances WHERE process = ? AND is_aside = ?",
            arguments: [process, isAside])
    }

    static func setAside(_ db: Database, of process: String) throws {
        try removeAll(db, of: process, isAside: true)
        try db.execute(
            sql: "UPDATE annals_process_instances SET is_aside = 1 WHERE process = ?", arguments: [process])
    }

    private static func instance(_ row: Row) throws -> ProcessInstance {
        let (key, state, timeouts): (String, String, String) = (
            try row.decode(atIndex: 0), try row.decode(atIndex: 1), try row.decode(atIndex: 2)
        )
        guard
            let instance = ProcessInstance(
                key: key, state: Array(state.utf8), timeouts: Array(timeouts.utf8), hold: try row.decode(atIndex: 3))
        else {
            throw EventStoreError(.corrupt, "the timeouts of the process \(key) are none: \(timeouts.prefix(200))")
        }
        return instance
    }
}
