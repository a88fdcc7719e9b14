public import AnnalsValues

/// Exact decimals, our own addition to CEL. Sums, differences and products are exact, and fail beyond 1,000 digits;
/// quotients have 34 digits, half to even; `decimal.round` rounds half to even.
extension CEL {
    private static func tooLong(_ operation: String) -> EvaluationError {
        EvaluationError(.overflow, "\(operation) has more than 1000 digits")
    }

    /// The exact sum.
    public static func add(_ left: DecimalNumber, _ right: DecimalNumber) throws(EvaluationError) -> DecimalNumber {
        guard let sum = left.adding(right) else { throw tooLong("the sum") }
        return sum
    }

    /// The exact difference.
    public static func subtract(
        _ left: DecimalNumber, _ right: DecimalNumber
    ) throws(EvaluationError) -> DecimalNumber {
        guard let difference = left.subtracting(right) else { throw tooLong("the difference") }
        return difference
    }

    /// The exact product.
    public static func multiply(
        _ left: DecimalNumber, _ right: DecimalNumber
    ) throws(EvaluationError) -> DecimalNumber {
        guard let product = left.multiplied(by: right) else { throw tooLong("the product") }
        return product
    }

    /// The quotient with 34 digits, half to even.
    public static func divide(_ left: DecimalNumber, _ right: DecimalNumber) throws(EvaluationError) -> DecimalNumber {
        if right.isZero { throw divisionByZero("\(left) / 0") }
        guard let quotient = left.divided(by: right) else { throw tooLong("the quotient") }
        return quotient
    }

    /// The opposite.
    public static func negate(_ value: DecimalNumber) -> DecimalNumber { value.negated }

    /// The exact sum of all; zero for an empty list.
    public static func sum(_ list: [DecimalNumber]) throws(EvaluationError) -> DecimalNumber {
        var total = DecimalNumber.zero
        for number in list { total = try add(total, number) }
        return total
    }

    /// Without its sign.
    public static func absolute(_ value: DecimalNumber) -> DecimalNumber { value.magnitude }

    /// -1, 0 or 1.
    public static func sign(_ value: DecimalNumber) -> DecimalNumber { value.signum }

    /// The nearest number with so many places behind the point, half to even; before it when `places` is negative.
    /// Fails for 10^10,000, to which numbers just below it can be rounded before the point.
    public static func rounded(_ value: DecimalNumber, _ places: Int) throws(EvaluationError) -> DecimalNumber {
        guard let nearest = value.rounded(toPlaces: places) else {
            throw EvaluationError(.overflow, "the rounded number is too large for a decimal")
        }
        return nearest
    }

    /// The same for a literal number of places, which the checker has seen to be safe.
    public static func roundedLiteral(_ value: DecimalNumber, _ places: Int) -> DecimalNumber {
        value.rounded(toPlaces: max(places, DecimalNumber.leastSafePlaces)) ?? value
    }

    // MARK: - Conversions

    /// The same.
    public static func decimal(_ value: DecimalNumber) -> DecimalNumber { value }

    /// The same number.
    public static func decimal(_ value: Int) -> DecimalNumber { DecimalNumber(value) }

    /// The same number.
    public static func decimal(_ value: UInt) -> DecimalNumber { DecimalNumber(value) }

    /// The shortest decimal that reads back as the double: 0.1 gives 0.1. Fails for NaN and infinities.
    public static func decimal(_ value: Double) throws(EvaluationError) -> DecimalNumber {
        guard let number = DecimalNumber(shortest: value) else { throw invalid(value, "decimal") }
        return number
    }

    /// The number that is written as JSON writes one.
    public static func decimal(_ text: String) throws(EvaluationError) -> DecimalNumber {
        guard let number = DecimalNumber(text) else { throw invalid(text, "decimal") }
        return number
    }

    /// The number of a literal that has been checked.
    public static func decimalLiteral(_ text: String) -> DecimalNumber { DecimalNumber(validated: text) }

    /// Toward zero; fails beyond 64 bits.
    public static func int(_ value: DecimalNumber) throws(EvaluationError) -> Int {
        let fraction = value.isInteger ? value : value.truncated
        guard let result = fraction.integer(Int.self) else { throw overflow("int(\(value))") }
        return result
    }

    /// The nearest double; fails beyond its range.
    public static func double(_ value: DecimalNumber) throws(EvaluationError) -> Double {
        let result = value.double
        guard result.isFinite else { throw EvaluationError(.overflow, "the decimal is too large for a double") }
        return result
    }
}

extension DecimalNumber {
    /// Without the fraction.
    fileprivate var truncated: DecimalNumber {
        let nearest = rounded(toPlaces: 0) ?? self
        guard magnitude < nearest.magnitude else { return nearest }
        return nearest.subtracting(signum) ?? .zero
    }
}
