import AnnalsDiagnostics
import AnnalsYAML

/// Finds the event that a handler names.
enum HandledEvent {
    /// The event; nil when it is none, or is retired, which is reported, or when it was not understood.
    static func find(
        _ name: Scalar, in schema: Schema, _ broken: BrokenNames, _ diagnostics: inout Diagnostics
    ) -> EventDeclaration? {
        if broken.contains(name.text) { return nil }
        guard let event = schema.event(name.text) else {
            diagnostics.error(
                "schema.unknown-event", "there is no event '\(name.text)'", at: name.location,
                suggestion: schema.events.first { $0.storedNames.contains(name.text) }.map {
                    "write '\($0.name)', which it is called now; what is stored as '\(name.text)' is read as that"
                }
                    ?? Suggestion.closest(to: name.text, in: schema.events.map(\.name)).map {
                        "did you mean '\($0)'?"
                    })
            return nil
        }
        guard event.retirement == nil else {
            diagnostics.error(
                "schema.retired-event", "'\(event.name)' is retired, so there is nothing to handle",
                at: name.location, notes: [Diagnostic.Note("the event is declared here", at: event.location)],
                suggestion: "remove the handler; \(event.placeTakers)")
            return nil
        }
        return event
    }
}
