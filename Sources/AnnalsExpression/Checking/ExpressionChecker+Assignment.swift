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
        if let inside = assignInside(value, to: target) { return inside }
        if let coerced = coerced(value, to: target) { return coerced }
        if value.type.isOptional, !target.isOptional {
            guard let demanded = demand(value) else { return nil }
            return assign(demanded, to: target)
        }
        report(value.range, "type", "found \(value.type), expected \(target)", suggestion: advice(value, target))
        return nil
    }

    /// Assigns the parts where the whole only passes them on, so that literals in them are decided here:
    /// `old.paid ? 'created' : 'draft'` is total where an enum is demanded. Nil where there are no such parts.
    private mutating func assignInside(_ value: TypedNode, to target: ExpressionType) -> TypedNode? {
        guard value.type != target, let coercion = value.type.coercion(to: target), coercion?.canFail == true else {
            return nil
        }
        if case .optional(let wrapped) = target, !value.type.isOptional {
            return assign(value, to: wrapped).map { make(.coerce(.wrap, $0), target, fails: $0.canFail, value.range) }
        }
        switch value.kind {
        case .conditional(let condition, let first, let second):
            guard let one = assign(first, to: target), let other = assign(second, to: target) else { return nil }
            return make(
                .conditional(condition, one, other), target,
                fails: conditionalCanFail(condition, one, other), value.range)
        case .call(let row, let arguments) where row.id == "optional.orValue":
            guard let optional = assign(arguments[0], to: .optional(target)),
                let other = assign(arguments[1], to: target)
            else { return nil }
            return make(.call(row, [optional, other]), target, fails: optional.canFail || other.canFail, value.range)
        case .comprehension(var comprehension) where [.map, .transformList].contains(comprehension.macro):
            guard let element = ExpressionChecker.element(target), let body = assign(comprehension.body, to: element)
            else { return nil }
            comprehension.body = body
            return make(
                .comprehension(comprehension), target,
                fails: comprehension.range.canFail || comprehension.condition?.canFail == true || body.canFail,
                value.range)
        default: return nil
        }
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
        guard let coercion else { return value.retyped(to: target) }
        return make(.coerce(coercion, value), target, fails: value.canFail || coercion.canFail, value.range)
    }

    /// The node as an expression sees it: an enum value as a string, and so on.
    func viewed(_ value: TypedNode) -> TypedNode {
        value.type.coercionToView.map { apply($0, to: value, value.type.view) } ?? value
    }

    /// A literal as a value of a represented type is decided here and now; nil for everything else.
    private mutating func literalAssignment(_ value: TypedNode, to target: ExpressionType) -> TypedNode? {
        if case .optional(let wrapped) = target {
            return literalAssignment(value, to: wrapped).map {
                make(.coerce(.wrap, $0), target, fails: false, value.range)
            }
        }
        switch (value.kind, target) {
        case (.literal(.int(let number)), .int32):
            if Int32(exactly: number) == nil { report(value.range, "literal", "\(number) does not fit in an int32") }
            return make(value.kind, .int32, fails: false, value.range)
        case (.literal(.string(let text)), .uuid), (.literal(.string(let text)), .date),
            (.literal(.string(let text)), .uri), (.literal(.string(let text)), .enumeration):
            guard case .some(.some(let coercion)) = ExpressionType.string.coercion(to: target) else { return nil }
            reportInvalid(text, for: target, value.range)
            return make(.coerce(coercion, value), target, fails: false, value.range)
        default: return nil
        }
    }

    private mutating func reportInvalid(_ text: String, for target: ExpressionType, _ range: Range<Int>) {
        guard !RepresentedText.isValid(text, for: target) else { return }
        guard case .enumeration(let name) = target else {
            return report(range, "literal", "'\(text)' is no \(target)")
        }
        guard !name.isOpen else { return warnOfUnknown(text, name, range, "\(name.name) is open, so it is kept") }
        let values = name.values.map { "'\($0)'" }.joined(separator: ", ")
        report(
            range, "enum-value", "'\(text)' is no value of \(name.name); expected one of \(values)",
            suggestion: Suggestion.closest(to: text, in: name.values).map { "did you mean '\($0)'?" })
    }

    /// An open enum takes any text, but one that is nearly a known value is likely a mistake.
    mutating func warnOfUnknown(_ text: String, _ name: EnumerationName, _ range: Range<Int>, _ consequence: String) {
        warn(
            range, "enum-value", "'\(text)' is no known value of \(name.name); \(consequence)",
            suggestion: Suggestion.closest(to: text, in: name.values).map { "did you mean '\($0)'?" })
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
            .int: "int", .decimal: "decimal", .uint: "uint", .double: "double", .string: "string", .bytes: "bytes",
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
            value.range, "unguarded-optional", "\(source) may be \(isNullable(value) ? "null" : "absent")",
            suggestion:
                "write \(safe).orValue(\(placeholder(wrapped))) or \(guardText(value, source)) ? \(source) : \(placeholder(wrapped))"
        )
        return nil
    }

    /// Whether this is the access to a field whose key is always there.
    private func isNullable(_ access: TypedNode) -> Bool {
        guard case .field(let operand, let name) = access.kind else { return false }
        return fields(of: operand.type).first { $0.name == name }?.isNullable == true
    }

    private func guardText(_ access: TypedNode, _ source: String) -> String {
        isNullable(access) ? "\(source) != null" : "has(\(source))"
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
