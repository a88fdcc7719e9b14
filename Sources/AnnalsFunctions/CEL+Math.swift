public import AnnalsValues

/// The `math` functions. They do not mix types: `math.greatest(1, 2.5)` is refused when the schema loads.
extension CEL {
    /// The larger of two; NaN counts as larger than all numbers.
    @inlinable
    public static func greatest<Number: ExactlyComparable>(_ left: Number, _ right: Number) -> Number {
        left.precedes(right) ? right : left
    }

    /// The smaller of two; NaN counts as larger than all numbers.
    @inlinable
    public static func least<Number: ExactlyComparable>(_ left: Number, _ right: Number) -> Number {
        right.precedes(left) ? right : left
    }

    /// The number itself: the largest and smallest of one.
    @inlinable
    public static func only<Number>(_ value: Number) -> Number { value }

    /// Without its sign; fails for the smallest, which has no counterpart.
    @inlinable
    public static func absolute(_ value: Int) throws(EvaluationError) -> Int {
        if value == .min { throw overflow("math.abs(\(value))") }
        return abs(value)
    }

    /// The same.
    @inlinable
    public static func absolute(_ value: UInt) -> UInt { value }

    /// Without its sign.
    @inlinable
    public static func absolute(_ value: Double) -> Double { value.magnitude }

    /// -1, 0 or 1.
    @inlinable
    public static func sign(_ value: Int) -> Int { value.signum() }

    /// 0 or 1.
    @inlinable
    public static func sign(_ value: UInt) -> UInt { value == 0 ? 0 : 1 }

    /// -1, 0 or 1; NaN for NaN.
    @inlinable
    public static func sign(_ value: Double) -> Double {
        value > 0 ? 1 : value < 0 ? -1 : value
    }

    // MARK: - Rounding

    /// The next whole number up.
    @inlinable
    public static func ceiling(_ value: Double) -> Double { value.rounded(.up) }

    /// The next whole number down.
    @inlinable
    public static func floor(_ value: Double) -> Double { value.rounded(.down) }

    /// The nearest whole number, halves away from zero.
    @inlinable
    public static func rounded(_ value: Double) -> Double { value.rounded(.toNearestOrAwayFromZero) }

    /// Without the fraction.
    @inlinable
    public static func truncated(_ value: Double) -> Double { value.rounded(.towardZero) }

    /// The square root; NaN below zero.
    @inlinable
    public static func squareRoot(_ value: Double) -> Double { value.squareRoot() }

    /// The square root; NaN below zero.
    @inlinable
    public static func squareRoot(_ value: Int) -> Double { Double(value).squareRoot() }

    /// The square root.
    @inlinable
    public static func squareRoot(_ value: UInt) -> Double { Double(value).squareRoot() }

    // MARK: - Kinds of doubles

    /// Whether this is no number.
    @inlinable
    public static func isNaN(_ value: Double) -> Bool { value.isNaN }

    /// Whether this is one of the two infinities.
    @inlinable
    public static func isInfinite(_ value: Double) -> Bool { value.isInfinite }

    /// Whether this is neither infinite nor NaN.
    @inlinable
    public static func isFinite(_ value: Double) -> Bool { value.isFinite }

    // MARK: - Bits

    /// The bits that both have.
    @inlinable
    public static func bitAnd<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number { left & right }

    /// The bits that one has.
    @inlinable
    public static func bitOr<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number { left | right }

    /// The bits that only one has.
    @inlinable
    public static func bitXor<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number { left ^ right }

    /// The opposite of every bit.
    @inlinable
    public static func bitNot<Number: FixedWidthInteger>(_ value: Number) -> Number { ~value }

    /// The bits moved up, zeros coming in: all zeros from 64 places on. Fails for a negative number of places.
    @inlinable
    public static func bitShiftLeft<Number: FixedWidthInteger>(
        _ value: Number, _ places: Int
    ) throws(EvaluationError) -> Number {
        if places < 0 { throw negativeShift(places) }
        return value << places
    }

    /// The bits moved down, zeros coming in, also for negative numbers. Fails for a negative number of places.
    @inlinable
    public static func bitShiftRight<Number: FixedWidthInteger>(
        _ value: Number, _ places: Int
    ) throws(EvaluationError) -> Number {
        if places < 0 { throw negativeShift(places) }
        return Number(truncatingIfNeeded: Number.Magnitude(truncatingIfNeeded: value) >> places)
    }

    @usableFromInline
    static func negativeShift(_ places: Int) -> EvaluationError {
        EvaluationError(.invalidArgument, "bits cannot be moved by \(places) places")
    }
}
