import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads what stands under `rules:`.
struct RuleReader {
    let scopes: Scopes

    /// The rules of a version.
    ///
    /// - Parameter isBroken: Whether a part of the version was not understood: then expressions are not checked.
    func read(
        _ node: Node?, of version: VersionedName, isBroken: Bool, _ diagnostics: inout Diagnostics
    ) -> [RecordRule] {
        guard let node else { return [] }
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'rules' must be a list of rules, found \(node.kindName)", at: node.location,
                suggestion: "write rules: [{ id: total, expression: this.total >= 0 }], say")
            return []
        }
        var rules: [RecordRule] = []
        var places: [String: SourceLocation] = [:]
        for node in nodes {
            guard let reader = MappingReader(node, "a rule", &diagnostics) else { continue }
            reader.allow(["id", "expression", "message"], &diagnostics)
            let id = id(reader, &places, &diagnostics)
            let message = message(reader, &diagnostics)
            guard
                let expression = reader.required(
                    "expression", &diagnostics, suggestion: "add an expression over this, such as this.total >= 0"),
                !isBroken,
                let checked = ExpressionReader.read(
                    expression, expecting: .bool, in: scopes.rule(of: version), &diagnostics)
            else { continue }
            if checked.reads.isEmpty {
                diagnostics.error(
                    "schema.rule", "the rule reads no field, so it says nothing about a payload",
                    at: expression.location, suggestion: "read fields with this.name")
            }
            guard let id else { continue }
            rules.append(
                RecordRule(
                    id: id, expression: checked, message: message ?? RuleReader.oneLine(checked.source),
                    location: expression.location))
        }
        return rules
    }

    private func id(
        _ reader: MappingReader, _ places: inout [String: SourceLocation], _ diagnostics: inout Diagnostics
    ) -> String? {
        guard reader.required("id", &diagnostics, suggestion: "add a short name, such as id: total") != nil,
            let id = reader.scalar("id", &diagnostics)
        else { return nil }
        Names.checkRule(id, &diagnostics)
        // Rules become functions, so that names must differ in Swift too.
        let key = RecordRule.swiftName(id.text)
        if let first = places[key] {
            diagnostics.error(
                "schema.duplicate-name", "there is another rule '\(id.text)' in this version", at: id.location,
                notes: [Diagnostic.Note("the other one is here", at: first)], suggestion: "give it another id")
            return nil
        }
        places[key] = id.location
        return id.text
    }

    private func message(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> String? {
        guard let message = reader.scalar("message", &diagnostics) else { return nil }
        let text = RuleReader.oneLine(message.text)
        if text.isEmpty {
            diagnostics.error(
                "schema.rule", "the message of a rule is empty", at: message.location,
                suggestion: "say what the rule demands, or leave 'message' out")
            return nil
        }
        return text
    }

    /// A text without line breaks: it stands in messages and comments.
    private static func oneLine(_ text: String) -> String {
        text.split { $0.isNewline || $0 == " " }.joined(separator: " ")
    }
}
