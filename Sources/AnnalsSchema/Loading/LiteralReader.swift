import AnnalsDiagnostics
import AnnalsJSON
import AnnalsValues
import AnnalsYAML

/// Reads a default: a JSON literal written in YAML, read by the type that is expected.
struct LiteralReader {
    let types: [VersionedName: TypeDefinition]

    /// The value, or nil with a report when it is none of the type.
    func read(_ node: Node, _ type: ValueType, _ diagnostics: inout Diagnostics) -> JSONValue? {
        switch type {
        case .optional(let wrapped):
            if case .scalar(let scalar) = node, scalar.style == .plain, scalar.text == "null" {
                diagnostics.error(
                    "schema.default", "null is no default: an optional is nil without one", at: node.location,
                    suggestion: "remove the default")
                return nil
            }
            return read(node, wrapped, &diagnostics)
        case .scalar(let scalar, let constraints): return value(node, scalar, constraints, &diagnostics)
        case .list(let element, let constraints):
            guard case .sequence(let nodes, _) = node else { return mismatch(node, "a list", &diagnostics) }
            let values = nodes.compactMap { read($0, element, &diagnostics) }
            guard values.count == nodes.count else { return nil }
            return checked(.array(values), constraints.violations(ofList: values), node, &diagnostics)
        case .map(let element, let constraints):
            guard case .mapping(let entries, _) = node else { return mismatch(node, "a map", &diagnostics) }
            var members = OrderedMap<JSONValue>()
            for entry in entries {
                guard let member = read(entry.value, element, &diagnostics) else { return nil }
                members[entry.key.text] = member
            }
            return checked(.object(members), constraints.violations(ofMapWithCount: members.count), node, &diagnostics)
        case .named(let name): return named(node, name, &diagnostics)
        }
    }

    private func named(_ node: Node, _ name: VersionedName, _ diagnostics: inout Diagnostics) -> JSONValue? {
        switch types[name] {
        case .alias(let type): return read(node, type, &diagnostics)
        case .enumeration(let enumeration):
            guard case .scalar(let scalar) = node else {
                return mismatch(node, "a value of \(name.name)", &diagnostics)
            }
            guard enumeration.value(scalar.text) != nil else {
                let values = enumeration.cases.map(\.value)
                diagnostics.error(
                    "schema.default",
                    "'\(scalar.text)' is no value of \(name.name); expected one of \(values.joined(separator: ", "))",
                    at: scalar.location,
                    suggestion: Suggestion.closest(to: scalar.text, in: values).map { "did you mean '\($0)'?" })
                return nil
            }
            return .string(scalar.text)
        case .record(let fields): return record(node, name, fields, &diagnostics)
        case .union(let union): return self.union(node, name, union, &diagnostics)
        case nil: return nil
        }
    }

    private func union(
        _ node: Node, _ name: VersionedName, _ union: Union, _ diagnostics: inout Diagnostics
    ) -> JSONValue? {
        guard let reader = MappingReader(node, "a default of type \(name)", &diagnostics),
            reader.required(union.discriminator, &diagnostics) != nil,
            let tag = reader.scalar(union.discriminator, &diagnostics)
        else { return nil }
        guard let alternative = union.alternative(tag.text) else {
            let tags = union.cases.map(\.tag)
            diagnostics.error(
                "schema.default",
                "'\(tag.text)' is no tag of \(name.name); expected one of \(tags.joined(separator: ", "))",
                at: tag.location,
                suggestion: Suggestion.closest(to: tag.text, in: tags).map { "did you mean '\($0)'?" })
            return nil
        }
        guard case .record(let fields)? = types[alternative.type],
            case .object(let members)? = record(
                reader.node(without: union.discriminator), alternative.type, fields, &diagnostics)
        else { return nil }
        var object: OrderedMap<JSONValue> = [union.discriminator: .string(tag.text)]
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    private func record(
        _ node: Node, _ name: VersionedName, _ fields: [Field], _ diagnostics: inout Diagnostics
    ) -> JSONValue? {
        guard let reader = MappingReader(node, "a default of type \(name)", &diagnostics) else { return nil }
        reader.allowNames(fields.map(\.name), &diagnostics)
        var members = OrderedMap<JSONValue>()
        for field in fields {
            if let value = reader[field.name] {
                members[field.name] = read(value, field.type, &diagnostics)
            } else if let value = field.defaultValue {
                members[field.name] = value
            } else if field.isRequired {
                _ = reader.required(field.name, &diagnostics)
            }
        }
        return .object(members)
    }

    private func value(
        _ node: Node, _ type: ScalarType, _ constraints: Constraints, _ diagnostics: inout Diagnostics
    ) -> JSONValue? {
        guard case .scalar(let scalar) = node else {
            return type == .json ? json(node) : mismatch(node, type.rawValue.withArticle, &diagnostics)
        }
        let value: JSONValue?
        switch type {
        case .bool: value = scalar.style == .plain ? ["true": .bool(true), "false": .bool(false)][scalar.text] : nil
        case .int, .int32, .uint, .double:
            value = scalar.style == .plain ? JSONNumber(scalar.text).map { .number($0) } : nil
        case .json: value = json(node)
        default: value = .string(scalar.text)
        }
        guard let value else { return mismatch(node, type.rawValue.withArticle, &diagnostics) }
        return checked(canonical(value, type), type.violations(of: value, constraints), node, &diagnostics)
    }

    /// The form in which the value is written to JSON, so that a default looks the same in all outputs.
    private func canonical(_ value: JSONValue, _ type: ScalarType) -> JSONValue {
        switch (type, value) {
        case (.double, .number(let number)): number.double.flatMap(JSONNumber.init).map { .number($0) } ?? value
        case (.int, .number(let number)): number.integer(Int.self).map { .integer($0) } ?? value
        case (.int32, .number(let number)): number.integer(Int32.self).map { .integer($0) } ?? value
        case (.uint, .number(let number)): number.integer(UInt.self).map { .integer($0) } ?? value
        case (.uuid, .string(let text)): UniqueID(text).map { .string($0.description) } ?? value
        case (.timestamp, .string(let text)): Timestamp(text).map { .string($0.description) } ?? value
        case (.duration, .string(let text)): TimeSpan(text).map { .string($0.description) } ?? value
        case (.decimal, .string(let text)): DecimalNumber(text).map { .string($0.description) } ?? value
        default: value
        }
    }

    /// Plain YAML as JSON, for a field that takes anything.
    private func json(_ node: Node) -> JSONValue {
        switch node {
        case .sequence(let nodes, _): return .array(nodes.map(json))
        case .mapping(let entries, _):
            var members = OrderedMap<JSONValue>()
            for entry in entries { members[entry.key.text] = json(entry.value) }
            return .object(members)
        case .scalar(let scalar):
            guard scalar.style == .plain else { return .string(scalar.text) }
            switch scalar.text {
            case "null", "~", "": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: return JSONNumber(scalar.text).map { .number($0) } ?? .string(scalar.text)
            }
        }
    }

    private func mismatch(_ node: Node, _ expected: String, _ diagnostics: inout Diagnostics) -> JSONValue? {
        diagnostics.error("schema.default", "the default must be \(expected)", at: node.location)
        return nil
    }

    private func checked(
        _ value: JSONValue, _ violated: [Rule], _ node: Node, _ diagnostics: inout Diagnostics
    ) -> JSONValue? {
        for rule in violated {
            diagnostics.error("schema.default", "the default \(rule.message)", at: node.location)
        }
        return violated.isEmpty ? value : nil
    }
}
