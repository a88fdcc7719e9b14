extension OverloadTable {
    /// What the checker puts in the place of a row that can fail once a literal argument has shown that it does not.
    /// Their names cannot be written, so no call finds them by name.
    static let decided: [Overload] =
        [
            row(
                "string.timestampLiteral", "$timestamp", [], [.string], .timestamp, function: "timestampLiteral",
                "The moment of a literal that has been checked."),
            row(
                "string.decimalLiteral", "$decimal", [], [.string], .decimal, function: "decimalLiteral",
                "The number of a literal that has been checked."),
            row(
                "decimal.roundLiteral", "$decimal.round", [], [.decimal, .int], .decimal, function: "roundedLiteral",
                "With a literal number of places, which cannot lead out of the limits."),
            row(
                "string.durationLiteral", "$duration", [], [.string], .duration, function: "durationLiteral",
                "The length of a literal that has been checked."),
        ]
        + decidedPatterns
        + [Overload.Pattern.int, .uint].flatMap { type in
            [
                row(
                    "\(type).divideLiteral", "$/", [], [type, type], type, function: "quotient",
                    "The quotient by a literal that is neither 0 nor -1."),
                row(
                    "\(type).moduloLiteral", "$%", [], [type, type], type, function: "remainder",
                    "The remainder by a literal that is neither 0 nor -1."),
            ]
        }
}
