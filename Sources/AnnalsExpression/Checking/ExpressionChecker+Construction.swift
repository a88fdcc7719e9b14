import AnnalsDiagnostics

extension ExpressionChecker {
    /// `[a, b]`, and `[?a, b]` with elements that may be left out.
    mutating func list(
        _ elements: [SyntaxNode.ListElement], _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        var parts = Parts(wanted: hint.flatMap(ExpressionChecker.element))
        for element in elements { add(element.value, isOptional: element.isOptional, to: &parts) }
        guard parts.isComplete, let (unified, type) = unify(parts, "the elements of a list", range) else { return nil }
        let typed = zip(unified, elements).map { TypedNode.Element(value: $0, isOptional: $1.isOptional) }
        return make(.list(typed), .list(type), fails: unified.contains(where: \.canFail), range)
    }

    /// `{key: value}`, and `{?key: value}` with entries that may be left out.
    mutating func map(_ entries: [SyntaxNode.MapEntry], _ range: Range<Int>, _ hint: ExpressionType?) -> TypedNode? {
        var keys = Parts()
        var values = Parts()
        if case .map(let key, let value) = hint {
            keys.wanted = key
            values.wanted = value
        }
        var literals: Set<Literal> = []
        for entry in entries {
            add(entry.key, isOptional: false, to: &keys)
            add(entry.value, isOptional: entry.isOptional, to: &values)
            guard let key = keys.last, case .literal(let literal) = key.kind else { continue }
            if !literals.insert(literal.identity).inserted, !entry.isOptional {
                report(entry.key.range, "duplicate-key", "the key \(text(entry.key.range)) stands twice in this map")
            }
        }
        keys.nodes = keys.nodes.map(viewed)
        guard keys.isComplete, values.isComplete,
            let (typedKeys, keyType) = unify(keys, "the keys of a map", range),
            let (typedValues, valueType) = unify(values, "the values of a map", range)
        else { return nil }
        guard [.bool, .int, .uint, .string, .undetermined].contains(keyType) else {
            report(
                entries.first?.key.range ?? range, "type",
                "a map has keys of type string, int, uint or bool, found \(keyType)")
            return nil
        }
        let typed = zip(zip(typedKeys, typedValues), entries).map {
            TypedNode.Entry(key: $0.0, value: $0.1, isOptional: $1.isOptional)
        }
        // Two computed keys can turn out to be the same.
        let canRepeat = literals.count < entries.count && entries.count > 1
        return make(
            .map(typed), .map(keyType, valueType),
            fails: canRepeat || (typedKeys + typedValues).contains(where: \.canFail), range)
    }

    /// Elements, keys or values that shall get one type.
    private struct Parts {
        var nodes: [TypedNode] = []
        /// What the place of the whole demands of each.
        var wanted: ExpressionType?
        /// Whether each is an optional that is left out without a value.
        var areOptional: [Bool] = []
        var isComplete = true

        var last: TypedNode? { isComplete ? nodes.last : nil }

        /// The type of a part's value, without the optional around.
        func type(_ index: Int) -> ExpressionType {
            if areOptional[index], case .optional(let wrapped) = nodes[index].type {
                wrapped
            } else {
                nodes[index].type
            }
        }

        /// What the next part had better be.
        var hint: ExpressionType? { wanted ?? (nodes.isEmpty ? nil : type(0)) }
    }

    private mutating func add(_ syntax: SyntaxNode, isOptional: Bool, to parts: inout Parts) {
        guard let node = isOptional ? optional(syntax, parts.hint) : value(syntax, parts.hint) else {
            parts.isComplete = false
            return
        }
        parts.nodes.append(node)
        parts.areOptional.append(isOptional)
    }

    /// What stands behind a `?`.
    private mutating func optional(_ syntax: SyntaxNode, _ hint: ExpressionType?) -> TypedNode? {
        guard let node = node(syntax, expecting: hint.map { .optional($0) }) else { return nil }
        if node.type.isOptional { return node }
        report(
            syntax.range, "type", "found \(node.type), expected an optional behind the '?'",
            suggestion: "leave the '?' out: this always has a value")
        return nil
    }

