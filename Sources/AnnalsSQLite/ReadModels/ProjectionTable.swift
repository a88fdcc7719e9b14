internal import Annals
internal import GRDB

/// The tables in which projections are recorded.
enum ProjectionTable {
    /// What moves with every batch.
    static let definition = OwnTable(
        "annals_projections",
        columns: """
            name TEXT PRIMARY KEY NOT NULL,
            table_name TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            position INTEGER NOT NULL,
            missed_updates INTEGER NOT NULL
            """,
        options: "STRICT, WITHOUT ROWID")

    /// What rarely changes. A projection of a time before there was this table has no row in it.
    static let states = OwnTable(
        "annals_projection_states",
        columns: """
            name TEXT PRIMARY KEY NOT NULL,
            tables TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            is_paused INTEGER NOT NULL,
            request TEXT,
            failure TEXT,
            failure_time TEXT,
            effect_position INTEGER NOT NULL,
            rebuilt_at TEXT,
            rebuild_fingerprint TEXT,
            rebuild_suffix TEXT,
            rebuild_tables TEXT,
            rebuild_position INTEGER,
            rebuild_missed_updates INTEGER,
            rebuild_start TEXT,
            rebuild_failure TEXT,
            rebuild_failure_time TEXT
            """,
        options: "STRICT, WITHOUT ROWID")

    static let all = [definition, states, DeadLetterTable.definition]

    private static let select = """
        SELECT p.name, p.table_name, p.fingerprint, p.position, p.missed_updates, s.tables, s.epoch, s.is_paused,
            s.request, s.failure, s.failure_time, s.effect_position, s.rebuilt_at, s.rebuild_fingerprint,
            s.rebuild_suffix, s.rebuild_tables, s.rebuild_position, s.rebuild_missed_updates, s.rebuild_start,
            s.rebuild_failure, s.rebuild_failure_time
        FROM annals_projections p LEFT JOIN annals_projection_states s ON s.name = p.name
        """

    static func record(_ db: Database, of projection: String) throws -> ProjectionRecord? {
        let statement = try db.cachedStatement(sql: "\(select) WHERE p.name = ?")
        return try Row.fetchOne(statement, arguments: [projection]).map(record)
    }

    static func records(_ db: Database) throws -> [ProjectionRecord] {
        try Row.fetchAll(db.cachedStatement(sql: "\(select) ORDER BY p.name")).map(record)
    }

    static func save(_ db: Database, _ record: ProjectionRecord) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO annals_projections
                (name, table_name, fingerprint, position, missed_updates) VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            record.name, record.tables.first ?? noTable(record.name), record.fingerprint, record.checkpoint.position,
            record.checkpoint.missedUpdates,
        ])
        let rebuild = record.rebuild
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO annals_projection_states (name, tables, epoch, is_paused, request, failure,
                    failure_time, effect_position, rebuilt_at, rebuild_fingerprint, rebuild_suffix, rebuild_tables,
                    rebuild_position, rebuild_missed_updates, rebuild_start, rebuild_failure, rebuild_failure_time)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            record.name, text(record.tables), record.epoch, record.isPaused, record.request?.rawValue,
            record.failure?.message, record.failure?.time, record.effectPosition, record.rebuiltAt,
            rebuild?.fingerprint, rebuild?.suffix, rebuild.map { text($0.tables) }, rebuild?.checkpoint.position,
            rebuild?.checkpoint.missedUpdates, rebuild?.start, rebuild?.failure?.message, rebuild?.failure?.time,
        ])
    }

    /// Stands for the table of a projection that has none: each has another one, and no projection's table is called so.
    private static func noTable(_ projection: String) -> String { "annals_no_table_of_\(projection)" }

    /// Moves the checkpoint of the rows that are read.
    static func move(_ db: Database, _ record: ProjectionRecord) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE annals_projections SET position = ?, missed_updates = ? WHERE name = ?")
        try statement.execute(arguments: [record.checkpoint.position, record.checkpoint.missedUpdates, record.name])
        guard db.changesCount == 1 else {
            throw EventStoreError(.corrupt, "the checkpoint of projection \(record.name) is gone")
        }
    }

    private static func record(_ row: Row) throws -> ProjectionRecord {
        let table: String = try row.decode(atIndex: 1)
        var record = ProjectionRecord(
            name: try row.decode(atIndex: 0), fingerprint: try row.decode(atIndex: 2), tables: [table])
        record.checkpoint = ProjectionCheckpoint(
            position: try row.decode(atIndex: 3), missedUpdates: try row.decode(atIndex: 4))
        guard let tables: String = try row.decode(atIndex: 5) else { return record }
        record.tables = names(tables).isEmpty ? [] : [table] + names(tables).dropFirst()
        record.epoch = try row.decode(atIndex: 6)
        record.isPaused = try row.decode(atIndex: 7)
        record.request = (try row.decode(atIndex: 8) as String?).flatMap(ProjectionRecord.Request.init)
        record.failure = try failure(row, at: 9)
        record.effectPosition = try row.decode(atIndex: 11)
        record.rebuiltAt = try row.decode(atIndex: 12)
        if let fingerprint: String = try row.decode(atIndex: 13) {
            record.rebuild = ProjectionRecord.Rebuild(
                fingerprint: fingerprint, suffix: try row.decode(atIndex: 14),
                tables: names(try row.decode(atIndex: 15)),
                start: try row.decode(atIndex: 18),
                checkpoint: ProjectionCheckpoint(
                    position: try row.decode(atIndex: 16), missedUpdates: try row.decode(atIndex: 17)),
                failure: try failure(row, at: 19))
        }
        return record
    }

    private static func failure(_ row: Row, at index: Int) throws -> ProjectionRecord.Failure? {
        guard let message: String = try row.decode(atIndex: index) else { return nil }
        return ProjectionRecord.Failure(message: message, time: try row.decode(atIndex: index + 1))
    }

    /// Names as a JSON list.
    static func text(_ names: [String]) -> String { JSONValue.array(names.map(JSONValue.string)).text }

    static func names(_ text: String) -> [String] {
        guard case .array(let names)? = try? JSONValue(parsing: text) else { return [] }
        return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }
}
