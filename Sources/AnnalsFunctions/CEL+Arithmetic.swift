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
    @inlinable
    public static func add(_ time: Timestamp, _ span: TimeSpan) throws(EvaluationError) -> Timestamp {
        let (seconds, nanoseconds) = span.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard let moment = moment(time.seconds + seconds, Int64(time.nanoseconds) + nanoseconds) else {
            throw outOfRange(time, "+", span)
        }
        return moment
    }

    @usableFromInline
    static func outOfRange(_ time: Timestamp, _ symbol: StaticString, _ span: TimeSpan) -> EvaluationError {
        EvaluationError(.valueOutOfRange, "\(time) \(symbol) \(span) is not within the years 1 to 9999")
    }

    /// The moment at so many seconds and nanoseconds since 1970, the latter one second too few or too many at most.
    @inlinable
    static func moment(_ seconds: Int64, _ nanoseconds: Int64) -> Timestamp? {
        let carry: Int64 = nanoseconds < 0 ? -1 : nanoseconds >= 1_000_000_000 ? 1 : 0
        return Timestamp(seconds: seconds + carry, nanoseconds: Int32(nanoseconds - carry * 1_000_000_000))
    }

    /// A later moment; fails outside the years 1 to 9999.
    @inlinable
    public static func add(_ span: TimeSpan, _ time: Timestamp) throws(EvaluationError) -> Timestamp {
        try add(time, span)
    }

    /// The sum.
    public static func add(_ left: TimeSpan, _ right: TimeSpan) throws(EvaluationError) -> TimeSpan {
        TimeSpan(nanoseconds: try add(left.nanoseconds, right.nanoseconds))
    }

    /// The time between; fails beyond 292 years.
    public static func subtract(_ left: Timestamp, _ right: Timestamp) throws(EvaluationError) -> TimeSpan {
        var seconds = left.seconds - right.seconds
        var nanoseconds = Int64(left.nanoseconds) - Int64(right.nanoseconds)
        // With the same sign, so that no product leaves the range into which the sum would come back.
        let borrowed: Int64 = seconds < 0 && nanoseconds > 0 ? 1 : seconds > 0 && nanoseconds < 0 ? -1 : 0
        seconds += borrowed
        nanoseconds -= borrowed * 1_000_000_000
        let (product, isFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isFarther) = product.addingReportingOverflow(nanoseconds)
        guard !isFar, !isFarther else { throw overflow("\(left) - \(right)") }
        return TimeSpan(nanoseconds: sum)
    }

    /// An earlier moment; fails outside the years 1 to 9999.
    @inlinable
    public static func subtract(_ time: Timestamp, _ span: TimeSpan) throws(EvaluationError) -> Timestamp {
        let (seconds, nanoseconds) = span.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard let moment = moment(time.seconds - seconds, Int64(time.nanoseconds) - nanoseconds) else {
            throw outOfRange(time, "-", span)
        }
        return moment
    }

    /// The difference.
    public static func subtract(_ left: TimeSpan, _ right: TimeSpan) throws(EvaluationError) -> TimeSpan {
        TimeSpan(nanoseconds: try subtract(left.nanoseconds, right.nanoseconds))
    }
}
