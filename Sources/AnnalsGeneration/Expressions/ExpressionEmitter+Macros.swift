import AnnalsExpression
import AnnalsFunctions

extension ExpressionEmitter {
    func comprehension(_ node: TypedNode.Comprehension) -> EmittedCode {
        let (inner, parameters) = binding(node.variables.map(\.name))
        let canFail = node.body.canFail || node.condition?.canFail == true
        let body = inner.closure(parameters, node.body, canFail: canFail)
        let condition = node.condition.map { inner.closure(parameters, $0, canFail: canFail) }
        var range = argument(node.range)
        if node.variables.count == 1, case .map = node.range.type { range = EmittedCode(range.base + ".keys") }
        if let method = method(node, canFail: canFail) {
            return EmittedCode(range.base + .text(".\(method) ") + body)
        }
        if let condition, node.macro == .map, !canFail {
            return EmittedCode(range.base + ".filter " + condition + ".map " + body)
        }
        let name = node.macro == .existsOne ? "existsOne" : node.macro.rawValue
        if let condition {
            return call(name, [range.layout, .labelled("where", condition), body])
        }
        return EmittedCode(.text("\(cel).\(name)(") + range.layout + ") " + body)
    }

    /// The method of Swift's collections that does the same. Those that only rethrow would widen the type of the error.
    private func method(_ node: TypedNode.Comprehension, canFail: Bool) -> String? {
        guard node.variables.count == 1, node.condition == nil else { return nil }
        return switch node.macro {
        // `map` has typed throws.
        case .map: "map"
        case .filter: canFail ? nil : "filter"
        case .all: canFail ? nil : "allSatisfy"
        case .exists: canFail ? nil : "contains"
        default: nil
        }
    }

    /// `CEL.bind(value) { x in body }`. Where the value can fail, the body has a `Result`, so that only uses fail.
    func bind(_ variable: TypedNode.Variable, _ value: TypedNode, _ body: TypedNode) -> EmittedCode {
        let (inner, name) = binding([variable.name])
        guard value.canFail else {
            let closure = inner.closure(name, body, canFail: body.canFail)
            if let parts = parts(variable, value, body) { return EmittedCode(parts.layout + " " + closure) }
            return EmittedCode(.text("\(cel).bind(") + argument(value).layout + ") " + closure)
        }
        // No use of it is left in a body that cannot fail.
        guard body.canFail else { return emit(body) }
        let result = closure(nil, value, canFail: true)
        return EmittedCode(
            .text("\(cel).bind(result: ") + result + ") " + inner.closure(name, body, canFail: true))
    }

    /// `CEL.withParts(text, ", ")` for a `split` of which nothing but `[?0]`, `[?1]` and so on is read: no list is made.
    private func parts(_ variable: TypedNode.Variable, _ value: TypedNode, _ body: TypedNode) -> EmittedCode? {
        guard !body.canFail, case .call(let overload, let arguments) = value.kind, overload.id == "string.split",
            case .literal(.string(let separator)) = arguments[1].kind, !separator.isEmpty,
            body.readsOnlyElements(of: variable.name, below: TextParts.capacity)
        else { return nil }
        return call("withParts", arguments.map { argument($0).layout })
    }

    /// `optional.map { x in body }`, or `flatMap`.
    func optionalMap(
        _ operand: TypedNode, _ variable: TypedNode.Variable, _ body: TypedNode, isFlat: Bool
    ) -> EmittedCode {
        let (inner, name) = binding([variable.name])
        return EmittedCode(
            argument(operand).base + .text(isFlat ? ".flatMap " : ".map ")
                + inner.closure(name, body, canFail: body.canFail))
    }

    /// `CEL.format("%s: %d", [.init(name), .init(count)])`.
    func format(_ text: TypedNode, _ arguments: [TypedNode], canFail: Bool) -> EmittedCode {
        let values = arguments.map { node in
            Layout.call(".init", [argument(node).layout])
        }
        return call(
            canFail ? "format" : "formatLiteral", [emit(text).layout, .list(open: "[", items: values, close: "]")])
    }
}

extension TypedNode {
    /// Whether a list is only read as `list[?0]`, with literal places from 0 to below a limit.
    fileprivate func readsOnlyElements(of name: String, below limit: Int) -> Bool {
        switch kind {
        case .variable(let other): return other != name
        case .call(let overload, let arguments) where overload.id == "list.optionalIndex":
            guard case .variable(name) = arguments[0].kind else { break }
            guard case .literal(.int(let index)) = arguments[1].kind else { return false }
            return index >= 0 && index < limit
        default: break
        }
        return children.allSatisfy { $0.readsOnlyElements(of: name, below: limit) }
    }
}
