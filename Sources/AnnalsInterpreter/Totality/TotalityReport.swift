public import AnnalsDiagnostics
public import AnnalsFunctions
public import AnnalsJSON

/// Which expressions of a schema can fail, and where.
public struct TotalityReport: Sendable {
    /// How many expressions there are.
    public var expressions = 0
    /// The places that can fail, in the order of the schema and of each text.
    public var points: [Point] = []

    /// An operation that has no value for some operands.
    public struct Point: Sendable {
        /// What the expression is for.
        public var role: ExpressionSite.Role
        /// What it makes, such as `OrderCreated@2.total`.
        public var site: String
        /// The text of the operation.
        public var operation: String
        /// Where the operation stands.
        public var location: SourceLocation
        /// The total form to write instead.
        public var suggestion: String
        /// An input for which it fails; nil when none was found.
        public var witness: Witness?
        /// How many inputs were tried.
        public var tried: Int
    }

    /// An input that makes an operation fail.
    public struct Witness: Hashable, Sendable {
        /// The variables that the expression reads.
        public var input: JSONValue
        /// Why it fails.
        public var error: EvaluationError
    }

    /// How many expressions can fail.
    public var failing: Int { Set(points.map(\.site)).count }

    /// How many operations fail for an input that was found.
    public var shown: Int { points.count { $0.witness != nil } }

    /// Whether a step to a newer version can fail: what was stored would be unreadable.
    public var hasFailingUpcasts: Bool { points.contains { $0.role == .upcast || $0.role == .retirement } }

    /// Creates an empty report.
    public init() {}
}
