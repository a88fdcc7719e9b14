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

/// What the stored values of a column are in JSON.
public enum ColumnForm: Hashable, Sendable {
    /// What they are in the table: a text, a number, or base64 for bytes.
    case same
    /// `false` or `true` for 0 or 1.
    case bool
    /// A time as events have it, without the zeros that make it sort.
    case timestamp
    /// Seconds, such as `1.500s`, for nanoseconds.
    case duration
    /// The JSON that the text is.
    case json
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
    /// What its values are in JSON.
    public let form: ColumnForm

    /// Creates a column.
    public init(
        _ name: String, _ storage: ColumnStorage, as form: ColumnForm = .same, isNullable: Bool = false,
        isIndexed: Bool = false
    ) {
        self.name = name
        self.storage = storage
        self.form = form
        self.isNullable = isNullable
        self.isIndexed = isIndexed
    }
}

/// An index over columns of a table.
public struct IndexSchema: Hashable, Sendable {
    /// The columns, in the order of the index.
    public let columns: [String]
    /// Whether no two rows may have the same values. Rows with null in one of the columns are never the same.
    public let isUnique: Bool

    /// Creates an index.
    public init(_ columns: [String], isUnique: Bool = false) {
        self.columns = columns
        self.isUnique = isUnique
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
    /// All indexes besides the primary key.
    public let indexes: [IndexSchema]
    /// The columns of the full-text index; empty where there is none.
    public let searchedColumns: [String]
    /// The tables that have a row for each element of a list, in the order of the columns that have the lists.
    public let lines: [LinesSchema]

    /// Creates a table.
    ///
    /// - Parameter indexes: Those besides the indexes of single columns that the columns tell of.
    public init(
        _ name: String, columns: [ColumnSchema], primaryKey: [String], indexes: [IndexSchema] = [],
        searchedColumns: [String] = [], lines: [LinesSchema] = []
    ) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
        self.indexes = columns.filter(\.isIndexed).map { IndexSchema([$0.name]) } + indexes
        self.searchedColumns = searchedColumns
        self.lines = lines
    }

    /// The place of a column in a row.
    func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

/// The table that has a row for each element of a list: the key of the row that has the list, the place of the element
/// from 0, and its fields.
public struct LinesSchema: Hashable, Sendable {
    /// The column that has the list.
    public let column: String
    /// The table.
    public let table: TableSchema

    /// Creates a description.
    public init(of column: String, in table: TableSchema) {
        self.column = column
        self.table = table
    }
}
