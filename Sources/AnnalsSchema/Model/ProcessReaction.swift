public import AnnalsDiagnostics
public import AnnalsExpression

/// What a process does at an event or when time is up. All expressions see the state before.
public struct ProcessReaction: Sendable {
    /// Whether anything happens at all; nil for always.
    public var condition: CheckedExpression?
    /// The commands, in order.
    public var emissions: [ProcessEmission] = []
    /// The timeouts that are set, or moved where they are set already.
    public var deadlines: [ProcessDeadline] = []
    /// The timeouts that are cancelled, set or not.
    public var cancelled: [String] = []
    /// What the state becomes.
    public var assignments: [Assignment] = []
    /// Whether the process ends; nil for no.
    public var end: CheckedExpression?

    /// Creates a reaction that does nothing.
    public init() {}
}

/// A command that is emitted.
public struct ProcessEmission: Sendable {
    /// The command.
    public var command: String
    /// The list for each of whose elements one is emitted; nil for one command.
    public var loop: ProjectionHandler.Loop?
    /// When it is emitted, also over the element; nil for always.
    public var condition: CheckedExpression?
    /// The values of its fields; a field that has a default or is optional may be missing.
    public var fields: [Assignment]
    /// Where the command's name stands.
    public var location: SourceLocation

    /// Creates an emission.
    public init(
        command: String, loop: ProjectionHandler.Loop? = nil, condition: CheckedExpression? = nil,
        fields: [Assignment], location: SourceLocation
    ) {
        self.command = command
        self.loop = loop
        self.condition = condition
        self.fields = fields
        self.location = location
    }
}

/// A timeout that is set.
public struct ProcessDeadline: Sendable {
    /// When it is due.
    public enum Due: Sendable {
        /// So long after the event, or after the timeout at which it is set.
        case after(CheckedExpression)
        /// At a time.
        case at(CheckedExpression)

        /// The duration or the time.
        public var expression: CheckedExpression {
            switch self {
            case .after(let expression), .at(let expression): expression
            }
        }
    }

    /// The timeout.
    public var timeout: String
    /// When it is due.
    public var due: Due
    /// Where the expression stands.
    public var location: SourceLocation

    /// Creates a deadline.
    public init(timeout: String, due: Due, location: SourceLocation) {
        self.timeout = timeout
        self.due = due
        self.location = location
    }
}

extension ProcessReaction {
    /// All its expressions.
    public var expressions: [CheckedExpression] {
        let ofCommands = emissions.flatMap { emission in
            [emission.loop?.list, emission.condition].compactMap(\.self) + emission.fields.map(\.expression)
        }
        return [condition, end].compactMap(\.self) + ofCommands + deadlines.map(\.due.expression)
            + assignments.map(\.expression)
    }
}
