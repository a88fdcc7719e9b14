import AnnalsDiagnostics

extension ExpressionChecker {
    /// `[a, b]`.
    mutating func list(_ elements: [SyntaxNode], _ range: Range<Int>, _ hint: ExpressionType?) -> TypedNode? {
        let wanted = hint.flatMap(ExpressionChecker.element)
        var values: [TypedNode] = []
        for element in elements {
            guard let value = value(element, wanted ?? values.first?.type) else { return nil }
            values.append(value)
        }
        guard let (unified, type) = unify(values, wanted, "the elements of a list", range) else { return nil }
        return make(.list(unified), .list(type), fails: unified.contains(where: \.canFail), range)
    }

    /// `{"key": value}`.
    mutating func map(_ entries: [SyntaxNode.MapEntry], _ range: Range<Int>, _ hint: ExpressionType?) -> TypedNode? {
        var wanted: ExpressionType?
        if case .map(_, let value) = hint { wanted = value }
        var keys: [TypedNode] = []
        var values: [TypedNode] = []
        var literals: Set<[UInt8]> = []
        for entry in entries {
            guard let key = node(entry.key), let value = value(entry.value, wanted ?? values.first?.type) else {
                return nil
            }
            let view = viewed(key)
            guard view.type == .string else {
                issues.append(.unsupported(entry.key.range, "a map with keys of type \(key.type): keys are strings"))
                return nil
            }
            if case .literal(.string(let text)) = view.kind, !literals.insert(Array(text.utf8)).inserted {
                report(entry.key.range, "duplicate-key", "the key '\(text)' stands twice in this map")
            }
            keys.append(view)
            values.append(value)
        }
        guard let (unified, type) = unify(values, wanted, "the values of a map", range) else { return nil }
        let typed = zip(keys, unified).map { TypedNode.Entry(key: $0, value: $1) }
        // Two computed keys can turn out to be the same.
        let canRepeat = literals.count < keys.count && keys.count > 1
        return make(
            .map(typed), .map(.string, type),
            fails: canRepeat || typed.contains { $0.key.canFail || $0.value.canFail }, range)
    }

    private mutating func value(_ syntax: SyntaxNode, _ hint: ExpressionType?) -> TypedNode? {
        guard let value = node(syntax, expecting: hint) else { return nil }
        if let hint, hint.isOptional { return assign(value, to: hint) }
        return demand(value)
    }

    private mutating func unify(
        _ values: [TypedNode], _ wanted: ExpressionType?, _ place: String, _ range: Range<Int>
    ) -> ([TypedNode], ExpressionType)? {
        guard var type = values.first?.type ?? wanted else { return ([], .undetermined) }
        if let wanted, !wanted.isOpen, values.allSatisfy({ coerced($0, to: wanted) != nil }) {
            let assigned = values.compactMap { assign($0, to: wanted) }
            return assigned.count == values.count ? (assigned, wanted) : nil
        }
        for value in values where type.isOpen && !value.type.isOpen { type = value.type }
        if values.contains(where: { $0.type != type && !$0.type.isOpen }) { type = type.view }
        var unified: [TypedNode] = []
        for value in values {
            guard let same = coerced(value.type == type ? value : viewed(value), to: type) else {
                report(
                    value.range, "type", "\(place) have different types: \(type) and \(value.type)",
                    suggestion: values.first.flatMap { conversionAdvice($0, value) })
                return nil
            }
            unified.append(same)
        }
        return (unified, type)
    }

    /// `Address{street: …}` and `LineItem.v1{…}`.
    mutating func record(
        _ names: [String], _ fields: [SyntaxNode.RecordField], _ nameRange: Range<Int>, _ range: Range<Int>,
        _ hint: ExpressionType?
    ) -> TypedNode? {
        guard let record = resolve(names, nameRange, hint) else { return nil }
        let declared = environment.records[record] ?? []
        var values: [TypedNode.FieldValue] = []
        var isComplete = true
        for field in fields {
            guard !values.contains(where: { $0.name == field.name.text }) else {
                report(field.name.range, "duplicate-field", "the field '\(field.name.text)' is set twice")
                continue
            }
            guard let type = declared.first(where: { $0.name == field.name.text })?.type else {
                report(
                    field.name.range, "unknown-field", "\(record) has no field '\(field.name.text)'",
                    suggestion: Suggestion.closest(to: field.name.text, in: declared.map(\.name)).map {
                        "did you mean '\($0)'?"
                    })
                isComplete = false
                continue
            }
            guard let value = node(field.value, expecting: type), let assigned = assign(value, to: type) else {
                isComplete = false
                continue
            }
            values.append(TypedNode.FieldValue(name: field.name.text, value: assigned))
        }
        let written = Set(fields.map(\.name.text))
        let missing = declared.filter { !$0.isOmittable && !written.contains($0.name) }.map(\.name)
        if !missing.isEmpty {
            report(
                nameRange, "missing-field", "\(record) needs \(missing.map { "'\($0)'" }.joined(separator: ", ")) too")
            isComplete = false
        }
        guard isComplete else { return nil }
        return make(.record(record, values), .record(record), fails: values.contains(where: \.value.canFail), range)
    }

    private mutating func resolve(_ names: [String], _ range: Range<Int>, _ hint: ExpressionType?) -> RecordName? {
        let name = names[0]
        var wanted = hint
        while case .optional(let inner) = wanted { wanted = inner }
        if names.count == 1 {
            if case .record(let record) = wanted, record.name == name { return record }
            if let newest = environment.newestVersions[name] { return RecordName(name, version: newest) }
        } else if names.count == 2, names[1].hasPrefix("v"), let version = Int(names[1].dropFirst()) {
            let record = RecordName(name, version: version)
            if environment.records[record] != nil { return record }
        }
        let known = environment.newestVersions.keys.sorted()
        report(
            range, "unknown-type", "there is no record type '\(names.joined(separator: "."))'",
            suggestion: Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" })
        return nil
    }
}
