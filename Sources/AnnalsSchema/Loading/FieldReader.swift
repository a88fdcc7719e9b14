import AnnalsDiagnostics
import AnnalsYAML

/// Reads fields: a name, a type as text or as a map with constraints, and what else is known of it.
struct FieldReader {
    let index: TypeIndex
    /// Shapes of the types that are read already; aliases first, because constraints go into them.
    var literals: LiteralReader

    /// The fields of a map. Names must be unique also as Swift sees them.
    func fields(
        _ node: Node, _ subject: String, extraKeys: [String] = [], _ diagnostics: inout Diagnostics
    ) -> [(field: Field, reader: MappingReader?)] {
        guard let reader = MappingReader(node, subject, &diagnostics) else { return [] }
        return reader.all.compactMap { entry in
            // What Swift calls otherwise can begin with a capital letter.
            if !hasSwiftName(entry.value) || !Names.isWord(entry.key.text) {
                Names.check(entry.key, .field, &diagnostics)
            }
            return field(entry.key, entry.value, extraKeys, &diagnostics)
        }
    }

    private func hasSwiftName(_ node: Node) -> Bool {
        if case .mapping(let entries, _) = node { entries.contains { $0.key.text == "name" } } else { false }
    }

    private func field(
        _ name: Scalar, _ node: Node, _ extraKeys: [String], _ diagnostics: inout Diagnostics
    ) -> (field: Field, reader: MappingReader?)? {
        if case .scalar(let scalar) = node {
            guard let type = TypeTextParser.parse(scalar, index, &diagnostics) else { return nil }
            return (Field(name: name.text, type: type, location: name.location), nil)
        }
        guard let reader = MappingReader(node, "the field '\(name.text)'", &diagnostics),
            let type = type(reader, extraKeys: ["description", "default", "name"] + extraKeys, &diagnostics)
        else { return nil }
        var field = Field(
            name: name.text, swiftName: reader.swiftName(.field, &diagnostics), type: type,
            description: reader.text("description", &diagnostics), location: name.location)
        if reader.flag("nullable", &diagnostics) { makeNullable(&field, reader, &diagnostics) }
        if let value = reader["default"] { field.defaultValue = literals.read(value, field.type, &diagnostics) }
        return (field, reader)
    }

    /// `nullable: true`: the key must be there, and may be null.
    private func makeNullable(_ field: inout Field, _ reader: MappingReader, _ diagnostics: inout Diagnostics) {
        field.isNullable = true
        guard case .optional = field.type else {
            field.type = .optional(field.type)
            return
        }
        diagnostics.error(
            "schema.nullable", "'\(field.name)' may be absent or null already, because its type ends with '?'",
            at: reader.entry("nullable")?.key.location ?? reader.location,
            suggestion: "remove the '?' when the key is always there, or 'nullable' when it may be absent")
    }

    /// A type written as a map: `{ type: list<string>, minItems: 1, items: { minLength: 1 } }`.
    func type(_ reader: MappingReader, extraKeys: [String], _ diagnostics: inout Diagnostics) -> ValueType? {
        reader.allow(
            ["type"] + ConstraintKeyword.allCases.map(\.rawValue) + ["items", "values"] + extraKeys, &diagnostics)
        guard let node = reader.required("type", &diagnostics, suggestion: "add 'type: string', say") else {
            return nil
        }
        guard case .scalar(let scalar) = node else {
            diagnostics.error("schema.kind", "'type' must be a text, found \(node.kindName)", at: node.location)
            return nil
        }
        return TypeTextParser.parse(scalar, index, &diagnostics).map { constrained($0, reader, &diagnostics) }
    }

    /// The type with the constraints beside it.
    private func constrained(_ type: ValueType, _ reader: MappingReader, _ diagnostics: inout Diagnostics) -> ValueType
    {
        func read(_ name: String, _ allowed: [ConstraintKeyword], isInteger: Bool = false) -> Constraints {
            ConstraintReader.read(reader, for: name, taking: allowed, isInteger: isInteger, &diagnostics)
        }
        switch type {
        case .optional(let wrapped): return .optional(constrained(wrapped, reader, &diagnostics))
        case .scalar(let scalar, let inherited):
            rejectParts(reader, ["items", "values"], &diagnostics)
            let own = read(scalar.rawValue, scalar.constraintKeywords, isInteger: scalar.isInteger)
            let merged = merge(inherited, own, reader, &diagnostics)
            return .scalar(scalar, ConstraintReader.complete(merged, scalar, reader, &diagnostics))
        case .list(let element, let inherited):
            rejectParts(reader, ["values"], &diagnostics)
            let part = self.part("items", element, reader, &diagnostics)
            let own = read("list", ConstraintKeyword.ofLists)
            return .list(
                part,
                ConstraintReader.complete(merge(inherited, own, reader, &diagnostics), nil, reader, &diagnostics))
        case .map(let value, let inherited):
            rejectParts(reader, ["items"], &diagnostics)
            let part = self.part("values", value, reader, &diagnostics)
            let own = read("map", ConstraintKeyword.ofMaps)
            return .map(
                part,
                ConstraintReader.complete(merge(inherited, own, reader, &diagnostics), nil, reader, &diagnostics))
        case .named(let name):
            rejectParts(reader, ["items", "values"], &diagnostics)
            guard ConstraintKeyword.allCases.contains(where: { reader.entry($0.rawValue) != nil }) else { return type }
            if case .alias(let aliased) = literals.types[name] { return constrained(aliased, reader, &diagnostics) }
            // What is not known as a type is an alias that was refused.
            if literals.types[name] != nil { _ = read(name.name, []) }
            return type
        }
    }

    /// A tighter alias keeps the constraints of the one that it tightens.
    private func merge(
        _ inherited: Constraints, _ own: Constraints, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) -> Constraints {
        var merged = inherited
        for (keyword, argument) in own.all {
            if inherited[keyword] != nil, inherited[keyword] != argument {
                diagnostics.error(
                    "schema.constraint", "'\(keyword.rawValue)' is set by the alias already",
                    at: reader.entry(keyword.rawValue)?.key.location ?? reader.location)
            }
            merged[keyword] = argument
        }
        return merged
    }

    /// The element type with the constraints under `items:` or `values:`.
    private func part(
        _ key: String, _ element: ValueType, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) -> ValueType {
        guard let node = reader[key], let inner = MappingReader(node, "'\(key)'", &diagnostics) else { return element }
        inner.allow(ConstraintKeyword.allCases.map(\.rawValue) + ["items", "values"], &diagnostics)
        return constrained(element, inner, &diagnostics)
    }

    private func rejectParts(_ reader: MappingReader, _ keys: [String], _ diagnostics: inout Diagnostics) {
        for key in keys {
            guard let entry = reader.entry(key) else { continue }
            diagnostics.error(
                "schema.constraint", "'\(key)' belongs to a \(key == "items" ? "list" : "map")", at: entry.key.location)
        }
    }
}
