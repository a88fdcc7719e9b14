import AnnalsDiagnostics

/// A type that contains itself without end has no value.
enum RecursionCheck {
    static func run(_ types: [TypeDeclaration], _ diagnostics: inout Diagnostics) {
        let definitions = Dictionary(types.flatMap(\.versions).map { ($0.id, $0) }) { first, _ in first }
        for version in types.flatMap(\.versions) {
            var path: [VersionedName] = []
            guard let cycle = cycle(from: version.id, to: version.id, definitions, &path) else { continue }
            diagnostics.error(
                "schema.infinite",
                "a \(version.id) always contains another one: \(cycle.map(\.description).joined(separator: " > "))",
                at: version.location, suggestion: "make a field on the way optional (T?) or a list")
        }
    }

    private static func cycle(
        from name: VersionedName, to goal: VersionedName, _ definitions: [VersionedName: TypeVersion],
        _ path: inout [VersionedName]
    ) -> [VersionedName]? {
        guard !path.contains(name) else { return nil }
        path.append(name)
        defer { path.removeLast() }
        for next in required(by: definitions[name]?.definition) {
            if next == goal { return path + [goal] }
            if let cycle = cycle(from: next, to: goal, definitions, &path) { return cycle }
        }
        return nil
    }

    /// The named types of which every value has at least one.
    private static func required(by definition: TypeDefinition?) -> [VersionedName] {
        func name(_ type: ValueType) -> [VersionedName] { if case .named(let name) = type { [name] } else { [] } }
        switch definition {
        case .record(let fields): return fields.flatMap { name($0.type) }
        case .alias(let type): return name(type)
        case .enumeration, nil: return []
        }
    }
}

/// Names of types, events, aggregates and projections share one space: that of Swift's types.
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
        for (name, kind, location) in declared {
            guard let other = first[name] else {
                first[name] = (kind, location)
                continue
            }
            guard other.location != location else { continue }
            diagnostics.error(
                "schema.duplicate-name", "the \(kind) '\(name)' has the name of the \(other.kind) '\(name)'",
                at: location,
                notes: [Diagnostic.Note("the \(other.kind) is here", at: other.location)],
                suggestion: "rename one of them")
        }
        var tables: [String: SourceLocation] = [:]
        for projection in schema.projections {
            if let other = tables[projection.table], other != projection.location {
                diagnostics.error(
                    "schema.duplicate-name", "two projections write to the table '\(projection.table)'",
                    at: projection.location,
                    notes: [Diagnostic.Note("the other one is here", at: other)],
                    suggestion: "give one of them another 'table:'")
            }
            tables[projection.table] = tables[projection.table] ?? projection.location
        }
    }
}

/// Every event belongs to an aggregate that handles or ignores it.
enum Ownership {
    static func check(_ schema: Schema, _ diagnostics: inout Diagnostics) {
        let names = schema.aggregates.map(\.name)
        for event in schema.events {
            guard let aggregate = schema.aggregates.first(where: { $0.name == event.aggregate }) else {
                let known = Suggestion.closest(to: event.aggregate, in: names).map { "did you mean '\($0)'?" }
                diagnostics.error(
                    "schema.aggregate", "there is no aggregate '\(event.aggregate)' for the event '\(event.name)'",
                    at: event.location,
                    suggestion: known ?? "declare it under 'aggregates:'")
                continue
            }
            if !aggregate.handlers.contains(where: { $0.event == event.name }),
                !aggregate.ignoredEvents.contains(event.name)
            {
                diagnostics.error(
                    "schema.unhandled-event",
                    "the aggregate '\(aggregate.name)' does not handle its event '\(event.name)'",
                    at: aggregate.location,
                    notes: [Diagnostic.Note("the event is declared here", at: event.location)],
                    suggestion: "add '\(event.name): { set: { … } }' under 'on:', or list it under 'ignore:'")
            }
            for version in event.versions {
                guard version.fields.first(where: { $0.name == aggregate.id.name })?.type == aggregate.id.type else {
                    diagnostics.error(
                        "schema.aggregate-id",
                        "version \(version.id.version) of '\(event.name)' has no field '\(aggregate.id.name)' of the type that identifies \(aggregate.name)",
                        at: version.location,
                        notes: [Diagnostic.Note("the identity is declared here", at: aggregate.id.location)],
                        suggestion: "add the field, or choose another 'id:'")
                    continue
                }
            }
        }
    }
}
