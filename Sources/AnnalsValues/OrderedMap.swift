/// A map from strings to values that keeps the order of insertion, so that replaying an event gives the same result on
/// every machine. Keys are compared by their UTF-8 bytes, as JSON and CEL do, not by canonical equivalence.
public struct OrderedMap<Value> {
    /// A key and its value.
    public typealias Element = (key: String, value: Value)

    @usableFromInline var entries: [Element] = []
    /// Where each key stands in `entries`; only kept once a search along them would be slower.
    @usableFromInline var positions: [UTF8Key: Int] = [:]

    /// From how many entries on an index pays.
    @inlinable static var indexThreshold: Int { 16 }

    /// Creates an empty map.
    @inlinable
    public init() {}

    /// The keys in order.
    @inlinable
    public var keys: [String] { entries.map(\.key) }

    /// The values in order.
    @inlinable
    public var values: [Value] { entries.map(\.value) }

    /// The value of a key. Setting a new key appends it; setting nil removes it.
    @inlinable
    public subscript(key: String) -> Value? {
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
    public mutating func insert(_ value: Value, forKey key: String) -> Bool {
        guard position(of: key) == nil else { return false }
        append(key, value)
        return true
    }

    /// The same keys with other values.
    @inlinable
    public func mapValues<Result, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Result
    ) throws(Failure) -> OrderedMap<Result> {
        var result = OrderedMap<Result>()
        result.entries.reserveCapacity(entries.count)
        for (key, value) in entries { result.entries.append((key, try transform(value))) }
        result.positions = positions
        return result
    }

    @inlinable
    mutating func append(_ key: String, _ value: Value) {
        entries.append((key, value))
        if entries.count == OrderedMap.indexThreshold {
            reindex()
        } else if entries.count > OrderedMap.indexThreshold {
            positions[UTF8Key(key)] = entries.count - 1
        }
    }

    @inlinable
    func position(of key: String) -> Int? {
        if entries.count >= OrderedMap.indexThreshold { return positions[UTF8Key(key)] }
        return entries.firstIndex { $0.key.utf8.count == key.utf8.count && $0.key.utf8.elementsEqual(key.utf8) }
    }

    @inlinable
    mutating func reindex() {
        positions.removeAll()
        guard entries.count >= OrderedMap.indexThreshold else { return }
        for (position, entry) in entries.enumerated() { positions[UTF8Key(entry.key)] = position }
    }
}

/// A string that is hashed and compared by its UTF-8 bytes.
@usableFromInline
struct UTF8Key: Hashable, Sendable {
    @usableFromInline let text: String

    @inlinable
    init(_ text: String) {
        self.text = text
    }

    @usableFromInline
    static func == (left: UTF8Key, right: UTF8Key) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    @usableFromInline
    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension OrderedMap: Sendable where Value: Sendable {}

extension OrderedMap: RandomAccessCollection {
    /// The first position.
    @inlinable
    public var startIndex: Int { 0 }
    /// The position after the last.
    @inlinable
    public var endIndex: Int { entries.count }
    /// The entry at a position.
    @inlinable
    public subscript(position: Int) -> Element { entries[position] }
}

extension OrderedMap: Equatable where Value: Equatable {
    /// Whether both have the same keys with equal values; their order does not count.
    public static func == (left: OrderedMap, right: OrderedMap) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }
}

extension OrderedMap: Hashable where Value: Hashable {
    /// Hashes the entries without their order.
    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for entry in entries {
            var element = hasher
            element.combine(UTF8Key(entry.key))
            element.combine(entry.value)
            combined ^= element.finalize()
        }
        hasher.combine(combined)
    }
}

extension OrderedMap: ExpressibleByDictionaryLiteral {
    /// The entries of the literal in order; of a repeated key the last value counts.
    @inlinable
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension OrderedMap: CustomStringConvertible {
    /// The entries as in a dictionary.
    public var description: String {
        entries.isEmpty ? "[:]" : "[" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
    }
}
