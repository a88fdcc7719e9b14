public import AnnalsValues

/// A keyword of JSON Schema that narrows a type. One table for loader, generator, interpreter, checker and exports.
public enum ConstraintKeyword: String, Hashable, Sendable, CaseIterable {
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
    case minLength, maxLength, pattern
    case minItems, maxItems, uniqueItems
    case minProperties, maxProperties
}

/// The argument of a constraint.
public enum ConstraintArgument: Hashable, Sendable {
    /// For bounds and `multipleOf`: exact.
    case number(DecimalNumber)
    /// For lengths and counts: from 0.
    case count(Int)
    /// For `pattern`: RE2 syntax, checked.
    case pattern(String)
    /// For `uniqueItems: true`.
    case flag

    /// Patterns are equal by their code points: those that only differ in how letters with accents are composed find
    /// different texts.
    public static func == (left: ConstraintArgument, right: ConstraintArgument) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left == right
        case (.count(let left), .count(let right)): left == right
        case (.pattern(let left), .pattern(let right)): left.isExactlyEqual(to: right)
        case (.flag, .flag): true
        default: false
        }
    }
}

/// The constraints at one place, in the order of ``ConstraintKeyword``.
public struct Constraints: Hashable, Sendable {
    private var arguments: [ConstraintKeyword: ConstraintArgument] = [:]

    /// Creates an empty set.
    public init() {}

    /// The argument of a keyword.
    public subscript(keyword: ConstraintKeyword) -> ConstraintArgument? {
        get { arguments[keyword] }
        set { arguments[keyword] = newValue }
    }

    /// Keywords and arguments in the order of the table.
    public var all: [(keyword: ConstraintKeyword, argument: ConstraintArgument)] {
        ConstraintKeyword.allCases.compactMap { keyword in arguments[keyword].map { (keyword, $0) } }
    }

    /// Whether nothing is constrained.
    public var isEmpty: Bool { arguments.isEmpty }
}
