/// What objects say about unknown keys and about null, which for us is the same everywhere.
struct Conventions {
    /// Objects that refuse unknown keys.
    var closed: [SchemaPlace] = []
    /// Whether an object ignores them.
    var hasOpen = false
    /// Properties that can be absent and not null.
    var absentOnly: [SchemaPlace] = []
    /// Whether a property can be both.
    var hasNullForAbsent = false

    /// How payloads must be read.
    var reading: PayloadReading {
        PayloadReading(
            refusesUnknownFields: !closed.isEmpty && !hasOpen,
            refusesNullForAbsent: !absentOnly.isEmpty && !hasNullForAbsent,
            optionalPointers: absentOnly.map(\.pointer))
    }

    /// Reports the places that are not as the others.
    func settle(_ losses: inout LossList) {
        if hasOpen {
            for place in closed {
                losses.add(
                    place, "additionalProperties", .wider,
                    "unknown keys are refused everywhere or nowhere, and other objects here allow them")
            }
        }
        if hasNullForAbsent {
            for place in absentOnly {
                losses.add(
                    place, "required", .wider, "what may be absent may be null, as other properties here say themselves"
                )
            }
        }
    }
}
