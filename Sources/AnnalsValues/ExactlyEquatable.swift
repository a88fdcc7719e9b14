/// Equality as the expression language and JSON have it: strings by their bytes, NaN unequal to itself even inside the same
/// array. Swift's `==` differs in both, so generated code and evaluator ask this.
public protocol ExactlyEquatable {
    /// Whether both are the same value.
    func isExactlyEqual(to other: Self) -> Bool
}

extension ExactlyEquatable where Self: Equatable {
    /// Swift's equality, which is right for types without strings and floating-point numbers inside.
    @inlinable
    public func isExactlyEqual(to other: Self) -> Bool { self == other }
}

extension Bool: ExactlyEquatable {}
extension Int: ExactlyEquatable {}
extension Int32: ExactlyEquatable {}
extension UInt: ExactlyEquatable {}
extension UInt8: ExactlyEquatable {}
extension Double: ExactlyEquatable {}
extension UniqueID: ExactlyEquatable {}
extension Timestamp: ExactlyEquatable {}
extension CalendarDate: ExactlyEquatable {}
extension TimeSpan: ExactlyEquatable {}
extension DecimalNumber: ExactlyEquatable {}

extension String: ExactlyEquatable {
    /// Whether both have the same UTF-8 bytes.
    @inlinable
    public func isExactlyEqual(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Array: ExactlyEquatable where Element: ExactlyEquatable {
    /// Whether both have equal elements in the same order.
    @inlinable
    public func isExactlyEqual(to other: [Element]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.isExactlyEqual(to: $1) }
    }
}

extension Optional: ExactlyEquatable where Wrapped: ExactlyEquatable {
    /// Whether both have equal values, or both have none.
    @inlinable
    public func isExactlyEqual(to other: Wrapped?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let left?, let right?): left.isExactlyEqual(to: right)
        default: false
        }
    }
}

extension KeyedMap: ExactlyEquatable where Value: ExactlyEquatable {
    /// Whether both have the same keys with equal values; their order does not count.
    public func isExactlyEqual(to other: KeyedMap) -> Bool {
        count == other.count
            && allSatisfy { entry in other[entry.key].map { entry.value.isExactlyEqual(to: $0) } ?? false }
    }
}
