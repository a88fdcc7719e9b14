import AnnalsDiagnostics
import AnnalsYAML

/// A version of a type or event as it was read, with what its upcast is made of.
struct ReadVersion<Content> {
    var content: Content
    /// The node under `upcast:`.
    var upcast: Node.Entry?
    /// The node under `drop:`.
    var drop: Node?
    /// The node under `rules:`.
    var rules: Node?
    /// What stands under `retired:` of an event, with its newest version.
    var retired: Node.Entry?
}

/// Reads the declarations under `types:`.
struct TypeReader {
    var fields: FieldReader

    /// The versions of one type.
    func read(_ name: Scalar, _ node: Node, _ diagnostics: inout Diagnostics) -> [ReadVersion<TypeVersion>] {
        if case .scalar(let scalar) = node, !scalar.text.isEmpty {
            diagnostics.error(
                "schema.kind", "the type '\(name.text)' must be a map of keys and values, found a text",
                at: node.location,
                suggestion: "write \(name.text): { type: \(scalar.text) }")
            return []
        }
        guard let reader = MappingReader(node, "the type '\(name.text)'", at: name.location, &diagnostics) else {
            return []
        }
        let keys = ["description", "suppress"]
        if reader["versions"] != nil { return versions(name, reader, keys, &diagnostics) }
        if let other = other(reader, keys, &diagnostics) {
            return other.map { [version(name, 1, $0, at: name.location)] } ?? []
        }
        if reader["fields"] != nil { return versions(name, reader, keys, &diagnostics) }
        reader.allow(["enum", "fields", "union", "versions", "type"] + keys, &diagnostics)
        diagnostics.error(
            "schema.missing-key", "the type '\(name.text)' says nothing about its values", at: name.location,
            suggestion: "give it 'fields', 'versions', 'enum', 'union' or 'type'")
        return []
    }

    private func version(
        _ name: Scalar, _ number: Int, _ definition: TypeDefinition, at location: SourceLocation
    ) -> ReadVersion<TypeVersion> {
        let version = TypeVersion(
            id: VersionedName(name.text, number), description: nil, definition: definition, upcast: nil,
            location: location)
        return ReadVersion(content: version, upcast: nil, drop: nil)
    }

    private func versions(
        _ name: Scalar, _ reader: MappingReader, _ keys: [String], _ diagnostics: inout Diagnostics
    ) -> [ReadVersion<TypeVersion>] {
        for key in ["enum", "union", "type"] {
            guard let entry = reader.entry(key) else { continue }
            diagnostics.error(
                "schema.versions", "'\(key)' stands beside 'versions'", at: entry.key.location,
                suggestion: "move it into a version")
            return []
        }
        let versions = VersionReader(fields: fields, other: other).read(name, reader, extraKeys: keys, &diagnostics)
        guard let first = versions.first else { return [] }
        return versions.compactMap { read in
            // A version without a shape was reported.
            let definition = read.definition ?? .record(read.fields)
            guard definition.kindName == (first.definition ?? .record([])).kindName else {
                diagnostics.error(
                    "schema.versions",
                    "version \(read.number) of '\(name.text)' is \(definition.kindName), but version 1 is "
                        + (first.definition ?? .record([])).kindName, at: read.location,
                    suggestion: "declare another type")
                return nil
            }
            var version = version(name, read.number, definition, at: read.location)
            version.content.description = read.description
            version.upcast = read.upcast
            version.drop = read.drop
            version.rules = read.rules
            return version
        }
    }

    /// The shape of a type that is no struct; nil for one that is.
    private func other(
        _ reader: MappingReader, _ extraKeys: [String], _ diagnostics: inout Diagnostics
    ) -> TypeDefinition?? {
        if let node = reader["enum"] {
            reader.allow(["enum", "open"] + extraKeys, &diagnostics)
            let isOpen = reader.flag("open", &diagnostics)
            return .some(enumeration(node, isOpen: isOpen, &diagnostics))
        }
        if let node = reader["union"] {
            reader.allow(["union", "discriminator", "open"] + extraKeys, &diagnostics)
            return .some(UnionReader(fields: fields).read(reader, node, &diagnostics).map { .union($0) })
        }
        if reader["type"] != nil {
            return .some(fields.type(reader, extraKeys: extraKeys, &diagnostics).map { .alias($0) })
        }
        return nil
    }

    private func enumeration(_ node: Node, isOpen: Bool, _ diagnostics: inout Diagnostics) -> TypeDefinition? {
        guard case .sequence(let nodes, let location) = node else {
            diagnostics.error(
                "schema.kind", "'enum' must be a list of values, found \(node.kindName)", at: node.location)
            return nil
        }
        guard !nodes.isEmpty else {
            diagnostics.error("schema.uninhabited", "an enum needs at least one value", at: location)
            return nil
        }
        var cases: [EnumerationCase] = []
        for node in nodes {
            guard let (scalar, value) = enumerationCase(node, &diagnostics) else { continue }
            if let first = cases.first(where: { $0.value == value.value || $0.swiftName == value.swiftName }) {
                diagnostics.error(
                    "schema.duplicate-name",
                    first.value == value.value
                        ? "the value '\(value.value)' stands twice in this enum"
                        : "'\(first.value)' and '\(value.value)' would both be '\(value.swiftName)' in Swift",
                    at: scalar.location,
                    suggestion: "remove or rename one of them")
                continue
            }
            cases.append(value)
        }
        return .enumeration(Enumeration(cases, isOpen: isOpen))
    }

    /// `draft`, or `{ value: in_transit, name: shipping, description: … }`.
    private func enumerationCase(
        _ node: Node, _ diagnostics: inout Diagnostics
    ) -> (Scalar, EnumerationCase)? {
        if case .scalar(let scalar) = node {
            Names.check(scalar, .enumValue, &diagnostics)
            return (scalar, EnumerationCase(value: scalar.text, swiftName: Names.camelCase(scalar.text)))
        }
        guard case .mapping = node else {
            diagnostics.error(
                "schema.kind", "a value of an enum must be a text, found \(node.kindName)", at: node.location)
            return nil
        }
        guard let reader = MappingReader(node, "a value of an enum", &diagnostics) else { return nil }
        reader.allow(["value", "name", "description"], &diagnostics)
        guard reader.required("value", &diagnostics) != nil, let scalar = reader.scalar("value", &diagnostics) else {
            return nil
        }
        // What Swift calls otherwise can be any text without line breaks and the like.
        let isText =
            !scalar.text.isEmpty && scalar.text.utf8.count <= 100
            && scalar.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        if reader["name"] == nil || !isText { Names.check(scalar, .enumValue, &diagnostics) }
        return (
            scalar,
            EnumerationCase(
                value: scalar.text,
                swiftName: reader.swiftName(.swiftCase, &diagnostics) ?? Names.camelCase(scalar.text),
                description: reader.text("description", &diagnostics))
        )
    }
}

extension TypeDefinition {
    /// How such a type is called in a message.
    var kindName: String {
        switch self {
        case .record: "a struct"
        case .enumeration: "an enum"
        case .union: "a union"
        case .alias: "an alias"
        }
    }
}

extension Names {
    /// `credit_card` and `CREDIT_CARD` as Swift writes them: `creditCard`.
    static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        guard let first = words.first else { return name }
        let isShouting = !name.contains { $0.isLowercase }
        let head = isShouting ? first.lowercased() : first.prefix(1).lowercased() + first.dropFirst()
        return words.dropFirst().reduce(head) { result, word in
            result + word.prefix(1).uppercased()
                + (isShouting ? word.dropFirst().lowercased() : String(word.dropFirst()))
        }
    }
}
