internal import Annals
internal import GRDB

/// The rows of a table within a write transaction.
struct RowTable<Row: ReadModel> {
    private let db: Database
    private let sql: TableStatements
    private let path: String
    private let select: RawStatement

    /// The table of the read model, or its shadow with this suffix.
    init(_ db: Database, suffix: String = "") throws {
        self.db = db
        sql = TableStatements(Row.table, suffix: suffix)
        path = sql.names[0]
        select = try RawStatement(db, sql.select)
    }

    /// The columns of the stored row with these values in its key columns.
    func values(_ key: PackedColumns) throws(ProjectionError) -> PackedColumns? {
        try values(key) { select }.first
    }

    /// The columns of the stored rows with values in columns.
    func values(where columns: [String], equal wanted: [ColumnValue]) throws(ProjectionError) -> [PackedColumns] {
        try values(PackedColumns(wanted)) { try RawStatement(db, sql.select(where: columns)) }
    }

    private func values(
        _ arguments: PackedColumns, _ statement: () throws -> RawStatement
    ) throws(ProjectionError) -> [PackedColumns] {
        do {
            let statement = try statement()
            defer { statement.reset() }
            try statement.bind(arguments)
            var found: [PackedColumns] = []
            while try statement.next() { found.append(statement.columns(Row.table.columns.count)) }
            return found
        } catch {
            throw ProjectionError(EventStoreError(sqlite: error, path: path))
        }
    }

    /// Brings the changes of a batch into the table.
    func write(_ changes: [RowBatch<Row>.Change]) throws {
        guard Row.table.indexes.contains(where: \.isUnique) else {
            for change in changes { try write(change) }
            return
        }
        // Rows that exchange the values of a unique index must not meet on the way.
        for change in changes {
            if case .absent = change.before { continue }
            try RawStatement(db, sql.delete).run(binding: change.key)
        }
        for change in changes {
            if let values = try change.values() { try RawStatement(db, sql.insert).run(binding: values) }
        }
    }

    /// Brings a change into the table.
    func write(_ change: RowBatch<Row>.Change) throws {
        guard let values = try change.values() else {
            if case .absent = change.before { return }
            return try RawStatement(db, sql.delete).run(binding: change.key)
        }
        switch change.before {
        case .present(let stored?): try update(stored, to: values)
        case .absent: try RawStatement(db, sql.insert).run(binding: values)
        case .present(nil), .unknown: try RawStatement(db, sql.upsert).run(binding: values)
        }
    }

    /// Sets the columns that differ, so that only their indexes are touched.
    private func update(_ stored: PackedColumns, to values: PackedColumns) throws {
        let changed = stored.differences(to: values)
        guard changed.contains(true) else { return }
        try RawStatement(db, sql.update(changed)).run(binding: values)
    }
}
