import AnnalsDiagnostics
import AnnalsValues
import AnnalsYAML

/// Reads what stands under `suppress:` of an event, a type or a projection.
///
/// Whether a rule of that name exists is for the checker to say, which knows them.
enum SuppressionReader {
    private static let form = "write suppress: [{ rule: upcast.dropped, reason: Nobody ever wrote it. }], say"

    /// The suppressions of a declaration; what is wrong was reported.
    static func read(_ declaration: MappingReader, _ diagnostics: inout Diagnostics) -> [Suppression] {
        guard let node = declaration["suppress"] else { return [] }
        guard case .sequence(let elements, _) = node else {
            diagnostics.error(
                "schema.kind", "'suppress' is a list, found \(node.kindName)", at: node.location, suggestion: form)
            return []
        }
        return elements.compactMap { suppression($0, &diagnostics) }
    }

    private static func suppression(_ node: Node, _ diagnostics: inout Diagnostics) -> Suppression? {
        guard let reader = MappingReader(node, "a suppression", &diagnostics) else { return nil }
        reader.allow(["rule", "version", "reason", "until"], &diagnostics)
        let before = diagnostics.errorCount
        for key in ["rule", "reason"] { _ = reader.required(key, &diagnostics, suggestion: form) }
        let rule = reader.scalar("rule", &diagnostics)
        let reason = reader.scalar("reason", &diagnostics)
        if let reason, reason.text.utf8.allSatisfy({ $0 <= 0x20 }) {
            diagnostics.error(
                "schema.suppression", "a suppression without a reason says nothing to the next reader",
                at: reason.location, suggestion: "say in a sentence why the finding is right to be there")
        }
        let version = version(reader, &diagnostics)
        let until = until(reader, &diagnostics)
        guard diagnostics.errorCount == before, let rule, let reason else { return nil }
        return Suppression(
            rule: rule.text, version: version, reason: reason.text, until: until, location: rule.location)
    }

    private static func version(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> Int? {
        guard let scalar = reader.scalar("version", &diagnostics) else { return nil }
        if let version = Int(scalar.text), version > 0 { return version }
        diagnostics.error(
            "schema.suppression", "'\(scalar.text)' is no version: versions are 1, 2, 3 and so on",
            at: scalar.location)
        return nil
    }

    private static func until(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> CalendarDate? {
        guard let scalar = reader.scalar("until", &diagnostics) else { return nil }
        if let date = CalendarDate(scalar.text) { return date }
        diagnostics.error(
            "schema.suppression", "'\(scalar.text)' is no day", at: scalar.location,
            suggestion: "write the last day on which it holds as 2027-01-31")
        return nil
    }
}
