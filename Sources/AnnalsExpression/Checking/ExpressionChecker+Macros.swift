extension TypedNode.Comprehension.Macro {
    /// The macro with a name, of which `existsOne` is the newer spelling of `exists_one`.
    init?(named name: String) {
        self.init(rawValue: name == "existsOne" ? "exists_one" : name)
    }

    /// How many variables it has with so many arguments, and whether a condition comes before the last of them.
    func form(_ argumentCount: Int) -> (variables: Int, hasCondition: Bool)? {
        switch (self, argumentCount) {
        case (.all, 2), (.exists, 2), (.existsOne, 2), (.filter, 2), (.map, 2), (.sortBy, 2): (1, false)
        case (.map, 3): (1, true)
        case (.all, 3), (.exists, 3), (.existsOne, 3): (2, false)
        case (.transformList, 3), (.transformMap, 3), (.transformMapEntry, 3): (2, false)
        case (.transformList, 4), (.transformMap, 4), (.transformMapEntry, 4): (2, true)
        default: nil
        }
    }

    /// How a call is written, for messages.
    var example: String {
        switch self {
        case .transformList, .transformMap: "\(rawValue)(i, x, …)"
        case .transformMapEntry: "\(rawValue)(i, x, {key: value})"
        default: "\(rawValue)(x, …)"
        }
    }
}

extension ExpressionChecker {
    /// How deep macros may nest: beyond this their cost explodes, and nobody can read them.
    static let maximumComprehensionDepth = 4

    /// `list.map(x, …)` and its kin.
    mutating func comprehension(
        _ macro: TypedNode.Comprehension.Macro, _ target: SyntaxNode, _ arguments: [SyntaxNode],
        _ nameRange: Range<Int>, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        guard let value = node(target), let source = demand(value) else { return nil }
        guard let form = macro.form(arguments.count) else {
            report(
                range, "macro", "\(macro.rawValue)() takes a name and an expression",
                suggestion: "write \(text(target.range)).\(macro.example)")
            return nil
        }
        guard let types = variableTypes(macro, source, count: form.variables, nameRange),
            let variables = variables(macro, arguments, types)
        else { return nil }
        guard comprehensionDepth < ExpressionChecker.maximumComprehensionDepth else {
            report(range, "macro", "macros nest deeper than \(ExpressionChecker.maximumComprehensionDepth) levels")
            return nil
        }
        comprehensionDepth += 1
        defer { comprehensionDepth -= 1 }
        return within(variables) { checker in
            var condition: TypedNode?
            if form.hasCondition {
                let syntax = arguments[form.variables]
                guard let test = checker.boolean(syntax) else { return nil }
                condition = test
                checker.guards.add(checker.guarded(by: syntax, when: true), isCertain: true)
            }
            guard let body = arguments.last.flatMap({ checker.body(macro, $0, hint) }) else { return nil }
            // What had no type of its own may have got one from its uses.
            let variables = checker.locals.suffix(variables.count).map { TypedNode.Variable($0.name, $0.type) }
            let parts = TypedNode.Comprehension(
                macro: macro, range: source, variables: variables, condition: condition, body: body)
            return checker.make(
                .comprehension(parts), parts.resultType,
                // Two entries can turn out to have the same key.
                fails: source.canFail || condition?.canFail == true || body.canFail || macro == .transformMapEntry,
                range)
        }
    }

    private mutating func variableTypes(
        _ macro: TypedNode.Comprehension.Macro, _ source: TypedNode, count: Int, _ nameRange: Range<Int>
    ) -> [ExpressionType]? {
        switch source.type {
        case .list(let element): return count == 1 ? [element] : [.int, element]
        case .map(let key, let value) where macro != .sortBy: return count == 1 ? [key] : [key, value]
        case .undetermined: return count == 1 ? [.undetermined] : [.undetermined, .undetermined]
        default:
            report(
                nameRange, "no-overload",
                "\(macro.rawValue)() needs a list\(macro == .sortBy ? "" : " or a map"), found \(source.type)")
            return nil
        }
    }

    private mutating func variables(
        _ macro: TypedNode.Comprehension.Macro, _ arguments: [SyntaxNode], _ types: [ExpressionType]
    ) -> [TypedNode.Variable]? {
        var variables: [TypedNode.Variable] = []
        for (argument, type) in zip(arguments, types) {
            guard let name = name(argument, "the first argument of \(macro.rawValue)() is the name of an element")
            else { return nil }
            guard !variables.contains(where: { $0.name == name }) else {
                report(argument.range, "macro", "both variables of \(macro.rawValue)() have the name '\(name)'")
                return nil
            }
            variables.append(TypedNode.Variable(name, type))
        }
        return variables
    }

    mutating func name(_ syntax: SyntaxNode, _ message: String) -> String? {
        if case .identifier(let name) = syntax.kind { return name }
        report(syntax.range, "macro", message)
        return nil
    }

    /// Checks something with more variables in scope.
    ///
    /// - Parameter canFail: Whether each use of the variables can fail.
    mutating func within(
        _ variables: [TypedNode.Variable], canFail: Bool = false, _ check: (inout ExpressionChecker) -> TypedNode?
    ) -> TypedNode? {
        let outer = guards
        for variable in variables {
            locals.append(Local(name: variable.name, type: variable.type, canFail: canFail))
            guards.removeAll(under: variable.name)
        }
        defer {
            locals.removeLast(variables.count)
            guards = outer
        }
        return check(&self)
    }

    private mutating func body(
        _ macro: TypedNode.Comprehension.Macro, _ syntax: SyntaxNode, _ hint: ExpressionType?
    ) -> TypedNode? {
        switch macro {
        case .all, .exists, .existsOne, .filter: return boolean(syntax)
        case .map, .transformList: return part(syntax, hint.flatMap(ExpressionChecker.element))
        case .transformMap: return part(syntax, hint.flatMap(ExpressionChecker.mapValue))
        case .transformMapEntry:
            guard let value = part(syntax, hint) else { return nil }
            if case .map = value.type { return value }
            report(
                syntax.range, "type", "found \(value.type), expected a map with the new entries",
                suggestion: "write {key: \(text(syntax.range))}")
            return nil
        case .sortBy:
            guard let value = node(syntax), let key = demand(value).map(viewed) else { return nil }
            guard OverloadTable.isOrdered(key.type) else {
                report(syntax.range, "type", "values of type \(key.type) have no order to sort by")
                return nil
            }
            return key
        }
    }

    private mutating func part(_ syntax: SyntaxNode, _ hint: ExpressionType?) -> TypedNode? {
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

    static func mapValue(_ type: ExpressionType) -> ExpressionType? {
        switch type {
        case .map(_, let value): value
        case .optional(let wrapped): mapValue(wrapped)
        default: nil
        }
    }
}

extension TypedNode.Comprehension {
    /// The type of the whole.
    var resultType: ExpressionType {
        switch macro {
        case .all, .exists, .existsOne: .bool
        case .filter, .sortBy: .list(variables[0].type)
        case .map, .transformList: .list(body.type)
        case .transformMap: .map(variables[0].type, body.type)
        case .transformMapEntry: body.type
        }
    }
}
