import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// A type of numbers with its constraints, and what its values are in JSON.
struct NumberType {
    let scalar: ScalarType
    let constraints: Constraints

    /// Nil for a type whose values are no numbers.
    init?(_ scalar: ScalarType, _ constraints: Constraints) {
        guard scalar.isInteger || scalar == .double || scalar == .decimal else { return nil }
        self.scalar = scalar
        self.constraints = constraints
    }

    /// A bound and whether it is a value itself.
    struct Bound {
        var number: DecimalNumber
        var isIncluded: Bool
    }

    /// The lower bound; nil for none.
    var lower: Bound? { bound(.minimum, .exclusiveMinimum, isLower: true) }
    /// The upper bound; nil for none.
    var upper: Bound? { bound(.maximum, .exclusiveMaximum, isLower: false) }

    /// What all values are multiples of; nil where numbers lie dense.
    var step: DecimalNumber? { constraints.number(.multipleOf) ?? (scalar.isInteger ? 1 : nil) }

    /// A number as a value in JSON.
    func json(_ number: DecimalNumber) -> JSONValue? {
        if scalar == .decimal { return .string(number.description) }
        return JSONNumber(number.description).map { .number($0) }
    }

    /// Whether a number is a value.
    func contains(_ number: DecimalNumber) -> Bool {
        json(number).map { scalar.violations(of: $0, constraints).isEmpty } ?? false
    }

    private func bound(_ inclusive: ConstraintKeyword, _ exclusive: ConstraintKeyword, isLower: Bool) -> Bound? {
        var bounds: [Bound] = []
        if let number = constraints.number(inclusive) { bounds.append(Bound(number: number, isIncluded: true)) }
        if let number = constraints.number(exclusive) { bounds.append(Bound(number: number, isIncluded: false)) }
        if let range = scalar.range {
            bounds.append(Bound(number: isLower ? range.lowerBound : range.upperBound, isIncluded: true))
        }
        return bounds.max { left, right in
            if left.number == right.number { return left.isIncluded && !right.isIncluded }
            return isLower ? left.number < right.number : left.number > right.number
        }
    }
}

extension ScalarType {
    /// The smallest and the largest value; nil for decimals, which have none.
    fileprivate var range: ClosedRange<DecimalNumber>? {
        if isInteger { return integerRange }
        return self == .double ? DecimalNumber(shortest: .greatestFiniteMagnitude).map { $0.negated...$0 } : nil
    }
}
