/// A node of the untyped syntax tree.
struct SyntaxNode: Hashable, Sendable {
    indirect enum Kind: Hashable, Sendable {
        case literal(Literal)
        case identifier(String)
        /// `operand.field`, or `operand.?field`.
        case select(SyntaxNode, field: String, isOptional: Bool)
        /// `operand[index]`, or `operand[?index]`.
        case index(SyntaxNode, SyntaxNode, isOptional: Bool)
        /// `name(arguments)`, or `target.name(arguments)`; the range is that of the name.
        case call(name: String, target: SyntaxNode?, arguments: [SyntaxNode], nameRange: Range<Int>)
        /// An operator of the overload table, by its name there.
        case operation(String, [SyntaxNode], symbolRange: Range<Int>)
        case not(SyntaxNode)
        case and(SyntaxNode, SyntaxNode)
        case or(SyntaxNode, SyntaxNode)
        case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
        case list([SyntaxNode])
        case map([MapEntry])
        case record([String], [RecordField], nameRange: Range<Int>)
    }

    struct MapEntry: Hashable, Sendable {
        var key: SyntaxNode
        var value: SyntaxNode
    }

    struct RecordField: Hashable, Sendable {
        var name: String
        var nameRange: Range<Int>
        var value: SyntaxNode
    }

    var kind: Kind
    /// UTF-8 bytes of the source.
    var range: Range<Int>
}
