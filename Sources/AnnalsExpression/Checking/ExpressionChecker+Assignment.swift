import AnnalsDiagnostics

extension ExpressionChecker {
    /// The node as a value of the type that its place demands; nil, with a report, when it cannot be one.
    mutating func assign(_ value: TypedNode, to target: ExpressionType) -> TypedNode? {
        if case .literal(.null) = value.kind {
            guard target.isOptional else {
                report(value.range, "null", "null is no value of type \(target)")
                return nil
            }
            return make(.literal(.null), target, fails: false, value.range)
        }
        if let literal = literalAssignment(value, to: target) { return literal }
        if let coerced = coerced(value, to: target) { return coerced }
        if value.type.isOptional, !target.isOptional {
            guard let demanded = demand(value) else { return nil }
            return assign(demanded, to: target)
        }
        report(value.range, "type", "found \(value.type), expected \(target)", suggestion: advice(value, target))
        return nil
    }

    /// The node with the coercion that leads to another type; nil when there is none.
    func coerced(_ value: TypedNode, to target: ExpressionType) -> TypedNode? {
        // A view of a represented value goes back to where it came from.
        if case .coerce(let coercion, let original) = value.kind, original.type.coercionToView == coercion,
            let direct = original.type.coercion(to: target)
        {
            return apply(direct, to: original, target)
        }
        return value.type.coercion(to: target).map { apply($0, to: value, target) }
    }

    private func apply(_ coercion: Coercion?, to value: TypedNode, _ target: ExpressionType) -> TypedNode {
        guard let coercion else {
            var retyped = value
            retyped.type = target
            return retyped
        }
        return make(.coerce(coercion, value), target, fails: value.canFail || coercion.canFail, value.range)
    }

    /// The node as an expression sees it: an enum value as a string, and so on.
    func viewed(_ value: TypedNode) -> TypedNode {
        value.type.coercionToView.map { apply($0, to: value, value.type.view) } ?? value
    }

    /// A string literal as a value of a represented type is decided here and now; nil for everything else.
    private mutating func literalAssignment(_ value: TypedNode, to target: ExpressionType) -> TypedNode? {
        if case .optional(let wrapped) = target, case .literal(.string) = value.kind {
            return literalAssignment(value, to: wrapped).map {
                make(.coerce(.wrap, $0), target, fails: false, value.range)
            }
        }
        guard case .literal(.string(let text)) = value.kind, let coercion = ExpressionType.string.coercion(to: target),
            let coercion, coercion.canFail
        else { return nil }
        if !RepresentedText.isValid(text, for: target) {
            if case .enumeration(let name) = target {
                let values = name.values.map { "'\($0)'" }.joined(separator: ", ")
                report(
                    value.range, "enum-value", "'\(text)' is no value of \(name.name); expected one of \(values)",
                    suggestion: Suggestion.closest(to: text, in: name.values).map { "did you mean '\($0)'?" })
            } else {
                report(value.range, "literal", "'\(text)' is no \(target)")
            }
        }
        return make(.coerce(coercion, value), target, fails: false, value.range)
    }

    private func advice(_ value: TypedNode, _ target: ExpressionType) -> String? {
        let found = value.type.view
        let wanted = target.view
        let source = text(value.range)
        if case .list(let element) = wanted, element == found { return "write [\(source)] for a list of one" }
        if case .list(let element) = found, element == wanted {
            return "write (\(source))[?0].orValue(…) for the first"
        }
        let conversions: [ExpressionType: String] = [
            .int: "int", .uint: "uint", .double: "double", .string: "string", .bytes: "bytes",
            .timestamp: "timestamp", .duration: "duration", .bool: "bool",
        ]
        guard let name = conversions[wanted],
            OverloadTable.named(name).contains(where: { $0.parameters == [.type(found)] })
        else { return nil }
        return "write \(name)(\(source))"
    }

    // MARK: - Optionals

    /// The value of an optional where a value is needed: an error without a guard, or a node that can fail.
    mutating func demand(_ value: TypedNode) -> TypedNode? {
        guard case .optional(let wrapped) = value.type else { return value }
        guard case .field = value.kind else {
            report(
                value.range, "optional", "this is optional (\(value.type)) and may have no value",
                suggestion: "write \(text(value.range)).orValue(\(placeholder(wrapped)))")
            return nil
        }
        guard environment.demandsGuards else {
            return make(.required(value), wrapped, fails: true, value.range)
        }
        let source = text(value.range)
        let safe =
            source.lastIndex(of: ".").map { source[..<$0] + ".?" + source[source.index(after: $0)...] } ?? source[...]
        report(
            value.range, "unguarded-optional", "\(source) may be absent",
            suggestion:
                "write \(safe).orValue(\(placeholder(wrapped))) or has(\(source)) ? \(source) : \(placeholder(wrapped))"
        )
        return nil
    }

    private func placeholder(_ type: ExpressionType) -> String {
        switch type.view {
        case .bool: "false"
        case .int: "0"
        case .uint: "0u"
        case .double: "0.0"
        case .string: "''"
        case .list: "[]"
        case .map: "{}"
        default: "…"
        }
    }
}