    private mutating func value(_ syntax: SyntaxNode, _ hint: ExpressionType?) -> TypedNode? {
        guard let value = node(syntax, expecting: hint) else { return nil }
        if let hint, hint.isOptional { return assign(value, to: hint) }
        return demand(value)
    }

    private mutating func unify(
        _ parts: Parts, _ place: String, _ range: Range<Int>
    ) -> ([TypedNode], ExpressionType)? {
        let indices = parts.nodes.indices
        guard var type = indices.first.map(parts.type) ?? parts.wanted else { return ([], .undetermined) }
        func whole(_ index: Int, _ type: ExpressionType) -> ExpressionType {
            parts.areOptional[index] ? .optional(type) : type
        }
        if let wanted = parts.wanted, !wanted.isOpen,
            indices.allSatisfy({ coerced(parts.nodes[$0], to: whole($0, wanted)) != nil })
        {
            let assigned = indices.compactMap { assign(parts.nodes[$0], to: whole($0, wanted)) }
            return assigned.count == indices.count ? (assigned, wanted) : nil
        }
        for index in indices { type = type.joined(with: parts.type(index)) ?? type }
        if indices.contains(where: { parts.type($0) != type && !parts.type($0).isOpen }) { type = type.view }
        var unified: [TypedNode] = []
        for index in indices {
            let node = parts.nodes[index]
            guard let same = coerced(parts.type(index) == type ? node : viewed(node), to: whole(index, type)) else {
                report(
                    node.range, "type", "\(place) have different types: \(type) and \(parts.type(index))",
                    suggestion: parts.nodes.first.flatMap { conversionAdvice($0, node) })
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
        if let discriminator = environment.unions[record] {
            return union(record, discriminator, fields, nameRange, range)
        }
        let declared = environment.fields(of: record) ?? []
        var values: [TypedNode.FieldValue] = []
        var isComplete = true
        for field in fields {
            guard !values.contains(where: { $0.name == field.name.text }) else {
                report(field.name.range, "duplicate-field", "the field '\(field.name.text)' is set twice")
                continue
            }
            guard
                let (type, isOmittable) = declared.first(where: { $0.name == field.name.text }).map({
                    ($0.type, $0.isOmittable)
                })
            else {
                report(
                    field.name.range, "unknown-field", "\(record) has no field '\(field.name.text)'",
                    suggestion: Suggestion.closest(to: field.name.text, in: declared.map(\.name)).map {
                        "did you mean '\($0)'?"
                    })
                isComplete = false
                continue
            }
            guard let assigned = self.field(field, of: record, type, isOmittable: isOmittable) else {
                isComplete = false
                continue
            }
            values.append(assigned)
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

    private mutating func field(
        _ field: SyntaxNode.RecordField, of record: RecordName, _ type: ExpressionType, isOmittable: Bool
    ) -> TypedNode.FieldValue? {
        guard field.isOptional else {
            return node(field.value, expecting: type).flatMap { assign($0, to: type) }.map {
                TypedNode.FieldValue(name: field.name.text, value: $0)
            }
        }
        guard let value = optional(field.value, type.isOptional ? nil : type) else { return nil }
        // An optional field is what the optional is; another one has its default where there is no value.
        if type.isOptional {
            return assign(value, to: type).map { TypedNode.FieldValue(name: field.name.text, value: $0) }
        }
        guard isOmittable else {
            report(
                field.name.range, "missing-field", "\(record) needs '\(field.name.text)', which has no default",
                suggestion: "write \(field.name.text): \(text(field.value.range)).orValue(…)")
            return nil
        }
        return assign(value, to: .optional(type)).map {
            TypedNode.FieldValue(name: field.name.text, value: $0, isOptional: true)
        }
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
            if environment.fields(of: record) != nil { return record }
        }
        let known = environment.newestVersions.keys.sorted()
        report(
            range, "unknown-type", "there is no record type '\(names.joined(separator: "."))'",
            suggestion: Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" })
        return nil
    }
}
