import AnnalsExpression

extension TypedNode {
    /// A part of what an expression makes that is the same for every event.
    struct Constant {
        /// The way to it through the fields of the records that are built.
        var path: [String]
        var node: TypedNode
    }

    /// The largest parts that are the same whatever the event says. That there is no value is no such part: it claims
    /// nothing.
    var constants: [Constant] { constants([]) }

    private func constants(_ path: [String]) -> [Constant] {
        if !reads("old"), !reads("meta") { return isNothing ? [] : [Constant(path: path, node: self)] }
        switch kind {
        case .record(_, let values): return values.flatMap { $0.value.constants(path + [$0.name]) }
        case .list(let elements): return elements.flatMap { $0.value.constants(path) }
        case .union(_, _, let value), .coerce(_, let value): return value.constants(path)
        default: return []
        }
    }

    private var isNothing: Bool {
        switch kind {
        case .literal(.null): true
        case .coerce(_, let operand): operand.isNothing
        default: false
        }
    }
}
