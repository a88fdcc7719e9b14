public import AnnalsDiagnostics

/// A parsed and type-checked expression: what the interpreter evaluates and the generator turns into Swift.
public struct CheckedExpression: Hashable, Sendable {
    /// The source text as written; ranges count in it.
    public var source: String
    /// The typed tree; its type is exactly the one that the place demands, coercions included.
    public var root: TypedNode
    /// The fields that are read of each root variable, as paths such as `["old", "shippingAddress"]`. A path stands for
    /// the whole value below it; `*` stands for the elements of a list or the values of a map.
    public var reads: Set<[String]>
    /// The way from ranges back to the schema file; nil for an expression that stands in none.
    public var sourceMap: SourceMap?

    /// Creates an expression.
    public init(source: String, root: TypedNode, reads: Set<[String]>) {
        self.source = source
        self.root = root
        self.reads = reads
    }

    /// Whether evaluation can fail for some input.
    public var canFail: Bool { root.canFail }
}
