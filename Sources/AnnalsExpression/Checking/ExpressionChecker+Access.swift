import AnnalsDiagnostics

extension ExpressionChecker {
    /// `operand.field`.
    mutating func select(_ operand: SyntaxNode, _ field: String, _ syntax: SyntaxNode) -> TypedNode? {
        guard let value = node(operand), let base = demand(value) else { return nil }
        switch base.type {
        case .record(let record):
            guard let declared = declaredField(field, of: record, syntax.range) else { return nil }
            let access = make(.field(base, field), declared.type, fails: base.canFail, syntax.range)
            if case .optional(let wrapped) = declared.type, let path = path(syntax), present.contains(path) {
                return make(.present(access), wrapped, fails: base.canFail, syntax.range)
            }
            return access
        case .map(.string, let element):
            let key = make(.literal(.string(field)), .string, fails: false, syntax.range)
            guard let overload = OverloadTable.row("map.index") else { return nil }
            return make(.call(overload, [base, key]), element, fails: true, syntax.range)
        default:
            report(syntax.range, "no-field", "\(base.type) has no fields, so there is no '\(field)'")
            return nil
        }
    }

    /// `operand.?field`.
    mutating func optionalSelect(_ operand: SyntaxNode, _ field: String, _ range: Range<Int>) -> TypedNode? {
        guard let base = node(operand) else { return nil }
        var inner = base.type
        if case .optional(let wrapped) = inner { inner = wrapped }
        let result: ExpressionType
        switch inner {
        case .record(let record):
            guard let declared = declaredField(field, of: record, range) else { return nil }
            result = declared.type.isOptional ? declared.type : .optional(declared.type)
        case .map(.string, let element): result = .optional(element)
        default:
            report(range, "no-field", "\(base.type) has no fields, so there is no '\(field)'")
            return nil
        }
        return make(.optionalField(base, field), result, fails: base.canFail, range)
    }

    private mutating func declaredField(
        _ name: String, of record: RecordName, _ range: Range<Int>
    ) -> TypeEnvironment.Field? {
        let fields = environment.records[record] ?? []
        if let field = fields.first(where: { $0.name == name }) { return field }
        let place = range.upperBound - name.utf8.count
        let known = fields.map(\.name).joined(separator: ", ")
        report(
            max(range.lowerBound, place)..<range.upperBound, "unknown-field",
            "\(record) has no field '\(name)'; it has \(known.isEmpty ? "none" : known)",
            suggestion: Suggestion.closest(to: name, in: fields.map(\.name)).map { "did you mean '\($0)'?" })
        return nil
    }

    /// `has(operand.field)`.
    mutating func has(_ arguments: [SyntaxNode], _ range: Range<Int>) -> TypedNode? {
        guard arguments.count == 1, case .select(let operand, let field, isOptional: false) = arguments[0].kind else {
            report(range, "has", "has() takes the access to one field", suggestion: "write has(old.field)")
            return nil
        }
        guard let value = node(operand), let base = demand(value) else { return nil }
        switch base.type {
        case .record(let record):
            guard let declared = declaredField(field, of: record, arguments[0].range) else { return nil }
            guard declared.type.isOptional else {
                warn(range, "has-required", "'\(field)' is always there, so has() is always true")
                return make(.literal(.bool(true)), .bool, fails: false, range)
            }
        case .map(.string, _): break
        default:
            report(range, "has", "\(base.type) has no fields")
            return nil
        }
        return make(.has(base, field), .bool, fails: base.canFail, range)
    }

    /// `x == null` and `x != null`; nil when neither side is `null`.
    mutating func nullComparison(_ symbol: String, _ operands: [SyntaxNode], _ range: Range<Int>) -> TypedNode? {
        guard symbol == "==" || symbol == "!=", operands.count == 2,
            let null = operands.firstIndex(where: { $0.kind == .literal(.null) }),
            operands[1 - null].kind != .literal(.null)
        else { return nil }
        guard let value = node(operands[1 - null]), let row = OverloadTable.row("optional.hasValue") else { return nil }
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

    // MARK: - Guards

    /// The path of a plain access such as `old.address.street`; nil for anything else.
    func path(_ syntax: SyntaxNode) -> String? {
        switch syntax.kind {
        case .identifier(let name): name
        case .select(let operand, let field, isOptional: false): path(operand).map { "\($0).\(field)" }
        default: nil
        }
    }

    /// The optional fields that are known to be there when a condition is true (or false).
    func guarded(by condition: SyntaxNode, when isTrue: Bool) -> Set<String> {
        switch condition.kind {
        case .call(name: "has", target: nil, let arguments, _) where isTrue && arguments.count == 1:
            return path(arguments[0]).map { [$0] } ?? []
        case .operation(let symbol, let operands, _) where symbol == (isTrue ? "!=" : "=="):
            guard let null = operands.firstIndex(where: { $0.kind == .literal(.null) }) else { return [] }
            return path(operands[1 - null]).map { [$0] } ?? []
        case .not(let operand): return guarded(by: operand, when: !isTrue)
        case .and(let left, let right):
            let (one, other) = (guarded(by: left, when: isTrue), guarded(by: right, when: isTrue))
            return isTrue ? one.union(other) : one.intersection(other)
        case .or(let left, let right):
            let (one, other) = (guarded(by: left, when: isTrue), guarded(by: right, when: isTrue))
            return isTrue ? one.intersection(other) : one.union(other)
        default: return []
        }
    }
}
