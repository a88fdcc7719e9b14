/// What an import says to a person about what it left out.
public struct ImportReport: Sendable {
    private let schema: ImportedSchema
    private let file: String

    /// Creates a report.
    ///
    /// - Parameter file: The path of the JSON Schema as it should be shown.
    public init(_ schema: ImportedSchema, file: String) {
        self.schema = schema
        self.file = file
    }

    /// A line for each keyword that was left out, with its place, what that does and why; then what concerns many places.
    /// Empty when everything was brought over.
    public var text: String {
        let kept = schema.losses.filter { $0.effect != .limit }
        var lines = kept.map { "\(file)\($0)" }
        let counts = ImportLoss.Effect.allCases.compactMap { effect -> String? in
            let count = kept.count { $0.effect == effect }
            return count == 0 ? nil : "\(count) (\(effect.words))"
        }
        if !counts.isEmpty { lines.append("\(file): left out: \(counts.joined(separator: ", "))") }
        let limits = schema.losses.filter { $0.effect == .limit }.map(\.pointer)
        if !limits.isEmpty {
            lines.append("\(file): numbers have 64 bits, which the schema does not say: \(list(limits))")
        }
        if schema.reading.refusesUnknownFields {
            lines.append(
                "\(file): unknown keys are refused by the schema and ignored by readers: use --strict to validate")
        }
        if schema.reading.refusesNullForAbsent {
            lines.append(
                "\(file): what may be absent may be null, which the schema does not say: "
                    + list(schema.reading.optionalPointers))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The first places, and how many more there are.
    private func list(_ pointers: [String]) -> String {
        let shown = pointers.prefix(5).map { $0.isEmpty ? "#" : "#\($0)" }.joined(separator: ", ")
        return pointers.count > 5 ? "\(shown) and \(pointers.count - 5) more" : shown
    }
}
