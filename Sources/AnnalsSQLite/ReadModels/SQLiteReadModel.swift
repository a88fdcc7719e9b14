public import Annals
public import GRDB

/// A row of a read model, which is a record of GRDB: `OrderSummary.filter { $0.status == "paid" }.fetchAll(db)`.
///
/// Generated code conforms with an extension that has the columns. Rows can be inserted, updated and deleted as GRDB does it,
/// with the tables of their lists, so that tests and previews have some. A program must not: the next event or a
/// rebuild overwrites what it has written. A ``RowCache`` hears of records, and not of GRDB's `updateAll` and the like. Its
/// `upsert` wants a number of the row, which these tables do not have; `save` inserts or updates without one.
public protocol SQLiteReadModel: ReadModel, FetchableRecord, PersistableRecord {}

extension SQLiteReadModel {
    /// The table of the read model.
    public static var databaseTableName: String { table.name }

    /// Reads a row by the names of its columns. Throws `InvalidRow`.
    public init(row: Row) throws {
        var values: [ColumnValue] = []
        values.reserveCapacity(Self.table.columns.count)
        for column in Self.table.columns {
            guard let value = row[column.name] as DatabaseValue? else {
                throw InvalidRow(table: Self.table.name, column: column.name, problem: "the query has no such column")
            }
            values.append(ColumnValue.fromDatabaseValue(value) ?? .null)
        }
        try self.init(columnValues: values)
    }

    /// Writes all columns. Throws `InvalidRow`.
    public func encode(to container: inout PersistenceContainer) throws {
        for (column, value) in zip(Self.table.columns, try columnValues()) { container[column.name] = value }
    }

    /// Saves the row, and the rows of its lists.
    public func aroundSave(_ db: Database, save: () throws -> PersistenceSuccess) throws {
        try write(db, values: try packed(), lines: try lineRows()) { _ = try save() }
    }

    /// Deletes the row, and the rows of its lists.
    public func aroundDelete(_ db: Database, delete: () throws -> Bool) throws {
        try write(db, values: nil, lines: []) { _ = try delete() }
    }

    /// Writes the row, then the rows of its lists, both or none.
    private func write(
        _ db: Database, values: PackedColumns?, lines: [[PackedColumns]], _ row: () throws -> Void
    ) throws {
        let key = PackedColumns(try Self.keyValues(key))
        try db.inSavepoint {
            RowCaches.willWrite(key, to: Self.table, db)
            try row()
            if !Self.table.lines.isEmpty {
                try RowTable(db, of: Self.self).replaceLines(
                    RowChange(key: key, values: values, before: .unknown, lines: lines))
            }
            return .commit
        }
    }
}
