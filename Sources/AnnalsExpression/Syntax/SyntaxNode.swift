/// A node of the untyped syntax tree.
struct SyntaxNode: Hashable, Sendable {
    indirect enum Kind: Hashable, Sendable {
        case literal(Literal)
        case identifier(String)
        /// `operand.field`, or `operand.?field`.
        case select(SyntaxNode, field: Name, isOptional: Bool)
        /// `operand[index]`, or `operand[?index]`.
        case index(SyntaxNode, SyntaxNode, isOptional: Bool)
        /// `name(arguments)`, or `target.name(arguments)`.
        case call(Name, target: SyntaxNode?, arguments: [SyntaxNode])
        /// An operator of the overload table, by its name there.
        case operation(String, [SyntaxNode], symbolRange: Range<Int>)
        case not(SyntaxNode)
        case and(SyntaxNode, SyntaxNode)
        case or(SyntaxNode, SyntaxNode)
        case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
        case list([ListElement])
        case map([MapEntry])
        case record([String], [RecordField], nameRange: Range<Int>)
    }

    /// A name with its place.
    struct Name: Hashable, Sendable {
        var text: String
        var range: Range<Int>
    }

    /// `value`, or `?value`, which an optional without value leaves out.
    struct ListElement: Hashable, Sendable {
        var value: SyntaxNode
        var isOptional = false
    }

    /// `key: value`, or `?key: value`.
    struct MapEntry: Hashable, Sendable {
        var key: SyntaxNode
        var value: SyntaxNode
        var isOptional = false
    }

    /// `name: value`, or `?name: value`.
    struct RecordField: Hashable, Sendable {
        var name: Name
        var value: SyntaxNode
        var isOptional = false
    }

    var kind: Kind
    /// UTF-8 bytes of the source.
    var range: Range<Int>
    /// The nodes on the longest way down, this one included: what walks the tree needs so much stack.
    let height: Int

    init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
        height = 1 + (kind.children.map(\.height).max() ?? 0)
    }
}

extension SyntaxNode.Kind {
    /// The operands, in the order of the source.
    var children: [SyntaxNode] {
        switch self {
        case .literal, .identifier: []
        case .select(let operand, _, _), .not(let operand): [operand]
        case .index(let operand, let index, _): [operand, index]
        case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
        case .operation(_, let operands, _): operands
        case .list(let elements): elements.map(\.value)
        case .and(let left, let right), .or(let left, let right): [left, right]
        case .conditional(let condition, let first, let second): [condition, first, second]
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .record(_, let fields, _): fields.map(\.value)
        }
    }
}
