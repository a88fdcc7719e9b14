/// How a column's values are stored.
public enum ColumnStorage: String, Hashable, Sendable {
    /// Text in UTF-8.
    case text
    /// A 64-bit integer.
    case integer
    /// A 64-bit floating-point number.
    case real
    /// Bytes.
    case blob
}

/// A column of a read model's table.
public struct ColumnSchema: Hashable, Sendable {
    /// The name.
    public let name: String
    /// How its values are stored.
    public let storage: ColumnStorage
    /// Whether a row may have no value here.
    public let isNullable: Bool
    /// Whether rows are looked up by it.
    public let isIndexed: Bool

    /// Creates a column.
    public init(_ name: String, _ storage: ColumnStorage, isNullable: Bool = false, isIndexed: Bool = false) {
        self.name = name
        self.storage = storage
        self.isNullable = isNullable
        self.isIndexed = isIndexed
    }
}

/// The table of a read model.
public struct TableSchema: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The columns: those of the primary key first, then the others.
    public let columns: [ColumnSchema]
    /// The names of the columns that identify a row.
    public let primaryKey: [String]

    /// Creates a table.
    public init(_ name: String, columns: [ColumnSchema], primaryKey: [String]) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
    }
}
