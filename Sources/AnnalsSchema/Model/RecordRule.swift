public import AnnalsDiagnostics
public import AnnalsExpression

/// What must hold across the fields of a struct or an event's payload.
public struct RecordRule: Sendable {
    /// The name, unique in its version.
    public var id: String
    /// Over `this`; its type is bool.
    public var expression: CheckedExpression
    /// What the rule demands, for messages: the expression when the schema does not say it.
    public var message: String
    /// Where the expression stands.
    public var location: SourceLocation

    /// Creates a rule.
    public init(id: String, expression: CheckedExpression, message: String, location: SourceLocation) {
        self.id = id
        self.expression = expression
        self.message = message
        self.location = location
    }

    /// The name of the Swift function that decides the rule: `satisfiesTotalMatchesItems`.
    public var swiftName: String { RecordRule.swiftName(id) }

    static func swiftName(_ id: String) -> String {
        "satisfies" + id.split { $0 == "-" || $0 == "_" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
