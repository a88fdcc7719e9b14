/// Macros that give one value a name.
extension ExpressionChecker {
    /// `cel.bind(x, value, body)`.
    mutating func bind(_ arguments: [SyntaxNode], _ range: Range<Int>, _ hint: ExpressionType?) -> TypedNode? {
        guard arguments.count == 3 else {
            report(range, "macro", "cel.bind() takes a name, its value and an expression over it")
            return nil
        }
        guard let name = name(arguments[0], "the first argument of cel.bind() is a name"),
            let value = node(arguments[1]).flatMap({ $0.isOptionalValue ? $0 : demand($0) })
        else { return nil }
        let variable = TypedNode.Variable(name, value.type)
        return within([variable], canFail: value.canFail) { checker in
            guard let body = checker.node(arguments[2], expecting: hint) else { return nil }
            return checker.make(
                .bind(variable, value: value, body: body), body.type, fails: body.canFail, range)
        }
    }

    /// `optional.optMap(x, …)` and `optional.optFlatMap(x, …)`.
    mutating func optionalMap(
        _ target: SyntaxNode, _ arguments: [SyntaxNode], isFlat: Bool, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        let macro = isFlat ? "optFlatMap" : "optMap"
        guard arguments.count == 2 else {
            report(range, "macro", "\(macro)() takes a name and an expression over the value")
            return nil
        }
        guard let operand = node(target),
            let name = name(arguments[0], "the first argument of \(macro)() is the name of the value")
        else { return nil }
        guard case .optional(let wrapped) = operand.type else {
            report(
                target.range, "no-overload", "\(macro)() needs an optional, found \(operand.type)",
                suggestion: "write optional.of(\(text(target.range))), or the expression itself")
            return nil
        }
        let variable = TypedNode.Variable(name, wrapped)
        var wanted: ExpressionType?
        if case .optional(let inner) = hint { wanted = isFlat ? hint : inner }
        return within([variable]) { checker in
            guard let value = checker.node(arguments[1], expecting: wanted) else { return nil }
            guard let body = isFlat ? value : checker.demand(value) else { return nil }
            guard !isFlat || body.type.isOptional else {
                checker.report(
                    arguments[1].range, "type", "found \(body.type), expected an optional",
                    suggestion: "write optMap, or optional.of(\(checker.text(arguments[1].range)))")
                return nil
            }
            return checker.make(
                .optionalMap(operand, variable, body: body, isFlat: isFlat), isFlat ? body.type : .optional(body.type),
                fails: operand.canFail || body.canFail, range)
        }
    }
}
