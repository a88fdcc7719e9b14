/// A row of a projection's table. Generated.
public protocol ReadModel: Sendable, Hashable {
    /// What identifies a row: the type of the key column, or a struct of all key columns.
    associatedtype Key: Hashable & Sendable
    /// The table.
    static var table: TableSchema { get }
    /// What identifies this row.
    var key: Key { get }
    /// The values of all columns, in the order of the table. Throws where a value cannot be stored.
    func columnValues() throws(InvalidRow) -> [ColumnValue]
    /// The values of the key columns, in the order of the table's primary key.
    static func keyValues(_ key: Key) throws(InvalidRow) -> [ColumnValue]
    /// Makes a row of the values of all columns, in the order of the table.
    init(columnValues: [ColumnValue]) throws(InvalidRow)
}
