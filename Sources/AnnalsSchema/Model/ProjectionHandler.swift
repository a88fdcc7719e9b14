public import AnnalsDiagnostics
public import AnnalsExpression

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
    /// A value for each key column, in the order of the key; empty for a custom handler and for one that finds its rows.
    public var key: [Assignment]
    /// The columns that must have these values in the rows that are changed, the first of them one that finds rows; empty
    /// for a handler that changes the row of a key.
    public var filter: [Assignment] = []
    /// The change.
    public var action: Action
    /// Where the handler stands.
    public var location: SourceLocation

    /// All expressions of the schema in it.
    public var expressions: [CheckedExpression] {
        let values: [Assignment] =
            switch action {
            case .upsert(let values), .update(let values): values
            case .delete, .custom: []
            }
        return (loop.map { [$0.list] } ?? []) + (key + filter + values).map(\.expression)
    }

    /// The fields that its expressions read, as paths such as `["event", "total"]`.
    public var reads: Set<[String]> { expressions.reduce(into: []) { $0.formUnion($1.reads) } }

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
