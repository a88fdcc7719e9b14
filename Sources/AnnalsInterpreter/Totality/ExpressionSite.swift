public import AnnalsDiagnostics
public import AnnalsExpression
import AnnalsSchema

/// An expression of a schema, where it stands and what it computes with.
public struct ExpressionSite: Sendable {
    /// What the expression is for.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// A field of a newer version, or a whole alias.
        case upcast
        /// A field or the condition of what takes the place of a retired event.
        case retirement
        /// A condition on payloads.
        case rule
        /// A field of an aggregate's state.
        case aggregate
        /// A column, a key or the list of a projection.
        case projection
        /// A key, a state, a command or a timeout of a process.
        case process
    }

    /// What the expression is for.
    public var role: Role
    /// What it makes, such as `OrderCreated@2.total` or `Orders on OrderCreated: key orderId`.
    public var name: String
    /// The expression.
    public var expression: CheckedExpression
    /// Where it stands.
    public var location: SourceLocation
    /// The event whose `meta` it sees.
    var event: String?
    /// What its variables can be.
    var inputs: [Input]
    /// The loop that it stands in.
    var loop: ProjectionHandler.Loop?

    /// What a variable can be.
    struct Input: Sendable {
        var variable: String
        /// The fields of its record, without rules where they are what is asked about.
        var shape: EventVersion
        /// Whether the variable is the only field of the shape and not the shape itself.
        var isWrapped = false
    }

    /// Whether a variable has to have a value for the expression to be tried.
    func reads(_ variable: String) -> Bool {
        expression.root.reads(variable) || loop?.list.root.reads(variable) == true
    }
}
