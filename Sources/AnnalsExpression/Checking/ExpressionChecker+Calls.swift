import AnnalsDiagnostics

extension ExpressionChecker {
    /// A function, a method or a macro.
    mutating func call(
        _ name: String, _ target: SyntaxNode?, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode? {
        if let target, case .identifier(let namespace) = target.kind, !isVariable(namespace),
            OverloadTable.namespaces.contains(namespace)
        {
            let place = target.range.lowerBound..<nameRange.upperBound
            return namespaced("\(namespace).\(name)", arguments, place, range, hint)
        }
        if let result = macro(name, target, arguments, nameRange, range, hint) { return result }
        if target == nil, name == "dyn" || name == "type" {
            report(nameRange, "dynamic", "there is no \(name)(): every expression has one type, known before it runs")
            return nil
        }
        let style: Overload.Style = target == nil ? .function : .method
        let rows = OverloadTable.named(name)
        guard rows.contains(where: { $0.styles.contains(style) }) else {
            unknownFunction(name, rows, style, arguments, nameRange)
            return nil
        }
        return overload(
            name, rows.filter { $0.styles.contains(style) }, (target.map { [$0] } ?? []) + arguments, range, nameRange)
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
            let macros = TypedNode.Comprehension.Macro.allCases.map(\.rawValue) + ["has", "optMap", "optFlatMap"]
            suggestion = Suggestion.closest(to: name, in: OverloadTable.functionNames + macros).map {
                "did you mean '\($0)'?"
            }
        }
        report(
            range, "unknown-function", "there is no \(style == .function ? "function" : "method") '\(name)'",
            suggestion: suggestion)
    }

