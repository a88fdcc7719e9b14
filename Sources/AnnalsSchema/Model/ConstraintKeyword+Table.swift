package import AnnalsValues

extension ConstraintKeyword {
    /// What kind of argument a keyword takes.
    public enum ArgumentKind: Hashable, Sendable {
        /// Any number.
        case number
        /// A number above zero.
        case positiveNumber
        /// A whole number from 0.
        case count
        /// A pattern in RE2 syntax.
        case pattern
        /// `true`.
        case flag
    }

    /// The argument that belongs to the keyword.
    public var argumentKind: ArgumentKind {
        switch self {
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum: .number
        case .multipleOf: .positiveNumber
        case .minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties: .count
        case .pattern: .pattern
        case .uniqueItems: .flag
        }
    }

    /// The pairs of a lower and an upper bound that must leave something between them.
    static let bounds: [(lower: ConstraintKeyword, upper: ConstraintKeyword)] = [
        (.minimum, .maximum), (.minLength, .maxLength), (.minItems, .maxItems), (.minProperties, .maxProperties),
        (.exclusiveMinimum, .exclusiveMaximum), (.minimum, .exclusiveMaximum), (.exclusiveMinimum, .maximum),
    ]

    /// The keywords that a list takes.
    static let ofLists: [ConstraintKeyword] = [.minItems, .maxItems, .uniqueItems]
    /// The keywords that a map takes.
    static let ofMaps: [ConstraintKeyword] = [.minProperties, .maxProperties]
}

extension ScalarType {
    /// The keywords that the type takes.
    public var constraintKeywords: [ConstraintKeyword] {
        switch self {
        case .string: [.minLength, .maxLength, .pattern]
        case .int, .int32, .uint: [.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf]
        case .double, .decimal: [.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf]
        case .bytes: [.minLength, .maxLength]
        case .bool, .uuid, .timestamp, .date, .duration, .uri, .json: []
        }
    }

    /// Whether values are whole numbers.
    public var isInteger: Bool { self == .int || self == .int32 || self == .uint }

    /// The smallest and the largest value of a type of whole numbers.
    package var integerRange: ClosedRange<DecimalNumber> {
        switch self {
        case .int32: DecimalNumber(Int32.min)...DecimalNumber(Int32.max)
        case .uint: DecimalNumber(UInt.min)...DecimalNumber(UInt.max)
        default: DecimalNumber(Int.min)...DecimalNumber(Int.max)
        }
    }
}
