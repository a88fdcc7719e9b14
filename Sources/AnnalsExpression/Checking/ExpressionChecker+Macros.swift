extension ExpressionChecker {
    /// How deep macros may nest: beyond this their cost explodes, and nobody can read them.
    static let maximumComprehensionDepth = 4

    /// `list.map(x, …)` and its kin.
    mutating func comprehension(
        _ macro: TypedNode.Comprehension.Macro, _ target: SyntaxNode, _ arguments: [SyntaxNode],
        _ nameRange: Range<Int>, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        guard let value = node(target), let source = demand(value) else { return nil }
        let element: ExpressionType
        switch source.type {
        case .list(let type): element = type
        case .map(let key, _): element = key
        default:
            report(nameRange, "no-overload", "\(macro.rawValue)() needs a list or a map, found \(source.type)")
            return nil
        }
        let hasCondition = macro == .map && arguments.count == 3
        guard arguments.count == 2 || hasCondition else {
            if arguments.count == 3 {
                issues.append(.unsupported(range, "\(macro.rawValue)() with two variables"))
            } else {
                report(
                    range, "macro", "\(macro.rawValue)() takes a name and an expression",
                    suggestion: "write \(text(target.range)).\(macro.rawValue)(x, …)")
            }
            return nil
        }
        guard case .identifier(let name) = arguments[0].kind else {
            report(arguments[0].range, "macro", "the first argument of \(macro.rawValue)() is the name of an element")
            return nil
        }
        guard locals.count < ExpressionChecker.maximumComprehensionDepth else {
            report(range, "macro", "macros nest deeper than \(ExpressionChecker.maximumComprehensionDepth) levels")
            return nil
        }
        let outer = guards
        locals.append((name, element))
        guards.removeAll(under: name)
        defer {
            locals.removeLast()
            guards = outer
        }
        var condition: TypedNode?
        if hasCondition {
            guard let test = boolean(arguments[1]) else { return nil }
            condition = test
            guards.add(guarded(by: arguments[1], when: true), isCertain: true)
        }
        guard let bodySyntax = arguments.last,
            let body = body(macro, bodySyntax, element: hint.flatMap(ExpressionChecker.element))
        else { return nil }
        let result: ExpressionType =
            switch macro {
            case .all, .exists, .existsOne: .bool
            case .filter: .list(element)
            case .map: .list(body.type)
            }
        let parts = TypedNode.Comprehension(
            macro: macro, range: source, variable: name, variableType: element, condition: condition, body: body)
        return make(
            .comprehension(parts), result,
            fails: source.canFail || (condition?.canFail ?? false) || body.canFail, range)
    }

    private mutating func body(
        _ macro: TypedNode.Comprehension.Macro, _ syntax: SyntaxNode, element hint: ExpressionType?
    ) -> TypedNode? {
        guard macro == .map else { return boolean(syntax) }
        guard let value = node(syntax, expecting: hint) else { return nil }
        if let hint, hint.isOptional { return assign(value, to: hint) }
        return demand(value)
    }

    static func element(_ type: ExpressionType) -> ExpressionType? {
        switch type {
        case .list(let element): element
        case .optional(let wrapped): element(wrapped)
        default: nil
        }
    }
}
