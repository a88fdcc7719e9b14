import AnnalsDiagnostics
import AnnalsYAML

/// Reads the keys of a YAML map, and reports those that nobody asked for.
struct MappingReader {
    let location: SourceLocation
    /// What the map is, for messages: `an event`.
    let subject: String
    private let entries: [Node.Entry]

    /// Keys that a later version of the language brings, at places where it has none of that name yet.
    static let later: Set<String> = ["name"]

    /// Opens a map; nil, with a report, when the node is none.
    init?(_ node: Node, _ subject: String, at place: SourceLocation? = nil, _ diagnostics: inout Diagnostics) {
        guard case .mapping(let entries, let location) = node else {
            diagnostics.error(
                "schema.kind", "\(subject) must be a map of keys and values, found \(node.kindName)",
                at: place ?? node.location)
            return nil
        }
        self.entries = entries
        self.location = place ?? location
        self.subject = subject
    }

    /// Reports keys that are not part of the language here.
    func allow(_ keys: [String], _ diagnostics: inout Diagnostics) {
        for entry in entries where !keys.contains(entry.key.text) {
            if MappingReader.later.contains(entry.key.text) {
                diagnostics.error(
                    "schema.not-supported", "'\(entry.key.text)' is not yet supported in \(subject)",
                    at: entry.key.location)
            } else {
                reportUnknown(entry.key, keys, &diagnostics)
            }
        }
    }

    /// Reports keys that are not among the names that a schema has declared.
    func allowNames(_ names: [String], _ diagnostics: inout Diagnostics) {
        for entry in entries where !names.contains(entry.key.text) { reportUnknown(entry.key, names, &diagnostics) }
    }

    private func reportUnknown(_ key: Scalar, _ known: [String], _ diagnostics: inout Diagnostics) {
        let closest = Suggestion.closest(to: key.text, in: known)
        // A long list says nothing when the answer is near.
        let expected =
            closest != nil && known.count > 8 || known.isEmpty ? "" : "; expected \(known.joined(separator: ", "))"
        diagnostics.error(
            "schema.unknown-key", "\(subject) has no key '\(key.text)'\(expected)", at: key.location,
            suggestion: closest.map { "did you mean '\($0)'?" })
    }

    var all: [Node.Entry] { entries }

    /// The map without one of its keys.
    func node(without key: String) -> Node { .mapping(entries.filter { $0.key.text != key }, location) }

    func entry(_ key: String) -> Node.Entry? { entries.first { $0.key.text == key } }

    subscript(key: String) -> Node? { entry(key)?.value }

    /// The text of a key whose value is a scalar.
    func text(_ key: String, _ diagnostics: inout Diagnostics) -> String? { scalar(key, &diagnostics)?.text }

    func scalar(_ key: String, _ diagnostics: inout Diagnostics) -> Scalar? {
        guard let node = self[key] else { return nil }
        guard case .scalar(let scalar) = node else {
            diagnostics.error("schema.kind", "'\(key)' must be a text, found \(node.kindName)", at: node.location)
            return nil
        }
        return scalar
    }

    /// The value of a key that is true or false; false without it.
    func flag(_ key: String, _ diagnostics: inout Diagnostics) -> Bool {
        guard let scalar = scalar(key, &diagnostics) else { return false }
        if scalar.text == "true" || scalar.text == "false" { return scalar.text == "true" }
        diagnostics.error(
            "schema.kind", "'\(key)' is true or false, found '\(scalar.text)'", at: scalar.location,
            suggestion: "write \(key): true")
        return false
    }

    /// The value of a key that is one of a few words; nil, with a report, when it is none.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, rule: String, _ diagnostics: inout Diagnostics
    ) -> Choice? {
        guard let scalar = scalar(key, &diagnostics) else { return nil }
        if let choice = Choice(rawValue: scalar.text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        diagnostics.error(
            rule, "'\(scalar.text)' is no value of '\(key)'; expected one of \(known.joined(separator: ", "))",
            at: scalar.location,
            suggestion: Suggestion.closest(to: scalar.text, in: known).map { "did you mean '\($0)'?" })
        return nil
    }

    /// The name under `name:`, by which Swift calls what has another one on the wire.
    func swiftName(_ kind: Names.Kind, _ diagnostics: inout Diagnostics) -> String? {
        guard let scalar = scalar("name", &diagnostics) else { return nil }
        let before = diagnostics.errorCount
        Names.check(scalar, kind, &diagnostics)
        return diagnostics.errorCount == before ? scalar.text : nil
    }

    /// The value of a key that must be there.
    func required(_ key: String, _ diagnostics: inout Diagnostics, suggestion: String? = nil) -> Node? {
        if let node = self[key] { return node }
        diagnostics.error(
            "schema.missing-key", "\(subject) needs the key '\(key)'", at: location, suggestion: suggestion)
        return nil
    }
}

extension Node {
    /// How the kind of a node is called in a message.
    var kindName: String {
        switch self {
        case .scalar(let scalar): scalar.text.isEmpty ? "nothing" : "a text"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }
}
