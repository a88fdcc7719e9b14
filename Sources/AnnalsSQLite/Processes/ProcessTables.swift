internal import Annals
internal import GRDB

/// The tables of process managers: what is kept of each, and which timeouts fired.
enum ProcessTables {
    static let processes = OwnTable(
        "annals_processes",
        columns: """
            name TEXT PRIMARY KEY NOT NULL,
            fingerprint TEXT NOT NULL,
            position INTEGER NOT NULL,
            missed_events INTEGER NOT NULL,
            firings INTEGER NOT NULL,
            applied_firings INTEGER NOT NULL,
            effect_position INTEGER NOT NULL,
            unhandled TEXT NOT NULL
            """,
        options: "STRICT, WITHOUT ROWID")

    /// Why process managers stand still. One that goes on has no row in it.
    static let failures = OwnTable(
        "annals_process_failures",
        columns: """
            process TEXT PRIMARY KEY NOT NULL,
            message TEXT NOT NULL,
            time TEXT NOT NULL
            """,
        options: "STRICT, WITHOUT ROWID")

    static let firings = OwnTable(
        "annals_process_firings",
        columns: """
            process TEXT NOT NULL,
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            timeout TEXT NOT NULL,
            id TEXT NOT NULL,
            due TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (process, number)
            """,
        options: "STRICT, WITHOUT ROWID")

    static let all = [
        processes, failures, firings, InstanceTable.definition, OutboxTable.definition, DeadLetterTable.definition,
    ]

    // MARK: - Records

    private static let select = """
        SELECT p.name, p.fingerprint, p.position, p.missed_events, p.firings, p.applied_firings, p.effect_position,
            p.unhandled, f.message, f.time
        FROM annals_processes p LEFT JOIN annals_process_failures f ON f.process = p.name
        """

    static func record(_ db: Database, of process: String) throws -> ProcessRecord? {
        let statement = try db.cachedStatement(sql: "\(select) WHERE p.name = ?")
        return try Row.fetchOne(statement, arguments: [process]).map(record)
    }

    static func records(_ db: Database) throws -> [ProcessRecord] {
        try Row.fetchAll(db.cachedStatement(sql: "\(select) ORDER BY p.name")).map(record)
    }

    private static func record(_ row: Row) throws -> ProcessRecord {
        var record = ProcessRecord(
            name: try row.decode(atIndex: 0), fingerprint: try row.decode(atIndex: 1),
            effectPosition: try row.decode(atIndex: 6))
        record.position = try row.decode(atIndex: 2)
        record.missedEvents = try row.decode(atIndex: 3)
        record.firings = try row.decode(atIndex: 4)
        record.appliedFirings = try row.decode(atIndex: 5)
        record.unhandled = numbers(try row.decode(atIndex: 7))
        if let message: String = try row.decode(atIndex: 8) {
            record.failure = ProjectionRecord.Failure(message: message, time: try row.decode(atIndex: 9))
        }
        return record
    }

    static func save(_ db: Database, _ record: ProcessRecord) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO annals_processes (name, fingerprint, position, missed_events, firings,
                    applied_firings, effect_position, unhandled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            record.name, record.fingerprint, record.position, record.missedEvents, record.firings,
            record.appliedFirings, record.effectPosition,
            JSONValue.array(record.unhandled.map(JSONValue.integer)).text,
        ])
    }

    /// Notes why a process manager stands still, or that it goes on.
    static func note(_ db: Database, _ failure: ProjectionRecord.Failure?, of process: String) throws {
        if let failure {
            try db.execute(
                sql: "INSERT OR REPLACE INTO annals_process_failures (process, message, time) VALUES (?, ?, ?)",
                arguments: [process, failure.message, failure.time])
        } else {
            try db.execute(sql: "DELETE FROM annals_process_failures WHERE process = ?", arguments: [process])
        }
    }

    private static func numbers(_ text: String) -> [Int] {
        guard case .array(let values)? = try? JSONValue(parsing: text) else { return [] }
        return values.compactMap { if case .number(let number) = $0 { number.integer(Int.self) } else { nil } }
    }

    // MARK: - Firings

    static func record(_ db: Database, _ firing: ProcessFiring, of process: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO annals_process_firings (process, number, key, timeout, id, due, position)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            process, firing.number, firing.key, firing.timeout, firing.id, firing.due, firing.position,
        ])
    }

    static func firing(_ db: Database, of process: String, number: Int) throws -> ProcessFiring? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT key, timeout, id, due, position FROM annals_process_firings WHERE process = ? AND number = ?
                """)
        return try Row.fetchOne(statement, arguments: [process, number]).map { row in
            ProcessFiring(
                number: number, key: try row.decode(atIndex: 0), timeout: try row.decode(atIndex: 1),
                id: try row.decode(atIndex: 2), due: try row.decode(atIndex: 3), position: try row.decode(atIndex: 4))
        }
    }
}
