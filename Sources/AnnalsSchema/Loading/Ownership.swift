import AnnalsDiagnostics

/// Every event belongs to an aggregate that handles or ignores it, and has the field that identifies the aggregate.
struct Ownership {
    let schema: Schema
    let broken: BrokenNames
    /// Also those that could not be read.
    let declaredAggregates: Set<String>

    func check(_ diagnostics: inout Diagnostics) {
        let aggregates = Dictionary(schema.aggregates.map { ($0.name, $0) }) { first, _ in first }
        for event in schema.events where !event.aggregate.isEmpty {
            guard let aggregate = aggregates[event.aggregate] else {
                if !declaredAggregates.contains(event.aggregate) { reportUnknown(event, &diagnostics) }
                continue
            }
            let isHandled = aggregate.handlers.contains { $0.event == event.name }
            let isIgnored = aggregate.ignoredEvents.contains(event.name)
            if event.retirement != nil {
                if isHandled || isIgnored { reportRetired(event, aggregate, isHandled: isHandled, &diagnostics) }
            } else if !isHandled, !isIgnored {
                diagnostics.error(
                    "schema.unhandled-event",
                    "the aggregate '\(aggregate.name)' does not handle its event '\(event.name)'",
                    at: aggregate.location,
                    notes: [Diagnostic.Note("the event is declared here", at: event.location)],
                    suggestion: "add '\(event.name): { set: { … } }' under 'on:', or list it under 'ignore:'")
            } else if isHandled, isIgnored {
                diagnostics.error(
                    "schema.ignored-event", "the aggregate '\(aggregate.name)' handles '\(event.name)' and ignores it",
                    at: aggregate.location, suggestion: "remove it from 'ignore:'")
            }
            if !broken.contains(event.name) { checkIdentity(event, aggregate, &diagnostics) }
        }
    }

    private func reportRetired(
        _ event: EventDeclaration, _ aggregate: AggregateDeclaration, isHandled: Bool, _ diagnostics: inout Diagnostics
    ) {
        diagnostics.error(
            "schema.retired-event",
            "the aggregate '\(aggregate.name)' \(isHandled ? "handles" : "ignores") '\(event.name)', which is retired",
            at: aggregate.location, notes: [Diagnostic.Note("the event is declared here", at: event.location)],
            suggestion: "remove it from '\(isHandled ? "on" : "ignore"):'; \(event.placeTakers)")
    }

    private func reportUnknown(_ event: EventDeclaration, _ diagnostics: inout Diagnostics) {
        let closest = Suggestion.closest(to: event.aggregate, in: declaredAggregates.sorted())
        diagnostics.error(
            "schema.aggregate", "there is no aggregate '\(event.aggregate)' for the event '\(event.name)'",
            at: event.location,
            suggestion: closest.map { "did you mean '\($0)'?" } ?? "declare it under 'aggregates:'")
    }

    /// The identity has the same type in every version, so that a stream can be named for any of them.
    private func checkIdentity(
        _ event: EventDeclaration, _ aggregate: AggregateDeclaration, _ diagnostics: inout Diagnostics
    ) {
        let id = aggregate.id
        for version in event.versions {
            let field = version.fields.first { $0.name == id.name }
            if let field, schema.resolved(field.type) == schema.resolved(id.type) { continue }
            let wanted = schema.expressionType(id.type)
            let found = field.map { schema.expressionType($0.type) }
            let obstacle =
                found.map { $0 == wanted ? "with other constraints" : "a field of type \($0)" } ?? "missing"
            diagnostics.error(
                "schema.aggregate-id",
                "'\(id.name)' (\(wanted)) identifies \(aggregate.name), and in version \(version.id.version) of '\(event.name)' it is \(obstacle)",
                at: field?.location ?? version.location,
                notes: [Diagnostic.Note("the identity is declared here", at: id.location)],
                suggestion: "the identity is a field of the same type in every version")
        }
    }
}

extension EventDeclaration {
    /// What is there to handle instead of a retired event.
    var placeTakers: String {
        let names = retirement?.parts.map(\.target.name) ?? []
        return names.isEmpty ? "it is read as nothing" : "what takes its place is \(names.joined(separator: ", "))"
    }
}
