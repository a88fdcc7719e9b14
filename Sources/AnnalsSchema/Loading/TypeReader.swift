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
        func version(_ definition: TypeDefinition?) -> [ReadVersion<TypeVersion>] {
            guard let definition else { return [] }
            let version = TypeVersion(
                id: VersionedName(name.text, 1), description: nil, definition: definition, upcast: nil,
                location: name.location)
            return [ReadVersion(content: version, upcast: nil, drop: nil)]
        }
        if let node = reader["enum"] {
            if let versions = reader.entry("versions") {
                diagnostics.error(
                    "schema.not-supported", "versions of an enum are not yet supported", at: versions.key.location)
            }
            reader.allow(["description", "enum", "versions"], &diagnostics)
            return version(enumeration(node, &diagnostics))
        }
        if let place = versionedAlias(reader) {
            diagnostics.error(
                "schema.not-supported", "versions of an enum or an alias are not yet supported", at: place)
            return []
        }
        if reader["fields"] != nil || reader["versions"] != nil {
            return VersionReader(fields: fields).read(name, reader, extraKeys: ["description"], &diagnostics).map {
                read in
                ReadVersion(
                    content: TypeVersion(
                        id: VersionedName(name.text, read.number), description: read.description,
                        definition: .record(read.fields), upcast: nil, location: read.location),
                    upcast: read.upcast, drop: read.drop, rules: read.rules)
            }
        }
        if reader["type"] != nil {
            return version(fields.type(reader, extraKeys: ["description"], &diagnostics).map { .alias($0) })
        }
        reader.allow(["description", "enum", "fields", "versions", "type"], &diagnostics)
        if reader.hasLaterKey { return [] }
        diagnostics.error(
            "schema.missing-key", "the type '\(name.text)' says nothing about its values", at: name.location,
            suggestion: "give it 'fields', 'versions', 'enum' or 'type'")
        return []
    }

    /// Where versions begin that are no structs.
    private func versionedAlias(_ reader: MappingReader) -> SourceLocation? {
        guard let versions = reader.entry("versions") else { return nil }
        if reader["type"] != nil { return versions.key.location }
        guard case .mapping(let entries, _) = versions.value else { return nil }
        let isStruct = entries.allSatisfy { version in
            guard case .mapping(let inner, _) = version.value else { return true }
            let keys = inner.map(\.key.text)
            return keys.contains("fields") || !keys.contains("type") && !keys.contains("enum")
        }
        return isStruct ? nil : versions.key.location
    }

    private func enumeration(_ node: Node, _ diagnostics: inout Diagnostics) -> TypeDefinition? {
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
            guard case .scalar(let scalar) = node else {
                diagnostics.error(
                    "schema.kind", "a value of an enum must be a text, found \(node.kindName)", at: node.location)
                continue
            }
            Names.check(scalar, .enumValue, &diagnostics)
            let swiftName = Names.camelCase(scalar.text)
            if let first = cases.first(where: { $0.value == scalar.text || $0.swiftName == swiftName }) {
                diagnostics.error(
                    "schema.duplicate-name",
                    first.value == scalar.text
                        ? "the value '\(scalar.text)' stands twice in this enum"
                        : "'\(first.value)' and '\(scalar.text)' would both be '\(swiftName)' in Swift",
                    at: scalar.location,
                    suggestion: "remove or rename one of them")
                continue
            }
            cases.append(EnumerationCase(value: scalar.text, swiftName: swiftName))
        }
        return .enumeration(cases)
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
