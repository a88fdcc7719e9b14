public import AnnalsDiagnostics

/// A read model: a table, and what each event does to its rows.
public struct ProjectionDeclaration: Sendable {
    /// The name, which is also the Swift name of a row.
    public var name: String
    /// Findings of `annals check` that are excused.
    public var suppressions: [Suppression] = []
    /// What it shows, for documentation.
    public var description: String?
    /// The table.
    public var table: String
    /// The columns of the primary key.
    public var key: [Column]
    /// The other columns.
    public var columns: [Column]
    /// The columns whose values follow from those of the others.
    public var computed: [ComputedColumn] = []
    /// The indexes over several columns, and those that are unique.
    public var indexes: [TableIndex] = []
    /// The columns of the full-text index; empty where there is none.
    public var search: [String] = []
    /// What each event does, in declaration order.
    public var handlers: [ProjectionHandler]
    /// The name of the file that declares it.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(
        name: String, description: String?, table: String, key: [Column], columns: [Column],
        handlers: [ProjectionHandler], file: String, location: SourceLocation
    ) {
        self.name = name
        self.description = description
        self.table = table
        self.key = key
        self.columns = columns
        self.handlers = handlers
        self.file = file
        self.location = location
    }
}

extension ProjectionDeclaration {
    /// The columns that events set, those of the key first.
    public var storedColumns: [Column] { key + columns }

    /// All columns, in the order of the table: those that events set, then those that follow from them.
    public var allColumns: [Column] {
        storedColumns + computed.map { Column(field: $0.field, isIndexed: $0.isIndexed) }
    }

    /// The columns by which rows are found: they begin the key or an index.
    public var columnsThatFind: [String] {
        [key.first?.field.name].compactMap { $0 } + allColumns.filter(\.isIndexed).map(\.field.name)
            + indexes.compactMap(\.columns.first)
    }
}
