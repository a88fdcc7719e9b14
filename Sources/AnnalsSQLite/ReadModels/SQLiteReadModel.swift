public import Annals
public import GRDB

/// A row of a read model that GRDB can query: `OrderSummary.filter(Column("status") == "paid").fetchAll(db)`.
///
/// Generated code conforms with an empty extension. Rows are not `PersistableRecord`s, because a row that a program
/// writes itself would be overwritten by the next event or by a rebuild.
public protocol SQLiteReadModel: ReadModel, FetchableRecord, TableRecord, EncodableRecord {}

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
}
