extension TypedNode {
    /// The nodes whose own operation can fail, operands before what is done with them; empty where the node cannot fail.
    public var failures: [TypedNode] {
        guard canFail else { return [] }
        let own = failsItself ? [self] : []
        switch kind {
        case .conditional(let test, let first, let second):
            guard case .literal(.bool(let decided)) = test.kind else { break }
            return (decided ? first : second).failures
        case .bind(let variable, _, let body) where !body.reads(variable.name): return body.failures
        default: break
        }
        return children.flatMap(\.failures) + own
    }

    private var failsItself: Bool {
        switch kind {
        case .call(let overload, _): overload.canFail
        case .required: true
        case .coerce(let coercion, _): coercion.canFail
        case .comprehension(let parts): parts.macro == .transformMapEntry
        // What the checker could not decide is the node's own where no operand explains it.
        case .format, .map: !children.contains(where: \.canFail) || hasOpenParts
        default: false
        }
    }

    private var hasOpenParts: Bool {
        switch kind {
        case .format(let text, _): !text.isLiteral
        case .map(let entries): entries.count > 1 && entries.contains { !$0.key.isLiteral }
        default: false
        }
    }

    private var isLiteral: Bool { if case .literal = kind { true } else { false } }
}
