public import AnnalsValues

extension CEL {
    @inlinable
    static func checked<Number: FixedWidthInteger>(
        _ result: (partialValue: Number, overflow: Bool), _ left: Number, _ symbol: StaticString, _ right: Number
    ) throws(EvaluationError) -> Number {
        if result.overflow { throw overflow("\(left) \(symbol) \(right)") }
        return result.partialValue
    }

    @usableFromInline
    static func overflow(_ operation: String) -> EvaluationError {
        EvaluationError(.overflow, "\(operation) does not fit in 64 bits")
    }

    @usableFromInline
    static func divisionByZero(_ operation: String) -> EvaluationError {
        EvaluationError(.divisionByZero, "\(operation) divides by zero")
    }

    // MARK: - Integers

    /// The sum.
    @inlinable
    public static func add<Number: FixedWidthInteger>(_ left: Number, _ right: Number) throws(EvaluationError) -> Number
    {
        try checked(left.addingReportingOverflow(right), left, "+", right)
    }

    /// The difference.
    @inlinable
    public static func subtract<Number: FixedWidthInteger>(
        _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        try checked(left.subtractingReportingOverflow(right), left, "-", right)
    }

    /// The product.
    @inlinable
    public static func multiply<Number: FixedWidthInteger>(
        _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        try checked(left.multipliedReportingOverflow(by: right), left, "*", right)
    }

    /// The quotient, toward zero.
    @inlinable
    public static func divide<Number: FixedWidthInteger>(
        _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        if right == 0 { throw divisionByZero("\(left) / 0") }
        return try checked(left.dividedReportingOverflow(by: right), left, "/", right)
    }

    /// The remainder, with the sign of the left side.
    @inlinable
    public static func modulo<Number: FixedWidthInteger>(
        _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        if right == 0 { throw divisionByZero("\(left) % 0") }
        return try checked(left.remainderReportingOverflow(dividingBy: right), left, "%", right)
    }

    /// The quotient by a literal that the checker has seen to be neither 0 nor -1.
    @inlinable
    public static func quotient<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number { left / right }

    /// The remainder by a literal that the checker has seen to be neither 0 nor -1.
    @inlinable
    public static func remainder<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number { left % right }

    /// The opposite.
    @inlinable
    public static func negate(_ value: Int) throws(EvaluationError) -> Int {
        try checked((0).subtractingReportingOverflow(value), 0, "-", value)
    }

    // MARK: - Doubles

    /// The sum.
    @inlinable
    public static func add(_ left: Double, _ right: Double) -> Double { left + right }

    /// The difference.
    @inlinable
    public static func subtract(_ left: Double, _ right: Double) -> Double { left - right }

    /// The product.
    @inlinable
    public static func multiply(_ left: Double, _ right: Double) -> Double { left * right }

    /// The quotient; infinite or not a number for zero.
    @inlinable
    public static func divide(_ left: Double, _ right: Double) -> Double { left / right }

    /// The opposite.
    @inlinable
    public static func negate(_ value: Double) -> Double { -value }

    // MARK: - Times

    /// A later moment; fails outside the years 1 to 9999.
    public static func add(_ time: Timestamp, _ span: TimeSpan) throws(EvaluationError) -> Timestamp {
        guard let moment = moment(nanoseconds(time) + Int128(span.nanoseconds)) else {
            throw EvaluationError(.valueOutOfRange, "\(time) + \(span) is not within the years 1 to 9999")
        }
        return moment
    }

    /// Nanoseconds since 1970, which 64 bits hold for 584 years only.
    private static func nanoseconds(_ time: Timestamp) -> Int128 {
        Int128(time.seconds) * 1_000_000_000 + Int128(time.nanoseconds)
    }

    private static func moment(_ nanoseconds: Int128) -> Timestamp? {
        var (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 { (seconds, rest) = (seconds - 1, rest + 1_000_000_000) }
        return Timestamp(seconds: Int64(seconds), nanoseconds: Int32(rest))
    }

    /// A later moment; fails outside the years 1 to 9999.
    public static func add(_ span: TimeSpan, _ time: Timestamp) throws(EvaluationError) -> Timestamp {
        try add(time, span)
    }

    /// The sum.
    public static func add(_ left: TimeSpan, _ right: TimeSpan) throws(EvaluationError) -> TimeSpan {
        TimeSpan(nanoseconds: try add(left.nanoseconds, right.nanoseconds))
    }

    /// The time between; fails beyond 292 years.
    public static func subtract(_ left: Timestamp, _ right: Timestamp) throws(EvaluationError) -> TimeSpan {
        guard let span = Int64(exactly: nanoseconds(left) - nanoseconds(right)) else {
            throw overflow("\(left) - \(right)")
        }
        return TimeSpan(nanoseconds: span)
    }

    /// An earlier moment; fails outside the years 1 to 9999.
    public static func subtract(_ time: Timestamp, _ span: TimeSpan) throws(EvaluationError) -> Timestamp {
        guard let moment = moment(nanoseconds(time) - Int128(span.nanoseconds)) else {
            throw EvaluationError(.valueOutOfRange, "\(time) - \(span) is not within the years 1 to 9999")
        }
        return moment
    }

    /// The difference.
    public static func subtract(_ left: TimeSpan, _ right: TimeSpan) throws(EvaluationError) -> TimeSpan {
        TimeSpan(nanoseconds: try subtract(left.nanoseconds, right.nanoseconds))
    }
}
