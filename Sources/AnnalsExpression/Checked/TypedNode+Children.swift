extension TypedNode {
    /// The operands, in the order of the source.
    public var children: [TypedNode] {
        switch kind {
        case .literal, .variable: []
        case .field(let operand, _), .present(let operand), .required(let operand), .optionalField(let operand, _),
            .has(let operand, _), .not(let operand), .coerce(_, let operand):
            [operand]
        case .call(_, let arguments): arguments
        case .and(let left, let right), .or(let left, let right): [left, right]
        case .conditional(let condition, let first, let second): [condition, first, second]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .record(_, let values): values.map(\.value)
        case .union(_, _, let value): [value]
        case .comprehension(let parts): [parts.range] + [parts.condition, parts.body].compactMap { $0 }
        case .bind(_, let value, let body): [value, body]
        case .optionalMap(let operand, _, let body, _): [operand, body]
        case .format(let text, let arguments): [text] + arguments
        }
    }

    /// Whether a variable is read anywhere in the tree.
    public func reads(_ variable: String) -> Bool {
        if case .variable(variable) = kind { return true }
        return children.contains { $0.reads(variable) }
    }
}
