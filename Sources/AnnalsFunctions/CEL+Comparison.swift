public import AnnalsValues

extension CEL {
    /// Whether both are the same value: strings by their bytes, NaN never.
    @inlinable
    public static func equal<Value: ExactlyEquatable>(_ left: Value, _ right: Value) -> Bool {
        left.isExactlyEqual(to: right)
    }

    /// Whether they differ.
    @inlinable
    public static func notEqual<Value: ExactlyEquatable>(_ left: Value, _ right: Value) -> Bool {
        !left.isExactlyEqual(to: right)
    }

    /// Whether the left side comes before; false for NaN, as IEEE 754 has it.
    @inlinable
    public static func less<Value: Comparable>(_ left: Value, _ right: Value) -> Bool { left < right }

    /// Whether the left side comes before or is the same.
    @inlinable
    public static func lessOrEqual<Value: Comparable>(_ left: Value, _ right: Value) -> Bool { left <= right }

    /// Whether the left side comes after.
    @inlinable
    public static func greater<Value: Comparable>(_ left: Value, _ right: Value) -> Bool { left > right }

    /// Whether the left side comes after or is the same.
    @inlinable
    public static func greaterOrEqual<Value: Comparable>(_ left: Value, _ right: Value) -> Bool { left >= right }

    /// Strings come in the order of their code points, which is that of their UTF-8 bytes.
    @inlinable
    public static func less(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

    /// Whether the left side comes before or is the same.
    @inlinable
    public static func lessOrEqual(_ left: String, _ right: String) -> Bool { !less(right, left) }

    /// Whether the left side comes after.
    @inlinable
    public static func greater(_ left: String, _ right: String) -> Bool { less(right, left) }

    /// Whether the left side comes after or is the same.
    @inlinable
    public static func greaterOrEqual(_ left: String, _ right: String) -> Bool { !less(left, right) }

    /// Bytes come in lexicographical order.
    @inlinable
    public static func less(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }

    /// Whether the left side comes before or is the same.
    @inlinable
    public static func lessOrEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool { !less(right, left) }

    /// Whether the left side comes after.
    @inlinable
    public static func greater(_ left: [UInt8], _ right: [UInt8]) -> Bool { less(right, left) }

    /// Whether the left side comes after or is the same.
    @inlinable
    public static func greaterOrEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool { !less(left, right) }

    /// False comes before true.
    @inlinable
    public static func less(_ left: Bool, _ right: Bool) -> Bool { !left && right }

    /// Whether the left side comes before or is the same.
    @inlinable
    public static func lessOrEqual(_ left: Bool, _ right: Bool) -> Bool { !left || right }

    /// Whether the left side comes after.
    @inlinable
    public static func greater(_ left: Bool, _ right: Bool) -> Bool { left && !right }

    /// Whether the left side comes after or is the same.
    @inlinable
    public static func greaterOrEqual(_ left: Bool, _ right: Bool) -> Bool { left || !right }
}
