import AnnalsDiagnostics
import AnnalsYAML

/// Reads `fields:` and `rules:`, or `versions:` with them in each, of a struct or an event.
struct VersionReader {
    struct Version {
        var number: Int
        var description: String?
        var fields: [Field]
        /// The shape of a type that is no struct.
        var definition: TypeDefinition?
        var upcast: Node.Entry?
        var drop: Node?
        var rules: Node?
        var location: SourceLocation
    }

    let fields: FieldReader
    /// Reads a version that is no struct; nil for one that is.
    var other: (MappingReader, _ extraKeys: [String], inout Diagnostics) -> TypeDefinition?? = { _, _, _ in nil }

    /// The versions 1, 2, … ; what is out of order was reported.
    func read(
        _ name: Scalar, _ reader: MappingReader, extraKeys: [String], _ diagnostics: inout Diagnostics
    ) -> [Version] {
        reader.allow(["fields", "versions", "rules"] + extraKeys, &diagnostics)
        if let node = reader["versions"] {
            for key in ["fields", "rules"] {
                guard let entry = reader.entry(key) else { continue }
                diagnostics.error(
                    "schema.versions", "'\(key)' stands beside 'versions'", at: entry.key.location,
                    suggestion: "move the \(key) into a version")
            }
            return versions(name, node, &diagnostics)
        }
        guard
            let node = reader.required(
                "fields", &diagnostics, suggestion: "add 'fields:' with a type for each, or 'versions:'")
        else { return [] }
        return [
            Version(
                number: 1, description: nil, fields: content(node, "'fields' of '\(name.text)'", &diagnostics),
                upcast: nil, drop: nil, rules: reader["rules"], location: name.location)
        ]
    }

    private func content(_ node: Node, _ subject: String, _ diagnostics: inout Diagnostics) -> [Field] {
        fields.fields(node, subject, extraKeys: ["nullable"], &diagnostics).map(\.field)
    }

    private func versions(_ name: Scalar, _ node: Node, _ diagnostics: inout Diagnostics) -> [Version] {
        guard let reader = MappingReader(node, "'versions' of '\(name.text)'", &diagnostics) else { return [] }
        let before = diagnostics.errorCount
        var versions: [Version] = []
        for entry in reader.all {
            guard let number = Int(entry.key.text), number > 0, String(number) == entry.key.text else {
                diagnostics.error(
                    "schema.versions", "'\(entry.key.text)' is no version: versions are 1, 2, 3 and so on",
                    at: entry.key.location)
                continue
            }
            guard number == versions.count + 1 else {
                diagnostics.error(
                    "schema.versions", "version \(number) stands where version \(versions.count + 1) is expected",
                    at: entry.key.location, suggestion: "list the versions in order and without gaps")
                continue
            }
            versions.append(version(name, number, entry, &diagnostics))
        }
        if versions.isEmpty, diagnostics.errorCount == before {
            diagnostics.error(
                "schema.versions", "'\(name.text)' has no versions", at: reader.location,
                suggestion: "begin with version 1")
        }
        return versions
    }

    private func version(
        _ name: Scalar, _ number: Int, _ entry: Node.Entry, _ diagnostics: inout Diagnostics
    ) -> Version {
        var version = Version(
            number: number, description: nil, fields: [], upcast: nil, drop: nil, rules: nil,
            location: entry.key.location)
        guard
            let reader = MappingReader(
                entry.value, "version \(number) of '\(name.text)'", at: entry.key.location, &diagnostics)
        else { return version }
        let keys = ["description", "upcast", "drop"]
        let other = other(reader, keys, &diagnostics)
        version.description = reader.text("description", &diagnostics)
        version.upcast = reader.entry("upcast")
        version.drop = reader["drop"]
        version.rules = reader["rules"]
        if number == 1, let upcast = version.upcast ?? reader.entry("drop") {
            diagnostics.error(
                "schema.upcast", "version 1 comes from no other version, so it has no '\(upcast.key.text)'",
                at: upcast.key.location)
        }
        if let other {
            version.definition = other
            return version
        }
        reader.allow(["fields", "rules"] + keys, &diagnostics)
        if let node = reader.required("fields", &diagnostics, suggestion: "list all fields: a version is a whole shape")
        {
            version.fields = content(node, "'fields' of version \(number)", &diagnostics)
        }
        return version
    }
}
