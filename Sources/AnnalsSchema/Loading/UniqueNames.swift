import AnnalsDiagnostics

/// Names of types, events, aggregates, projections, commands and processes share one space: that of Swift's types.
enum UniqueNames {
    static func check(_ schema: Schema, _ diagnostics: inout Diagnostics) {
        var first: [String: (kind: String, location: SourceLocation)] = [:]
        let declared =
            schema.types.map { ($0.name, "type", $0.location) } + schema.events.map { ($0.name, "event", $0.location) }
            + schema.aggregates.flatMap {
                [
                    ($0.name, "aggregate", $0.location),
                    ($0.name + "Event", "sum type of an aggregate's events", $0.location),
                ]
            }
            + schema.projections.flatMap {
                [($0.name, "projection", $0.location), ($0.name + "Projection", "logic of a projection", $0.location)]
            }
            + schema.commands.map { ($0.name, "command", $0.location) }
            + schema.processes.flatMap {
                [
                    ($0.name, "process", $0.location), ($0.name + "Process", "logic of a process", $0.location),
                    ($0.name + "Command", "sum type of a process's commands", $0.location),
                ]
            }
        for (name, kind, location) in declared {
            guard let other = first[name] else {
                first[name] = (kind, location)
                continue
            }
            // Two types of one name were reported when their names were collected.
            guard other.location != location, kind != "type" || other.kind != "type" else { continue }
            diagnostics.error(
                "schema.duplicate-name", "the \(kind) '\(name)' has the name of the \(other.kind) '\(name)'",
                at: location,
                notes: [Diagnostic.Note("the \(other.kind) is here", at: other.location)],
                suggestion: "rename one of them")
        }
    }
}
