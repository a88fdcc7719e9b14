/// A value that can be found again by exact equality: a key of a map, an element of a set.
///
/// What is exactly equal is equal to Swift too, so Swift's hash serves; strings have a cheaper one.
public protocol ExactlyHashable: ExactlyEquatable, Hashable {
    /// Feeds the hasher; the same for values that are exactly equal.
    func hashExactly(into hasher: inout Hasher)
}

extension ExactlyHashable {
    /// Swift's hash.
    @inlinable
    public func hashExactly(into hasher: inout Hasher) { hash(into: &hasher) }
}

extension Bool: ExactlyHashable {}
extension Int: ExactlyHashable {}
extension Int32: ExactlyHashable {}
extension UInt: ExactlyHashable {}
extension UInt8: ExactlyHashable {}
extension Double: ExactlyHashable {}
extension UniqueID: ExactlyHashable {}
extension Timestamp: ExactlyHashable {}
extension CalendarDate: ExactlyHashable {}
extension TimeSpan: ExactlyHashable {}
extension DecimalNumber: ExactlyHashable {}
extension Array: ExactlyHashable where Element: ExactlyHashable {}
extension Optional: ExactlyHashable where Wrapped: ExactlyHashable {}

extension KeyedMap: ExactlyHashable where Value: ExactlyHashable {
    /// The hash of the size: the order of the entries does not count.
    @inlinable
    public func hashExactly(into hasher: inout Hasher) { hasher.combine(count) }
}

extension String: ExactlyHashable {
    /// The hash of the UTF-8 bytes, without the normalisation of Swift's.
    @inlinable
    public func hashExactly(into hasher: inout Hasher) {
        var text = self
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// A value that is hashed and compared exactly.
@usableFromInline
struct ExactKey<Key: ExactlyHashable>: Hashable {
    @usableFromInline let key: Key

    @inlinable
    init(_ key: Key) {
        self.key = key
    }

    @inlinable
    static func == (left: ExactKey, right: ExactKey) -> Bool { left.key.isExactlyEqual(to: right.key) }

    @inlinable
    func hash(into hasher: inout Hasher) { key.hashExactly(into: &hasher) }
}

extension ExactKey: Sendable where Key: Sendable {}
