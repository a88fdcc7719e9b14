public import AnnalsDiagnostics
public import AnnalsExpression

/// A column of a read model.
public struct Column: Hashable, Sendable {
    /// Name, type and default.
    public var field: Field
    /// Whether the column has an index.
    public var isIndexed: Bool
    /// The table that has a row for each element besides; nil where there is none.
    public var lines: LinesTable?

    /// Creates a column.
    public init(field: Field, isIndexed: Bool) {
        self.field = field
        self.isIndexed = isIndexed
    }
}

/// A column whose value follows from the other columns of its row.
public struct ComputedColumn: Hashable, Sendable {
    /// Name and type.
    public var field: Field
    /// The value, over `row`; it cannot fail.
    public var expression: CheckedExpression
    /// Whether the column has an index.
    public var isIndexed: Bool

    /// Creates a column.
    public init(field: Field, expression: CheckedExpression, isIndexed: Bool) {
        self.field = field
        self.expression = expression
        self.isIndexed = isIndexed
    }
}

/// An index over columns of a read model.
public struct TableIndex: Hashable, Sendable {
    /// The columns, in the order of the index.
    public var columns: [String]
    /// Whether no two rows may have the same values; rows without a value in one of the columns are never the same.
    public var isUnique: Bool
    /// Where it is declared.
    public var location: SourceLocation

    /// Creates an index.
    public init(columns: [String], isUnique: Bool, location: SourceLocation) {
        self.columns = columns
        self.isUnique = isUnique
        self.location = location
    }
}

/// The table that keeps the elements of a list of structs as rows: the key of the row that has the list, the element's
/// position, and its fields.
public struct LinesTable: Hashable, Sendable {
    /// The name of the column for the place of an element in its list, from 0.
    public static let position = "position"

    /// The table.
    public var name: String
    /// The struct of an element.
    public var element: VersionedName
    /// The fields that have an index.
    public var indexed: [String]
    /// Where it is declared.
    public var location: SourceLocation

    /// Creates a table.
    public init(name: String, element: VersionedName, indexed: [String], location: SourceLocation) {
        self.name = name
        self.element = element
        self.indexed = indexed
        self.location = location
    }
}
