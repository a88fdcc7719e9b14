internal import Annals
internal import GRDB

/// The rows of a table within a transaction.
final class RowTable {
    private let db: Database
    private let table: TableSchema
    private let sql: TableStatements
    private let path: String
    private let select: RawStatement
    private let insert: RawStatement
    /// The updates of the columns that differed so far.
    private var updates: [[Bool]: RawStatement] = [:]

    /// The table of a read model, or its shadow with this suffix.
    init<Row: ReadModel>(_ db: Database, of row: Row.Type, suffix: String = "") throws {
        self.db = db
        table = Row.table
        sql = suffix.isEmpty ? ReadModelStatements.of(row) : TableStatements(Row.table, suffix: suffix)
        path = sql.names[0]
        select = try RawStatement(db, sql.select)
        insert = try RawStatement(db, sql.insert)
    }

    /// The columns of the stored row with these values in its key columns.
    func values(_ key: PackedColumns) throws(ProjectionError) -> PackedColumns? {
        do {
            defer { select.reset() }
            try select.bind(key)
            return try select.next() ? select.columns(table.columns.count) : nil
        } catch {
            throw ProjectionError(EventStoreError(sqlite: error, path: path))
        }
    }

    /// The columns of the stored rows with values in columns.
    func values(where columns: [String], equal wanted: [ColumnValue]) throws(ProjectionError) -> [PackedColumns] {
        do {
            let statement = try RawStatement(db, sql.select(where: columns))
            defer { statement.reset() }
            try statement.bind(PackedColumns(wanted))
            var found: [PackedColumns] = []
            while try statement.next() { found.append(statement.columns(table.columns.count)) }
            return found
        } catch {
            throw ProjectionError(EventStoreError(sqlite: error, path: path))
        }
    }

    /// Brings the changes of a batch into the table, and tells GRDB's observers.
    func write(_ changes: [RowChange]) throws {
        guard !changes.isEmpty else { return }
        if table.indexes.contains(where: \.isUnique) {
            // Rows that exchange the values of a unique index must not meet on the way.
            for change in changes {
                if case .absent = change.before { continue }
                // The key's values are the first of all.
                try RawStatement(db, sql.delete).run(binding: change.values ?? change.key)
            }
            for change in changes {
                if let values = change.values { try insert.run(binding: values) }
                try writeLines(change)
            }
        } else {
            for change in changes { try write(change) }
        }
        try notifyObservers()
    }

    /// Writes only the rows of the lists in a row.
    func replaceLines(_ change: RowChange) throws {
        try writeLines(change)
        try notifyObservers()
    }

    /// They do not see statements that are run without GRDB.
    private func notifyObservers() throws {
        for name in sql.names { try db.notifyChanges(in: Table(name)) }
    }

    /// Brings a change into the table.
    func write(_ change: RowChange) throws {
        guard let values = change.values else {
            if case .absent = change.before { return }
            try RawStatement(db, sql.delete).run(binding: change.key)
            return try writeLines(change)
        }
        switch change.before {
        case .present(let stored): try update(stored, to: values, change)
        case .absent:
            try insert.run(binding: values)
            try writeLines(change)
        case .unknown:
            try RawStatement(db, sql.upsert).run(binding: values)
            try writeLines(change)
        }
    }

    /// Sets the columns that differ, so that only their indexes are touched.
    private func update(_ stored: PackedColumns, to values: PackedColumns, _ change: RowChange) throws {
        let changed = stored.differences(to: values)
        guard changed.contains(true) else { return }
        let update = try updates[changed] ?? RawStatement(db, sql.update(changed))
        updates[changed] = update
        try update.run(binding: values)
        // Rows may be known from transactions before; somebody else has removed this one since.
        guard db.changesCount > 0 else {
            throw InvalidRow(table: table.name, problem: "the row that is to be changed is gone")
        }
        try writeLines(change) { changed[$0] }
    }

    /// Writes the rows of the lists in a row.
    ///
    /// - Parameter isChanged: Whether the list in a column may have changed.
    private func writeLines(_ change: RowChange, isChanged: (_ column: Int) -> Bool = { _ in true }) throws {
        for (place, statements) in sql.lines.enumerated() where isChanged(statements.column) {
            if case .absent = change.before {
            } else {
                try RawStatement(db, statements.deleteAll).run(binding: change.values ?? change.key)
            }
            guard place < change.lines.count else { continue }
            let insert = try RawStatement(db, statements.table.insert)
            for line in change.lines[place] { try insert.run(binding: line) }
        }
    }
}
