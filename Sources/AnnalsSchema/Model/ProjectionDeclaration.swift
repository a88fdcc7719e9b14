public import AnnalsDiagnostics
public import AnnalsExpression

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

/// A column of a read model.
public struct Column: Hashable, Sendable {
    /// Name, type and default.
    public var field: Field
    /// Whether the column has an index.
    public var isIndexed: Bool

    /// Creates a column.
    public init(field: Field, isIndexed: Bool) {
        self.field = field
        self.isIndexed = isIndexed
    }
}

/// What one event does to the rows.
public struct ProjectionHandler: Sendable {
    /// The change to a row. Assignments are simultaneous: all see the row before.
    public enum Action: Sendable {
        /// Inserts a row from the column defaults where there is none, then sets.
        case upsert([Assignment])
        /// Sets where there is a row; does nothing where there is none.
        case update([Assignment])
        /// Deletes the row.
        case delete
        /// A Swift function of the user.
        case custom
    }

    /// The event.
    public var event: String
    /// The list whose elements are handled one after the other, and the name of an element.
    public var loop: Loop?
    /// A value for each key column, in the order of the key; empty for a custom handler.
    public var key: [Assignment]
    /// The change.
    public var action: Action
    /// Where the handler stands.
    public var location: SourceLocation

    /// `forEach: item in event.items`.
    public struct Loop: Sendable {
        /// The name of an element.
        public var variable: String
        /// The list.
        public var list: CheckedExpression

        /// Creates a loop.
        public init(variable: String, list: CheckedExpression) {
            self.variable = variable
            self.list = list
        }
    }

    /// Creates a handler.
    public init(event: String, loop: Loop?, key: [Assignment], action: Action, location: SourceLocation) {
        self.event = event
        self.loop = loop
        self.key = key
        self.action = action
        self.location = location
    }
}