    /// The macros; nil for everything else.
    private mutating func macro(
        _ name: String, _ target: SyntaxNode?, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode?? {
        guard let target else { return name == "has" ? .some(has(arguments, range)) : nil }
        switch name {
        case "optMap", "optFlatMap":
            return optionalMap(target, arguments, isFlat: name == "optFlatMap", range, hint)
        case "format": return .some(format(target, arguments, nameRange, range))
        case "flatten" where arguments.count == 1: return .some(flatten(target, arguments[0], nameRange, range))
        default:
            return TypedNode.Comprehension.Macro(named: name).map {
                comprehension($0, target, arguments, nameRange, range, hint)
            }
        }
    }

    /// `math.abs(x)`, `cel.bind(…)`, `optional.none()`: a function whose name has a dot.
    private mutating func namespaced(
        _ name: String, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        switch name {
        case "cel.bind": return bind(arguments, range, hint)
        case "math.greatest" where arguments.count > 2, "math.least" where arguments.count > 2:
            return namespaced(name, halves(name, arguments, nameRange), nameRange, range, hint)
        case "optional.none" where arguments.isEmpty:
            let type = hint?.isOptional == true ? hint : nil
            return make(.literal(.null), type ?? .optional(.undetermined), fails: false, range)
        default: break
        }
        let rows = OverloadTable.named(name)
        guard !rows.isEmpty else {
            let known = OverloadTable.functionNames + ["cel.bind", "optional.none"]
            report(
                nameRange, "unknown-function", "there is no function '\(name)'",
                suggestion: Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" })
            return nil
        }
        return overload(name, rows, arguments, range, nameRange)
    }

    /// The largest of many is that of the largest of both halves.
    private func halves(_ name: String, _ arguments: [SyntaxNode], _ nameRange: Range<Int>) -> [SyntaxNode] {
        let parts = name.split(separator: ".").map { SyntaxNode.Name(text: String($0), range: nameRange) }
        let middle = (arguments.count + 1) / 2
        return [arguments[..<middle], arguments[middle...]].map { half in
            guard let first = half.first, let last = half.last, half.count > 1 else { return half[half.startIndex] }
            return SyntaxNode(
                kind: .call(
                    parts[1], target: SyntaxNode(kind: .identifier(parts[0].text), range: nameRange),
                    arguments: Array(half)),
                range: first.range.lowerBound..<last.range.upperBound)
        }
    }

    /// `lists.flatten(2)`: as often as a literal says, as long as there are lists in the list.
    private mutating func flatten(
        _ target: SyntaxNode, _ depth: SyntaxNode, _ nameRange: Range<Int>, _ range: Range<Int>
    ) -> TypedNode? {
        guard case .literal(.int(let count)) = depth.kind, count >= 0 else {
            report(depth.range, "flatten", "flatten() takes a literal number of levels, since its type depends on it")
            return nil
        }
        guard let row = OverloadTable.row("list.flatten"), var result = node(target).flatMap({ demand($0) }) else {
            return nil
        }
        guard case .list = result.type else {
            noOverload("flatten", [row], [result], range, nameRange)
            return nil
        }
        for _ in 0..<min(count, Parser.maximumDepth) {
            guard case .list(let inner) = result.type, case .list = inner else { break }
            result = make(.call(row, [result]), inner, fails: result.canFail, range)
        }
        return result
    }

    /// An operator.
    mutating func operation(
        _ symbol: String, _ operands: [SyntaxNode], _ range: Range<Int>, symbol symbolRange: Range<Int>
    ) -> TypedNode? {
        overload(symbol, OverloadTable.named(symbol), operands, range, symbolRange)
    }

    // MARK: - Choosing a row

    /// Functions that compare values do it as expressions see them.
    private static let comparing: Set<String> = ["==", "!=", "in", "distinct"]

    private mutating func overload(
        _ name: String, _ rows: [Overload], _ syntax: [SyntaxNode], _ range: Range<Int>, _ nameRange: Range<Int>
    ) -> TypedNode? {
        var arguments: [TypedNode] = []
        var isComplete = true
        for argument in syntax {
            if let value = node(argument) { arguments.append(value) } else { isComplete = false }
        }
        guard isComplete else { return nil }
        // These take an optional as such, but a field that may be absent needs a guard.
        if ["[]", "[?]", "optional.of"].contains(name), let first = arguments.first, !first.isOptionalValue {
            guard let value = demand(first) else { return nil }
            arguments[0] = value
        }
        // As they are, then as expressions see them, then without their optionals.
        var attempts = [arguments, arguments.map(viewed)]
        if ExpressionChecker.comparing.contains(name) { attempts.removeFirst() }
        for attempt in attempts {
            if let match = Resolution.match(rows, attempt.map(\.type)) {
                return call(match, attempt, syntax, range)
            }
        }
        if arguments.contains(where: \.type.isOptional), acceptsValues(rows, arguments) {
            let issueCount = issues.count
            let demanded = arguments.compactMap { demand($0) }
            guard demanded.count == arguments.count else { return nil }
            if let match = Resolution.match(rows, demanded.map { $0.type.view }) {
                return call(match, demanded.map(viewed), syntax, range)
            }
            issues.removeSubrange(issueCount...)
        }
        noOverload(name, rows, arguments, range, nameRange)
        return nil
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
        var typed = zip(arguments, zip(match.parameters, syntax)).compactMap { argument, place -> TypedNode? in
            argument.type.isOpen ? coerced(argument, to: place.0) : argument
        }
        guard typed.count == arguments.count else { return nil }
        for (argument, value) in zip(arguments, typed) { determine(argument, value.type) }
        warnOfUnknownEnumValue(match.overload, typed)
        var overload = match.overload
        switch LiteralFolding.outcome(of: overload, typed) {
        case .value(let literal): return make(.literal(literal), match.result, fails: false, range)
        case .row(let id): overload = OverloadTable.row(id) ?? overload
        case .rowWith(let id, let literal):
            overload = OverloadTable.row(id) ?? overload
            typed[typed.count - 1] = make(.literal(literal), .int, fails: false, typed[typed.count - 1].range)
        case .alwaysFails(let message): warn(range, "always-fails", "this always fails: \(message)")
        case .malformed(let message, let argument):
            report(syntax[argument].range, "literal", message)
            return nil
        case nil: break
        }
        return make(
            .call(overload, typed), match.result, fails: overload.canFail || typed.contains(where: \.canFail), range)
    }

    /// A variable over what has no type of its own, as in `[].all(x, …)`, keeps the type of its first use.
    private mutating func determine(_ argument: TypedNode, _ type: ExpressionType) {
        guard case .variable(let name) = argument.kind, argument.type.isOpen, !type.isOpen,
            let index = locals.lastIndex(where: { $0.name == name })
        else { return }
        locals[index].type = type
    }

    /// `status == 'shiped'` is legal CEL and never true.
    private mutating func warnOfUnknownEnumValue(_ overload: Overload, _ arguments: [TypedNode]) {
        guard overload.id == "equal" || overload.id == "notEqual" else { return }
        for (value, literal) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
            guard case .coerce(.enumerationToString(let name), _) = value.kind,
                case .literal(.string(let text)) = literal.kind, !name.values.contains(text)
            else { continue }
            guard !name.isOpen else {
                warnOfUnknown(text, name, literal.range, "\(name.name) is open, so it can be equal")
                continue
            }
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
        guard types[0] != types[1], let target = ExpressionChecker.widest(types) else { return nil }
        let parts = arguments.map { argument in
            argument.type.view == target ? text(argument.range) : "\(target)(\(text(argument.range)))"
        }
        return "numeric types do not mix: write \(parts.joined(separator: " \(name) "))"
    }
}
