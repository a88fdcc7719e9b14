import AnnalsExpression
import AnnalsSchema

/// Lists, maps and records.
extension ExpressionEmitter {
    func list(_ elements: [TypedNode.Element], _ type: ExpressionType) -> EmittedCode {
        guard !elements.isEmpty else { return EmittedCode(.text(swiftType(type).map { "\($0)()" } ?? "[]")) }
        let code = Layout.list(open: "[", items: elements.map { emit($0.value).layout }, close: "]")
        guard elements.contains(where: \.isOptional) else { return EmittedCode(code) }
        guard case .list(let element) = type, let name = swiftType(element) else { return call("elements", [code]) }
        return call("elements", [code + .text(" as [\(name)?]")])
    }

    func map(_ entries: [TypedNode.Entry], _ type: ExpressionType) -> EmittedCode {
        guard !entries.isEmpty else { return EmittedCode(.text(swiftType(type).map { "\($0)()" } ?? "[:]")) }
        let hasOptional = entries.contains(where: \.isOptional)
        var literalType = type
        if hasOptional, case .map(let key, let value) = type { literalType = .map(key, .optional(value)) }
        guard let swiftType = swiftType(literalType), hasDistinctKeys(entries) else {
            let pairs = entries.map { entry in
                Layout.list(open: "(", items: [emit(entry.key).layout, emit(entry.value).layout], close: ")")
            }
            return call(hasOptional ? "presentMembers" : "members", [.list(open: "[", items: pairs, close: "]")])
        }
        let items = entries.map { entry in emit(entry.key).layout + ": " + emit(entry.value).layout }
        let literal = Layout.list(open: "[", items: items, close: "]") + .text(" as \(swiftType)")
        return hasOptional ? call("presentMembers", [literal]) : EmittedCode(literal, .casting)
    }

    /// Whether no key can stand twice, so that Swift's literal serves.
    private func hasDistinctKeys(_ entries: [TypedNode.Entry]) -> Bool {
        let literals = entries.compactMap { entry in
            if case .literal(let literal) = entry.key.kind { literal.identity } else { nil }
        }
        return entries.count == 1 || Set(literals).count == entries.count
    }

    func union(_ name: RecordName, _ tag: String, _ value: TypedNode) -> EmittedCode {
        let id = VersionedName(name.name, name.version)
        guard case .union(let union) = context.definition(id), let alternative = union.alternative(tag) else {
            return emit(value)
        }
        let head = "\(context.swiftName(id)).\(SwiftIdentifier.escaped(alternative.swiftName))"
        return EmittedCode(.call(head, [emit(value).layout]))
    }

    func record(_ name: RecordName, _ values: [TypedNode.FieldValue]) -> EmittedCode {
        let declared = context.fields(name) ?? []
        let ordered = declared.compactMap { field -> Layout? in
            values.first { $0.name == field.name }.map {
                .labelled(SwiftIdentifier.label(field.swiftName), value($0, of: field))
            }
        }
        return EmittedCode(.call(context.swiftName(VersionedName(name.name, name.version)), ordered))
    }

    /// `tax: old.tax ?? 0.0` for `?tax: old.?tax`.
    private func value(_ value: TypedNode.FieldValue, of field: Field) -> Layout {
        guard value.isOptional, let literal = field.defaultValue,
            let standIn = DefaultCode(context: context).literal(literal, field.type)
        else { return emit(value.value).layout }
        return .operands([argument(value.value).binding(.casting), standIn], operators: ["??"])
    }
}
