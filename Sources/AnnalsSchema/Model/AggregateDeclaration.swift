public import AnnalsDiagnostics
public import AnnalsExpression

/// An aggregate: its identity, its state and how its events change it.
public struct AggregateDeclaration: Sendable {
    /// The name, which is also the stream category.
    public var name: String
    /// What it is, for documentation.
    public var description: String?
    /// The field of every one of its events that identifies it.
    public var id: Field
    /// The state; every field has a default or is optional.
    public var state: [Field]
    /// What each handled event changes, in declaration order.
    public var handlers: [AggregateHandler]
    /// Events that change nothing.
    public var ignoredEvents: [String]
    /// All its events, handled or ignored, in the order of the schema.
    public var events: [String]
    /// After how many events a snapshot is due.
    public var snapshotInterval: Int?
    /// The name of the file that declares it.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(
        name: String, description: String?, id: Field, state: [Field], handlers: [AggregateHandler],
        ignoredEvents: [String], events: [String], snapshotInterval: Int?, file: String, location: SourceLocation
    ) {
        self.name = name
        self.description = description
        self.id = id
        self.state = state
        self.handlers = handlers
        self.ignoredEvents = ignoredEvents
        self.events = events
        self.snapshotInterval = snapshotInterval
        self.file = file
        self.location = location
    }
}

/// How one event changes the state. Assignments are simultaneous: all see the state before.
public struct AggregateHandler: Sendable {
    /// The event.
    public var event: String
    /// What is set, over `state`, `event` and `meta`.
    public var assignments: [Assignment]

    /// Creates a handler.
    public init(event: String, assignments: [Assignment]) {
        self.event = event
        self.assignments = assignments
    }
}

/// A field or column and the expression that gives its value.
public struct Assignment: Sendable {
    /// The field or column.
    public var target: String
    /// The value; its type is the target's.
    public var expression: CheckedExpression
    /// Where the expression stands.
    public var location: SourceLocation

    /// The fields that the expression reads, as paths such as `["event", "total"]`.
    public var reads: Set<[String]> { expression.reads }

    /// Creates an assignment.
    public init(target: String, expression: CheckedExpression, location: SourceLocation) {
        self.target = target
        self.expression = expression
        self.location = location
    }
}
