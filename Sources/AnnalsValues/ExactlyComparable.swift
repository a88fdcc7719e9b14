/// A value with the order of the expression language: strings by code points, false before true, NaN behind all numbers.
public protocol ExactlyComparable {
    /// Whether this value comes first. A total order, up to equal values.
    func precedes(_ other: Self) -> Bool
}

extension ExactlyComparable where Self: Comparable {
    /// Swift's order, which is right for numbers and times.
    @inlinable
    public func precedes(_ other: Self) -> Bool { self < other }
}

extension Int: ExactlyComparable {}
extension UInt: ExactlyComparable {}
extension UInt8: ExactlyComparable {}
extension Timestamp: ExactlyComparable {}
extension TimeSpan: ExactlyComparable {}
extension DecimalNumber: ExactlyComparable {}

extension Double: ExactlyComparable {
    /// NaN comes behind all numbers, so that there is an order.
    @inlinable
    public func precedes(_ other: Double) -> Bool { isNaN ? false : other.isNaN || self < other }
}

extension Bool: ExactlyComparable {
    /// False comes first.
    @inlinable
    public func precedes(_ other: Bool) -> Bool { !self && other }
}

extension String: ExactlyComparable {
    /// The order of the code points, which is that of the UTF-8 bytes.
    @inlinable
    public func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Array: ExactlyComparable where Element == UInt8 {
    /// Bytes come in lexicographical order.
    @inlinable
    public func precedes(_ other: [UInt8]) -> Bool { lexicographicallyPrecedes(other) }
}
