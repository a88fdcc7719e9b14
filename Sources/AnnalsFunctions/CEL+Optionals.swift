public import AnnalsValues

extension CEL {
    /// An optional with a value.
    @inlinable
    public static func optionalOf<Value>(_ value: Value) -> Value? { value }

    /// None for false, else the value.
    @inlinable
    public static func optionalOfNonZero(_ value: Bool) -> Bool? { value ? value : nil }

    /// None for zero, else the value.
    @inlinable
    public static func optionalOfNonZero<Number: Numeric>(_ value: Number) -> Number? { value == .zero ? nil : value }

    /// None for no time at all, else the value.
    @inlinable
    public static func optionalOfNonZero(_ value: TimeSpan) -> TimeSpan? { value.nanoseconds == 0 ? nil : value }

    /// None for what is empty, else the value.
    @inlinable
    public static func optionalOfNonZero<Elements: Collection>(_ value: Elements) -> Elements? {
        value.isEmpty ? nil : value
    }

    /// Whether there is a value.
    @inlinable
    public static func hasValue<Value>(_ optional: Value?) -> Bool { optional != nil }

    /// The value; fails without one.
    @inlinable
    public static func value<Value>(_ optional: Value?) throws(EvaluationError) -> Value {
        guard let optional else { throw EvaluationError(.emptyOptional, "the optional has no value") }
        return optional
    }

    /// The value, or another one.
    @inlinable
    public static func orValue<Value>(_ optional: Value?, _ other: @autoclosure () -> Value) -> Value {
        optional ?? other()
    }

    /// The first optional that has a value.
    @inlinable
    public static func or<Value>(_ optional: Value?, _ other: @autoclosure () -> Value?) -> Value? {
        optional ?? other()
    }

    /// The value of an optional field; fails when it is absent.
    @inlinable
    public static func required<Value>(_ optional: Value?, _ field: String) throws(EvaluationError) -> Value {
        guard let optional else { throw EvaluationError(.absentField, "'\(field)' is absent") }
        return optional
    }

    /// The value of an optional that the checker has proved to be there.
    @inlinable
    public static func present<Value>(_ optional: Value?) -> Value {
        guard let optional else { preconditionFailure("a guard around this access was not evaluated") }
        return optional
    }

    /// One of two results, depending on whether there is a value.
    @inlinable
    public static func ifPresent<Value, Result, Failure: Error>(
        _ optional: Value?, _ then: (Value) throws(Failure) -> Result, else other: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let optional { return try then(optional) }
        return try other()
    }
}
