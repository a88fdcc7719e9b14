internal import Annals
internal import GRDB
internal import GRDBSQLite

/// The rows of a table within a write transaction.
struct RowTable<Row: ReadModel> {
    private let db: Database
    private let sql: TableStatements
    private let path: String
    private let select: Statement
    private let upsert: Statement
    private let delete: Statement

    /// The table of the read model, or its shadow with this suffix.
    init(_ db: Database, suffix: String = "") throws {
        self.db = db
        sql = TableStatements(Row.table, suffix: suffix)
        path = Row.table.name + suffix
        select = try db.cachedStatement(sql: sql.select)
        upsert = try db.cachedStatement(sql: sql.upsert)
        delete = try db.cachedStatement(sql: sql.delete)
    }

    /// The stored row with these values in its key columns.
    func row(_ key: [ColumnValue]) throws(ProjectionError) -> Row? {
        try rows(arguments(key)) { select }.first
    }

    /// The stored rows with a value in a column.
    func rows(where column: String, equals value: ColumnValue) throws(ProjectionError) -> [Row] {
        try rows(arguments([value])) { try db.cachedStatement(sql: sql.select(where: column)) }
    }

    private func rows(
        _ arguments: StatementArguments, _ statement: () throws -> Statement
    ) throws(ProjectionError) -> [Row] {
        do {
            let statement = try statement()
            statement.setUncheckedArguments(arguments)
            // The values are those of the statement only as long as the cursor lives.
            let rows = try GRDB.Row.fetchCursor(statement)
            return try withExtendedLifetime(rows) {
                var found: [Row] = []
                while let row = try rows.next() {
                    found.append(
                        try Row(columnValues: row.databaseValues.map { ColumnValue.fromDatabaseValue($0) ?? .null }))
                }
                return found
            }
        } catch let error as InvalidRow {
            throw ProjectionError(error, step: "reading a row")
        } catch {
            throw ProjectionError(EventStoreError(sqlite: error, path: path))
        }
    }

    /// Brings a change into the table.
    func write(_ change: RowBatch<Row>.Change) throws {
        if change.row == nil {
            try run(delete, change.key)
        } else {
            try run(upsert, change.values)
        }
    }

    private func run(_ statement: Statement, _ values: [ColumnValue]) throws {
        statement.setUncheckedArguments(arguments(values))
        do {
            try statement.execute()
        } catch {
            // GRDB traps when a statement is used again that still has its error.
            sqlite3_reset(statement.sqliteStatement)
            throw error
        }
    }
}

/// As existentials, because GRDB maps a sequence of one type with a key path, which costs more than the binding.
private func arguments(_ values: [ColumnValue]) -> StatementArguments {
    StatementArguments(values.map { $0.databaseValue as (any DatabaseValueConvertible)? })
}
