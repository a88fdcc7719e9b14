public import AnnalsValues

extension CEL {
    /// The number of elements.
    @inlinable
    public static func size<Element>(_ list: [Element]) -> Int { list.count }

    /// The number of keys.
    @inlinable
    public static func size<Key, Value>(_ map: KeyedMap<Key, Value>) -> Int { map.count }

    /// The element at an index; fails outside.
    @inlinable
    public static func element<Element>(_ list: [Element], _ index: Int) throws(EvaluationError) -> Element {
        guard list.indices.contains(index) else {
            throw EvaluationError(.indexOutOfRange, "there is no element \(index) in a list of \(list.count)")
        }
        return list[index]
    }

    /// The element at an index, or none outside.
    @inlinable
    public static func optionalElement<Element>(_ list: [Element], _ index: Int) -> Element? {
        list.indices.contains(index) ? list[index] : nil
    }

    /// The element at an index of a list that may be missing, or none.
    @inlinable
    public static func optionalElement<Element>(_ list: [Element]?, _ index: Int) -> Element? {
        list.flatMap { optionalElement($0, index) }
    }

    /// The elements that are there: `[a, ?b]`.
    @inlinable
    public static func elements<Element>(_ list: [Element?]) -> [Element] { list.compactMap { $0 } }

    /// The value of a key; fails without it.
    @inlinable
    public static func value<Key, Value>(
        _ map: KeyedMap<Key, Value>, _ key: Key
    ) throws(EvaluationError) -> Value {
        guard let value = map[key] else { throw EvaluationError(.noSuchKey, "the map has no key '\(key)'") }
        return value
    }

    /// The value of a key, or none.
    @inlinable
    public static func optionalValue<Key, Value>(_ map: KeyedMap<Key, Value>, _ key: Key) -> Value? { map[key] }

    /// The value of a key of a map that may be missing, or none.
    @inlinable
    public static func optionalValue<Key, Value>(_ map: KeyedMap<Key, Value>?, _ key: Key) -> Value? { map?[key] }

    /// A map with these entries; fails when a key stands twice.
    @inlinable
    public static func members<Key, Value>(
        _ entries: [(Key, Value)]
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        var map = KeyedMap<Key, Value>()
        for (key, value) in entries {
            guard map.insert(value, forKey: key) else {
                throw EvaluationError(.duplicateKey, "the key '\(key)' stands twice")
            }
        }
        return map
    }

    /// A map with the entries that have a value: `{a: b, ?c: d}`; fails when a key stands twice among them.
    @inlinable
    public static func presentMembers<Key, Value>(
        _ entries: [(Key, Value?)]
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try members(entries.compactMap { entry in entry.1.map { (entry.0, $0) } })
    }

    /// The same for keys of which none stands twice.
    @inlinable
    public static func presentMembers<Key, Value>(_ entries: KeyedMap<Key, Value?>) -> KeyedMap<Key, Value> {
        var map = KeyedMap<Key, Value>()
        for (key, value) in entries { map[key] = value }
        return map
    }

    /// Whether the list has the element.
    @inlinable
    public static func isElement<Element: ExactlyEquatable>(_ element: Element, _ list: [Element]) -> Bool {
        list.contains { $0.isExactlyEqual(to: element) }
    }

    /// Whether the map has the key.
    @inlinable
    public static func isKey<Key, Value>(_ key: Key, _ map: KeyedMap<Key, Value>) -> Bool { map[key] != nil }

    /// Both lists in a row.
    @inlinable
    public static func concatenate<Element>(_ left: [Element], _ right: [Element]) -> [Element] { left + right }

    /// The elements in reverse order.
    @inlinable
    public static func reversed<Element>(_ list: [Element]) -> [Element] { list.reversed() }

    /// The elements without repetitions, the first one kept.
    @inlinable
    public static func distinct<Element: ExactlyHashable>(_ list: [Element]) -> [Element] {
        var seen = KeyedMap<Element, Bool>()
        for element in list { _ = seen.insert(true, forKey: element) }
        return seen.keys
    }

    // MARK: - Numbers

    /// The sum; zero for an empty list.
    @inlinable
    public static func sum<Number: FixedWidthInteger>(_ list: [Number]) throws(EvaluationError) -> Number {
        var total: Number = 0
        for number in list { total = try add(total, number) }
        return total
    }

    /// The sum, from left to right; zero for an empty list.
    @inlinable
    public static func sum(_ list: [Double]) -> Double { list.reduce(0, +) }

    /// The sum; zero for an empty list.
    public static func sum(_ list: [TimeSpan]) throws(EvaluationError) -> TimeSpan {
        TimeSpan(nanoseconds: try sum(list.map(\.nanoseconds)))
    }
}
