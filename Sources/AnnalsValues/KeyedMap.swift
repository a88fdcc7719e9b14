/// A map from strings, as a `map<T>` of a schema is.
public typealias OrderedMap<Value> = KeyedMap<String, Value>

/// A map that keeps the order of insertion, so that replaying an event gives the same result on every machine.
///
/// Keys are compared as JSON and CEL do: strings by their UTF-8 bytes, not by canonical equivalence. Maps of schemas have
/// strings as keys (``OrderedMap``); expressions make others on their way.
public struct KeyedMap<Key: ExactlyHashable, Value> {
    /// A key and its value.
    public typealias Element = (key: Key, value: Value)

    /// A place in the order of insertion.
    public struct Index: Comparable, Sendable {
        @usableFromInline let offset: Int

        @inlinable
        init(_ offset: Int) {
            self.offset = offset
        }

        /// Whether the left place comes first.
        @inlinable
        public static func < (left: Index, right: Index) -> Bool { left.offset < right.offset }
    }

    @usableFromInline var entries: [Element] = []
    /// Where each key stands in `entries`; only kept once a search along them would be slower.
    @usableFromInline var positions: [ExactKey<Key>: Int] = [:]

    /// From how many entries on an index pays.
    @inlinable static var indexThreshold: Int { 16 }

    /// Creates an empty map.
    @inlinable
    public init() {}

    /// The keys in order.
    @inlinable
    public var keys: [Key] { entries.map(\.key) }

    /// The values in order.
    @inlinable
    public var values: [Value] { entries.map(\.value) }

    /// The value of a key. Setting a new key appends it; setting nil removes it.
    @inlinable
    public subscript(key: Key) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            if let position = position(of: key) {
                if let newValue {
                    entries[position].value = newValue
                } else {
                    entries.remove(at: position)
                    reindex()
                }
            } else if let newValue {
                append(key, newValue)
            }
        }
    }

    /// Appends a key; false, with nothing changed, when it is there already.
    @inlinable
    public mutating func insert(_ value: Value, forKey key: Key) -> Bool {
        guard position(of: key) == nil else { return false }
        append(key, value)
        return true
    }

    /// The same keys with other values.
    @inlinable
    public func mapValues<Result, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Result
    ) throws(Failure) -> KeyedMap<Key, Result> {
        var result = KeyedMap<Key, Result>()
        result.entries.reserveCapacity(entries.count)
        for (key, value) in entries { result.entries.append((key, try transform(value))) }
        result.positions = positions
        return result
    }

    @inlinable
    mutating func append(_ key: Key, _ value: Value) {
        entries.append((key, value))
        if entries.count == KeyedMap.indexThreshold {
            reindex()
        } else if entries.count > KeyedMap.indexThreshold {
            positions[ExactKey(key)] = entries.count - 1
        }
    }

    @inlinable
    func position(of key: Key) -> Int? {
        if entries.count >= KeyedMap.indexThreshold { return positions[ExactKey(key)] }
        return entries.firstIndex { $0.key.isExactlyEqual(to: key) }
    }

    @inlinable
    mutating func reindex() {
        positions.removeAll()
        guard entries.count >= KeyedMap.indexThreshold else { return }
        for (position, entry) in entries.enumerated() { positions[ExactKey(entry.key)] = position }
    }
}

extension KeyedMap: Sendable where Key: Sendable, Value: Sendable {}

extension KeyedMap: RandomAccessCollection {
    /// The first position.
    @inlinable
    public var startIndex: Index { Index(0) }
    /// The position after the last.
    @inlinable
    public var endIndex: Index { Index(entries.count) }
    /// The entry at a position.
    @inlinable
    public subscript(position: Index) -> Element { entries[position.offset] }
    /// The position so many places on.
    @inlinable
    public func index(_ position: Index, offsetBy distance: Int) -> Index { Index(position.offset + distance) }
    /// The position behind another one.
    @inlinable
    public func index(after position: Index) -> Index { Index(position.offset + 1) }
    /// The position before another one.
    @inlinable
    public func index(before position: Index) -> Index { Index(position.offset - 1) }
    /// How many places lie between two positions.
    @inlinable
    public func distance(from start: Index, to end: Index) -> Int { end.offset - start.offset }
}

extension KeyedMap: Equatable where Value: Equatable {
    /// Whether both have the same keys with equal values; their order does not count.
    public static func == (left: KeyedMap, right: KeyedMap) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }
}

extension KeyedMap: Hashable where Value: Hashable {
    /// Hashes the entries without their order.
    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for entry in entries {
            var element = hasher
            element.combine(ExactKey(entry.key))
            element.combine(entry.value)
            combined ^= element.finalize()
        }
        hasher.combine(combined)
    }
}

extension KeyedMap: ExpressibleByDictionaryLiteral {
    /// The entries of the literal in order; of a repeated key the last value counts.
    @inlinable
    public init(dictionaryLiteral elements: (Key, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension KeyedMap: CustomStringConvertible {
    /// The entries as in a dictionary.
    public var description: String {
        entries.isEmpty ? "[:]" : "[" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
    }
}
