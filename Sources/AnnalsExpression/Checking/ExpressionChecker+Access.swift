import AnnalsDiagnostics

extension ExpressionChecker {
    /// `operand.field`.
    mutating func select(_ operand: SyntaxNode, _ field: SyntaxNode.Name, _ syntax: SyntaxNode) -> TypedNode? {
        guard let value = node(operand) else { return nil }
        // Behind a `.?` every access is optional too.
        if value.isOptionalValue { return optionalSelect(value, field, syntax.range) }
        guard let base = demand(value) else { return nil }
        switch base.type {
        case .record(let record):
            guard let declared = declaredField(field, of: record) else { return nil }
            let access = make(.field(base, field.text), declared.type, fails: base.canFail, syntax.range)
            return guarded(access, by: path(syntax))
        case .map(let keyType, let element) where keyType == .string || keyType == .undetermined:
            let key = make(.literal(.string(field.text)), .string, fails: false, field.range)
            guard let overload = OverloadTable.row("map.index") else { return nil }
            return make(.call(overload, [base, key]), element, fails: true, syntax.range)
        case .undetermined:
            // What nothing determines could be a map.
            let map = ExpressionType.map(.string, .undetermined)
            let key = make(.literal(.string(field.text)), .string, fails: false, field.range)
            guard let overload = OverloadTable.row("map.index") else { return nil }
            return make(.call(overload, [base.retyped(to: map), key]), .undetermined, fails: true, syntax.range)
        default:
            noFields(base, field)
            return nil
        }
    }

    /// `operand.?field`.
    mutating func optionalSelect(
        _ base: TypedNode, _ field: SyntaxNode.Name, _ range: Range<Int>
    ) -> TypedNode? {
        var inner = base.type
        if case .optional(let wrapped) = inner { inner = wrapped }
        let result: ExpressionType
        switch inner {
        case .record(let record):
            guard let declared = declaredField(field, of: record) else { return nil }
            result = declared.type.isOptional ? declared.type : .optional(declared.type)
        case .map(let key, let element) where key == .string || key == .undetermined: result = .optional(element)
        default:
            noFields(base, field)
            return nil
        }
        return make(.optionalField(base, field.text), result, fails: base.canFail, range)
    }

    private mutating func declaredField(
        _ name: SyntaxNode.Name, of record: RecordName
    ) -> TypeEnvironment.Field? {
        let fields = environment.fields(of: record) ?? []
        if let field = fields.first(where: { $0.name == name.text }) { return field }
        if let missing = environment.missingFields[record]?[name.text] {
            report(name.range, "unknown-field", missing.message, suggestion: missing.suggestion)
            return nil
        }
        let known = fields.map(\.name).joined(separator: ", ")
        report(
            name.range, "unknown-field",
            "\(record) has no field '\(name.text)'; it has \(known.isEmpty ? "none" : known)",
            suggestion: Suggestion.closest(to: name.text, in: fields.map(\.name)).map { "did you mean '\($0)'?" })
        return nil
    }

    private mutating func noFields(_ base: TypedNode, _ field: SyntaxNode.Name) {
        report(
            base.range.lowerBound..<field.range.upperBound, "no-field",
            "\(text(base.range)) is of type \(base.type) and has no fields, so there is no '\(field.text)'",
            suggestion: OverloadTable.named(field.text).contains { $0.styles.contains(.method) }
                ? "write \(text(base.range)).\(field.text)() to call the method" : nil)
    }

    /// `has(operand.field)`.
    mutating func has(_ arguments: [SyntaxNode], _ range: Range<Int>) -> TypedNode? {
        guard arguments.count == 1, case .select(let operand, let field, isOptional: false) = arguments[0].kind else {
            report(range, "has", "has() takes the access to one field", suggestion: "write has(old.field)")
            return nil
        }
        guard let value = node(operand) else { return nil }
        if value.isOptionalValue {
            guard let row = OverloadTable.row("optional.hasValue"),
                let field = optionalSelect(value, field, arguments[0].range)
            else { return nil }
            return make(.call(row, [field]), .bool, fails: field.canFail, range)
        }
        guard let base = demand(value) else { return nil }
        switch base.type {
        case .record(let record):
            guard let declared = declaredField(field, of: record) else { return nil }
            guard declared.type.isOptional, !declared.isNullable else {
                warn(
                    range, "has-required", "'\(field.text)' is always there, so has() is always true",
                    suggestion: declared.isNullable
                        ? "it may be null: write \(text(arguments[0].range)) != null" : nil)
                return make(.literal(.bool(true)), .bool, fails: false, range)
            }
        case .map(let key, _) where key == .string || key == .undetermined: break
        default:
            noFields(base, field)
            return nil
        }
        return make(.has(base, field.text), .bool, fails: base.canFail, range)
    }

    /// The other side of `== null` and `!= null`; nil for every other operation.
    func comparedToNull(_ symbol: String, _ operands: [SyntaxNode]) -> SyntaxNode? {
        guard symbol == "==" || symbol == "!=", operands.count == 2,
            let null = operands.firstIndex(where: { $0.kind == .literal(.null) }),
            operands[1 - null].kind != .literal(.null)
        else { return nil }
        return operands[1 - null]
    }

    /// `x == null` and `x != null`.
    mutating func nullComparison(_ symbol: String, _ operand: SyntaxNode, _ range: Range<Int>) -> TypedNode? {
        guard let value = node(operand), let row = OverloadTable.row("optional.hasValue") else { return nil }
        guard value.type.isOptional else {
            // A guard around may have shown already that it is there.
            if case .present(let access) = value.kind {
                let test = make(.call(row, [access]), .bool, fails: access.canFail, range)
                return symbol == "!=" ? test : make(.not(test), .bool, fails: test.canFail, range)
            }
            report(range, "null", "\(text(value.range)) is never null: its type is \(value.type)")
            return nil
        }
        let test = make(.call(row, [value]), .bool, fails: value.canFail, range)
        return symbol == "!=" ? test : make(.not(test), .bool, fails: value.canFail, range)
    }
}

extension TypedNode {
    /// Whether this is an optional in its own right, as from `optional.of`, `.?` or `[?]`, and not the access to a field
    /// that may be absent.
    var isOptionalValue: Bool {
        switch kind {
        case .field, .variable: false
        default: type.isOptional
        }
    }
}
