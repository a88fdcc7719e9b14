/// Variables of macros over what has no type of its own, such as `[].all(x, x > 0)`: they have the type of their uses.
extension TypedNode {
    /// The types at which a variable is used below this node; open ones do not count.
    func types(of variable: String) -> Set<ExpressionType> {
        switch kind {
        case .variable(variable): return type.isOpen ? [] : [type]
        case .comprehension(let parts) where parts.variables.contains { $0.name == variable }:
            return parts.range.types(of: variable)
        case .bind(let inner, let value, _) where inner.name == variable: return value.types(of: variable)
        case .optionalMap(let operand, let inner, _, _) where inner.name == variable:
            return operand.types(of: variable)
        default: return children.reduce(into: []) { $0.formUnion($1.types(of: variable)) }
        }
    }

    /// The variables of macros here and below that are used at more than one type: nothing can be of both.
    var contradictoryVariables: [(name: String, range: Range<Int>)] {
        func isContradictory(_ variable: Variable, _ parts: [TypedNode]) -> Bool {
            variable.type.isOpen
                && parts.reduce(into: Set<ExpressionType>()) { $0.formUnion($1.types(of: variable.name)) }.count > 1
        }
        let own: [Variable] =
            switch kind {
            case .comprehension(let parts):
                parts.variables.filter { isContradictory($0, [parts.condition, parts.body].compactMap { $0 }) }
            case .bind(let variable, _, let body), .optionalMap(_, let variable, let body, _):
                isContradictory(variable, [body]) ? [variable] : []
            default: []
            }
        return own.map { ($0.name, range) } + children.flatMap(\.contradictoryVariables)
    }

    /// The node with the types of such variables brought to what they range over.
    func closingVariables() -> TypedNode {
        var result = self
        switch kind {
        case .comprehension(var parts) where parts.range.type.isOpen:
            parts.variables = parts.variables.map { $0.closed(by: [parts.condition, parts.body].compactMap { $0 }) }
            parts.range = parts.range.retyped(to: parts.rangeType)
            result.kind = .comprehension(parts)
        case .bind(let variable, let value, let body) where variable.type.isOpen:
            let closed = variable.closed(by: [body])
            result.kind = .bind(closed, value: value.retyped(to: closed.type), body: body)
        case .optionalMap(let operand, let variable, let body, let isFlat) where variable.type.isOpen:
            let closed = variable.closed(by: [body])
            result.kind = .optionalMap(
                operand.retyped(to: .optional(closed.type)), closed, body: body, isFlat: isFlat)
        default: break
        }
        return result
    }
}

extension TypedNode.Variable {
    fileprivate func closed(by parts: [TypedNode]) -> TypedNode.Variable {
        let uses = parts.lazy.compactMap { $0.types(of: name).first }
        return TypedNode.Variable(name, type.isOpen ? uses.first ?? type.closed : type)
    }
}

extension TypedNode.Comprehension {
    /// The type of the range that the variables demand.
    fileprivate var rangeType: ExpressionType {
        switch (range.type, variables.count) {
        case (.list, 1): .list(variables[0].type)
        case (.list, 2): .list(variables[1].type)
        case (.map(_, let value), 1): .map(variables[0].type, value)
        case (.map, 2): .map(variables[0].type, variables[1].type)
        default: range.type
        }
    }
}
