import AnnalsDiagnostics
import AnnalsYAML

/// The names that events had before.
enum FormerNames {
    /// Reads what stands under `formerly:`: a name, or a list of them.
    static func read(_ node: Node?, _ diagnostics: inout Diagnostics) -> [String] {
        guard let node else { return [] }
        let nodes: [Node]
        switch node {
        case .scalar: nodes = [node]
        case .sequence(let elements, _): nodes = elements
        case .mapping: nodes = [node]
        }
        return nodes.compactMap { node in
            guard case .scalar(let name) = node else {
                diagnostics.error(
                    "schema.kind",
                    "'formerly' is the old name of the event or a list of old names, found \(node.kindName)",
                    at: node.location, suggestion: "write formerly: OldName")
                return nil
            }
            Names.check(name, .event, &diagnostics)
            return name.text
        }
    }

    /// Reports names that stand for more than one event.
    static func check(_ schema: Schema, _ diagnostics: inout Diagnostics) {
        var claims: [String: EventDeclaration] = [:]
        for event in schema.events {
            for name in event.formerNames {
                if let other = schema.event(name) {
                    let isOwn = other.name == event.name
                    diagnostics.error(
                        "schema.formerly",
                        isOwn
                            ? "'\(name)' is what the event is called now"
                            : "there is an event '\(name)', so stored events of that name are not '\(event.name)'",
                        at: event.location,
                        notes: isOwn ? [] : [Diagnostic.Note("the other event is here", at: other.location)],
                        suggestion: isOwn ? "remove it from 'formerly'" : "remove the event, or retire it into this one"
                    )
                } else if let other = claims[name] {
                    diagnostics.error(
                        "schema.formerly",
                        other.name == event.name
                            ? "'\(name)' stands under 'formerly' twice"
                            : "'\(name)' is a former name of '\(other.name)' too", at: event.location,
                        notes: other.name == event.name
                            ? [] : [Diagnostic.Note("the other event is here", at: other.location)],
                        suggestion: "stored events of one name are one event: remove it from one place")
                }
                claims[name] = claims[name] ?? event
            }
        }
    }
}
