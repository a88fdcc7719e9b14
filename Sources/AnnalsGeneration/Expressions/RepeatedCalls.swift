import AnnalsExpression

/// Gives a name to a call that an expression makes more than once: `old.address.split(", ")[?0]`, `[?1]` and so on split
/// once, as a person would write it.
///
/// Only calls that cannot fail and that are certain to run twice are shared, so that nothing is made for nothing and the
/// first error stays the first.
enum RepeatedCalls {
    /// The most names in one expression.
    private static let most = 4

    static func sharing(_ node: TypedNode) -> TypedNode {
        // Nobody reads an expression of this size, and comparing all its parts takes long.
        guard node.size < 2000 else { return node }
        var result = node
        for _ in 0..<most {
            guard let call = repeated(in: result) else { break }
            result = bind(call, in: result)
        }
        return result
    }

    /// The largest call that is certain to run more than once.
    private static func repeated(in node: TypedNode) -> TypedNode? {
        var counts: [TypedNode: Int] = [:]
        var order: [TypedNode] = []
        count(node, &counts, &order)
        return order.filter { counts[$0, default: 0] > 1 }.max { $0.size < $1.size }
    }

    private static func count(_ node: TypedNode, _ counts: inout [TypedNode: Int], _ order: inout [TypedNode]) {
        if case .call(let overload, _) = node.kind, !node.canFail, overload.isWorthSharing {
            let call = node.withoutPlaces
            if counts[call] == nil { order.append(call) }
            counts[call, default: 0] += 1
        }
        for child in node.certainChildren { count(child, &counts, &order) }
    }

    private static func bind(_ call: TypedNode, in node: TypedNode) -> TypedNode {
        guard case .call(let overload, _) = call.kind else { return node }
        var name = overload.function
        while node.mentions(name) { name += "_" }
        let variable = TypedNode(kind: .variable(name), type: call.type, canFail: false, range: call.range)
        return TypedNode(
            kind: .bind(
                TypedNode.Variable(name, call.type), value: call, body: replace(call, by: variable, in: node)),
            type: node.type, canFail: node.canFail, range: node.range)
    }

    private static func replace(_ call: TypedNode, by variable: TypedNode, in node: TypedNode) -> TypedNode {
        if node.type == call.type, node.withoutPlaces == call { return variable }
        return node.mapChildren { replace(call, by: variable, in: $0) }
    }
}

extension Overload {
    /// Whether a call does more than look something up.
    fileprivate var isWorthSharing: Bool {
        name != "size" && name != "[?]" && !styles.contains(.symbol) && result != .type(.int)
            && !["optional.of", "optional.none", "hasValue", "orValue", "or"].contains(name) && !parameters.isEmpty
    }
}

extension TypedNode {
    /// The node as it would be written elsewhere.
    fileprivate var withoutPlaces: TypedNode {
        var result = mapChildren(\.withoutPlaces)
        result.range = 0..<0
        return result
    }

    /// How many nodes there are.
    fileprivate var size: Int { children.reduce(1) { $0 + $1.size } }

    /// Whether a variable of this name is read or bound here or below.
    fileprivate func mentions(_ name: String) -> Bool {
        switch kind {
        case .variable(name): return true
        case .bind(let variable, _, _) where variable.name == name: return true
        case .optionalMap(_, let variable, _, _) where variable.name == name: return true
        case .comprehension(let parts) where parts.variables.contains { $0.name == name }: return true
        default: return children.contains { $0.mentions(name) }
        }
    }

    /// The operands that run whenever the node does.
    fileprivate var certainChildren: [TypedNode] {
        switch kind {
        case .conditional(let condition, _, _): [condition]
        case .and(let left, _), .or(let left, _): [left]
        case .comprehension(let parts): [parts.range]
        case .bind(_, let value, _): value.canFail ? [] : [value]
        case .optionalMap(let operand, _, _, _): [operand]
        case .call(let overload, let arguments) where overload.name == "orValue" || overload.name == "or":
            Array(arguments.prefix(1))
        default: children
        }
    }
}
