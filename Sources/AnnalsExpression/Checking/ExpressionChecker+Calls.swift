import AnnalsDiagnostics

extension ExpressionChecker {
    /// A function, a method or a macro.
    mutating func call(
        _ name: String, _ target: SyntaxNode?, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode? {
        if target == nil, name == "has" { return has(arguments, range) }
        if let target, let macro = TypedNode.Comprehension.Macro(rawValue: name) {
            return comprehension(macro, target, arguments, nameRange, range, hint)
        }
        if let target, case .identifier(let namespace) = target.kind, !isVariable(namespace) {
            if namespace == "optional" { return optionalFunction(name, arguments, nameRange, range, hint) }
            if ["cel", "math", "sets", "regex", "base64", "lists", "strings", "proto"].contains(namespace) {
                issues.append(.unsupported(target.range.lowerBound..<nameRange.upperBound, "\(namespace).\(name)"))
                return nil
            }
        }
        let later: Set<String> = [
            "dyn", "type", "format", "optMap", "optFlatMap", "transformList", "transformMap", "transformMapEntry",
            "existsOne", "sortBy", "flatten", "slice", "isSorted", "first", "last",
        ]
        guard !later.contains(name) else {
            issues.append(.unsupported(nameRange, "\(name)()"))
            return nil
        }
        let style: Overload.Style = target == nil ? .function : .method
        let rows = OverloadTable.named(name)
        guard rows.contains(where: { $0.styles.contains(style) }) else {
            unknownFunction(name, rows, style, arguments, nameRange)
            return nil
        }
        return overload(
            name, rows.filter { $0.styles.contains(style) }, (target.map { [$0] } ?? []) + arguments, range, nameRange,
            hint)
    }

    private func isVariable(_ name: String) -> Bool {
        environment.variables[name] != nil || locals.contains { $0.name == name }
    }

    private mutating func unknownFunction(
        _ name: String, _ rows: [Overload], _ style: Overload.Style, _ arguments: [SyntaxNode], _ range: Range<Int>
    ) {
        var suggestion: String?
        if !rows.isEmpty {
            let parts = arguments.map { text($0.range) }
            suggestion =
                style == .function
                ? "write \(parts.first ?? "x").\(name)(\(parts.dropFirst().joined(separator: ", ")))"
                : "write it as a function: \(name)(x)"
        } else {
            let macros = TypedNode.Comprehension.Macro.allCases.map(\.rawValue) + ["has"]
            suggestion = Suggestion.closest(to: name, in: OverloadTable.functionNames + macros).map {
                "did you mean '\($0)'?"
            }
        }
        report(
            range, "unknown-function", "there is no \(style == .function ? "function" : "method") '\(name)'",
            suggestion: suggestion)
    }

    private mutating func optionalFunction(
        _ name: String, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        switch (name, arguments.count) {
        case ("none", 0):
            guard let hint, hint.isOptional else {
                return make(.literal(.null), .optional(.undetermined), fails: false, range)
            }
            return make(.literal(.null), hint, fails: false, range)
        case ("of", 1):
            guard let value = node(arguments[0]), demand(value) != nil else { return nil }
            return overload("optional.of", OverloadTable.named("optional.of"), arguments, range, nameRange, nil)
        default:
            issues.append(.unsupported(nameRange, "optional.\(name)"))
            return nil
        }
    }

    /// An operator.
    mutating func operation(
        _ symbol: String, _ operands: [SyntaxNode], _ range: Range<Int>, symbol symbolRange: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode? {
        overload(symbol, OverloadTable.named(symbol), operands, range, symbolRange, hint)
    }

    // MARK: - Choosing a row

    /// Functions that compare values do it as expressions see them.
    private static let comparing: Set<String> = ["==", "!=", "in", "distinct"]

    private mutating func overload(
        _ name: String, _ rows: [Overload], _ syntax: [SyntaxNode], _ range: Range<Int>, _ nameRange: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode? {
        var arguments: [TypedNode] = []
        var isComplete = true
        for argument in syntax {
            if let value = node(argument) { arguments.append(value) } else { isComplete = false }
        }
        guard isComplete else { return nil }
        // As they are, then as expressions see them, then without their optionals.
        var attempts = [arguments, arguments.map(viewed)]
        if ExpressionChecker.comparing.contains(name) { attempts.removeFirst() }
        for attempt in attempts {
            if let match = Resolution.match(rows, attempt.map(\.type)) {
                return call(match, attempt, syntax, range)
            }
        }
        let isIndexOfOptional = later(name, arguments) != nil && arguments[0].isOptionalValue
        if !isIndexOfOptional, arguments.contains(where: \.type.isOptional), acceptsValues(rows, arguments) {
            let issueCount = issues.count
            let demanded = arguments.compactMap { demand($0) }
            guard demanded.count == arguments.count else { return nil }
            if let match = Resolution.match(rows, demanded.map { $0.type.view }) {
                return call(match, demanded.map(viewed), syntax, range)
            }
            issues.removeSubrange(issueCount...)
        }
        if let what = later(name, arguments) {
            issues.append(.unsupported(range, what))
        } else {
            noOverload(name, rows, arguments, range, nameRange)
        }
        return nil
    }

    /// What the language has for these arguments and this version does not.
    private func later(_ name: String, _ arguments: [TypedNode]) -> String? {
        switch (name, arguments.first?.type, arguments.last?.type) {
        case ("[]", .optional?, _), ("[?]", .optional?, _): "an index on an optional"
        case (_, .timestamp?, .string?) where name.hasPrefix("get") && arguments.count == 2: "a time zone"
        default: nil
        }
    }

    /// Whether a row would fit, were the optionals values.
    private func acceptsValues(_ rows: [Overload], _ arguments: [TypedNode]) -> Bool {
        let types = arguments.map { argument in
            if case .optional(let wrapped) = argument.type { wrapped.view } else { argument.type.view }
        }
        return Resolution.match(rows, types) != nil
    }

    private mutating func call(
        _ match: Resolution, _ arguments: [TypedNode], _ syntax: [SyntaxNode], _ range: Range<Int>
    ) -> TypedNode? {
        // What had no type of its own, such as [], gets it from the other arguments.
        let typed = zip(arguments, zip(match.parameters, syntax)).compactMap { argument, place -> TypedNode? in
            argument.type.isOpen ? coerced(argument, to: place.0) : argument
        }
        guard typed.count == arguments.count else { return nil }
        warnOfUnknownEnumValue(match.overload, typed)
        var overload = match.overload
        switch LiteralFolding.outcome(of: overload, typed) {
        case .value(let literal): return make(.literal(literal), match.result, fails: false, range)
        case .row(let id): overload = OverloadTable.row(id) ?? overload
        case .alwaysFails(let message): warn(range, "always-fails", "this always fails: \(message)")
        case .malformed(let message, let argument):
            report(syntax[argument].range, "literal", message)
            return nil
        case nil: break
        }
        return make(
            .call(overload, typed), match.result, fails: overload.canFail || typed.contains(where: \.canFail), range)
    }

    /// `status == 'shiped'` is legal CEL and never true.
    private mutating func warnOfUnknownEnumValue(_ overload: Overload, _ arguments: [TypedNode]) {
        guard overload.id == "equal" || overload.id == "notEqual" else { return }
        for (value, literal) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
            guard case .coerce(.enumerationToString(let name), _) = value.kind,
                case .literal(.string(let text)) = literal.kind, !name.values.contains(text)
            else { continue }
            warn(
                literal.range, "enum-value", "'\(text)' is no value of \(name.name), so this is never equal",
                suggestion: Suggestion.closest(to: text, in: name.values).map { "did you mean '\($0)'?" })
        }
    }

    private mutating func noOverload(
        _ name: String, _ rows: [Overload], _ arguments: [TypedNode], _ range: Range<Int>, _ nameRange: Range<Int>
    ) {
        let types = arguments.map(\.type.description)
        let shown: String
        switch name {
        case "[]", "[?]": shown = "\(types[0])[\(types[1])]"
        case "-_": shown = "-\(types[0])"
        case _ where rows.first?.styles == [.symbol]: shown = types.joined(separator: " \(name) ")
        case _ where rows.first?.styles == [.method]:
            shown = "\(types[0]).\(name)(\(types.dropFirst().joined(separator: ", ")))"
        default: shown = "\(name)(\(types.joined(separator: ", ")))"
        }
        report(range, "no-overload", "\(shown) has no meaning", suggestion: overloadAdvice(name, rows, arguments))
    }

    private func overloadAdvice(_ name: String, _ rows: [Overload], _ arguments: [TypedNode]) -> String? {
        if rows.first?.styles == [.symbol], arguments.count == 2, let advice = mixedNumbers(name, arguments) {
            return advice
        }
        if name == "+", arguments.count == 2, arguments.contains(where: { $0.type.view == .string }) {
            let parts = arguments.map { $0.type.view == .string ? text($0.range) : "string(\(text($0.range)))" }
            return "write \(parts.joined(separator: " + "))"
        }
        let forms = rows.prefix(6).map { row in
            row.parameters.map(\.description).joined(separator: ", ")
        }
        return forms.isEmpty ? nil : "it takes \(forms.joined(separator: ", or "))"
    }

    private func mixedNumbers(_ name: String, _ arguments: [TypedNode]) -> String? {
        let types = arguments.map(\.type.view)
        let numbers: Set<ExpressionType> = [.int, .uint, .double]
        guard types[0] != types[1], numbers.isSuperset(of: types) else { return nil }
        let target: ExpressionType = types.contains(.double) ? .double : .int
        let parts = arguments.map { argument in
            argument.type.view == target ? text(argument.range) : "\(target)(\(text(argument.range)))"
        }
        return "numeric types do not mix: write \(parts.joined(separator: " \(name) "))"
    }
}
