/// How payloads must be read for the verdicts to be those of the imported schema.
///
/// Our readers ignore unknown keys and take null for the absent value of `T?`. A JSON Schema says both itself, place by
/// place; where all places say the same, it is a matter of how payloads are read and no loss.
public struct PayloadReading: Hashable, Sendable {
    /// Whether a key that is no field is refused, because `additionalProperties` is false in all objects.
    public var refusesUnknownFields: Bool
    /// Whether null is refused for a field of type `T?`, because no property that can be absent can be null.
    public var refusesNullForAbsent: Bool
    /// The places whose properties can be absent and not null, as JSON Pointers.
    public var optionalPointers: [String]

    /// Creates a way of reading.
    public init(
        refusesUnknownFields: Bool = false, refusesNullForAbsent: Bool = false, optionalPointers: [String] = []
    ) {
        self.refusesUnknownFields = refusesUnknownFields
        self.refusesNullForAbsent = refusesNullForAbsent
        self.optionalPointers = optionalPointers
    }
}
