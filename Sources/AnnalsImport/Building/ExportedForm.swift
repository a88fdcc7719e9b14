import AnnalsSchema

/// The forms of text that are types of ours, by the names that JSON Schema has for them and by the patterns that our own
/// export writes.
enum ExportedForm {
    /// A format as a type, and what is different in it.
    static let formats: [String: (type: ScalarType, difference: String?)] = [
        "uuid": (.uuid, nil),
        "date": (.date, nil),
        "date-time": (
            .timestamp, "a timestamp has no leap second, at most 9 digits of a second and an offset of at most 14 hours"
        ),
        "uri": (.uri, "a uri is checked for its scheme and its characters only"),
    ]

    /// The type that was exported as these constraints; nil for others.
    static func type(_ set: StringSet) -> ScalarType? {
        guard set.patterns.count == 1, let pattern = set.patterns.first, set.minLength == nil, set.maxLength == nil
        else { return nil }
        return ScalarType.allCases.first { $0.exportedPattern == pattern && $0.exportedFormat == set.format }
    }
}
