public import AnnalsValues

// The macros, over lists and over maps. Those with two variables give the index and the element of a list, or the key and
// the value of a map. Their closures fail with any type of error, so that one that cannot fail needs no `try`.

extension CEL {
    // MARK: - Quantifiers

    /// Whether the test holds for all; an element for which it does not wins over errors, and the first error is kept.
    @inlinable
    static func quantified<Items: Sequence, Failure: Error>(
        _ items: Items, decides: Bool, _ test: (Items.Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var failure: Failure?
        for item in items {
            do throws(Failure) {
                if try test(item) == decides { return decides }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !decides
    }

    /// Whether the test holds for all; an element for which it does not wins over errors.
    @inlinable
    public static func all<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(list, decides: false, test)
    }

    /// The same with the index of each element.
    @inlinable
    public static func all<Element, Failure: Error>(
        _ list: [Element], _ test: (Int, Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(list.indices, decides: false) { index throws(Failure) in try test(index, list[index]) }
    }

    /// The same over the entries of a map.
    @inlinable
    public static func all<Key, Value, Failure: Error>(
        _ map: KeyedMap<Key, Value>, _ test: (Key, Value) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(map, decides: false) { entry throws(Failure) in try test(entry.key, entry.value) }
    }

    /// Whether the test holds for one at least; an element for which it does wins over errors.
    @inlinable
    public static func exists<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(list, decides: true, test)
    }

    /// The same with the index of each element.
    @inlinable
    public static func exists<Element, Failure: Error>(
        _ list: [Element], _ test: (Int, Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(list.indices, decides: true) { index throws(Failure) in try test(index, list[index]) }
    }

    /// The same over the entries of a map.
    @inlinable
    public static func exists<Key, Value, Failure: Error>(
        _ map: KeyedMap<Key, Value>, _ test: (Key, Value) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        try quantified(map, decides: true) { entry throws(Failure) in try test(entry.key, entry.value) }
    }

    /// Whether the test holds for exactly one. All are tested, and any error is one of the whole.
    @inlinable
    public static func existsOne<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var count = 0
        for element in list where try test(element) { count += 1 }
        return count == 1
    }

    /// The same with the index of each element.
    @inlinable
    public static func existsOne<Element, Failure: Error>(
        _ list: [Element], _ test: (Int, Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var count = 0
        for index in list.indices where try test(index, list[index]) { count += 1 }
        return count == 1
    }

    /// The same over the entries of a map.
    @inlinable
    public static func existsOne<Key, Value, Failure: Error>(
        _ map: KeyedMap<Key, Value>, _ test: (Key, Value) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var count = 0
        for (key, value) in map where try test(key, value) { count += 1 }
        return count == 1
    }

    // MARK: - Lists

    /// The elements for which the test holds.
    @inlinable
    public static func filter<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> [Element] {
        var result: [Element] = []
        for element in list where try test(element) { result.append(element) }
        return result
    }

    /// The elements for which the test holds, changed.
    @inlinable
    public static func map<Element, Result, Failure: Error>(
        _ list: [Element], where test: (Element) throws(Failure) -> Bool,
        _ transform: (Element) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var result: [Result] = []
        for element in list where try test(element) { result.append(try transform(element)) }
        return result
    }

    /// What becomes of each element with its index.
    @inlinable
    public static func transformList<Element, Result, Failure: Error>(
        _ list: [Element], _ transform: (Int, Element) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var result: [Result] = []
        result.reserveCapacity(list.count)
        for index in list.indices { result.append(try transform(index, list[index])) }
        return result
    }

    /// The same for the elements for which the test holds.
    @inlinable
    public static func transformList<Element, Result, Failure: Error>(
        _ list: [Element], where test: (Int, Element) throws(Failure) -> Bool,
        _ transform: (Int, Element) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var result: [Result] = []
        for index in list.indices where try test(index, list[index]) {
            result.append(try transform(index, list[index]))
        }
        return result
    }

    /// What becomes of each entry of a map.
    @inlinable
    public static func transformList<Key, Value, Result, Failure: Error>(
        _ map: KeyedMap<Key, Value>, _ transform: (Key, Value) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var result: [Result] = []
        result.reserveCapacity(map.count)
        for (key, value) in map { result.append(try transform(key, value)) }
        return result
    }

    /// The same for the entries for which the test holds.
    @inlinable
    public static func transformList<Key, Value, Result, Failure: Error>(
        _ map: KeyedMap<Key, Value>, where test: (Key, Value) throws(Failure) -> Bool,
        _ transform: (Key, Value) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var result: [Result] = []
        for (key, value) in map where try test(key, value) { result.append(try transform(key, value)) }
        return result
    }

    /// The elements in the order of their keys; those with equal keys stay in their order. Each key is made once.
    @inlinable
    public static func sortBy<Element, Key: ExactlyComparable, Failure: Error>(
        _ list: [Element], _ key: (Element) throws(Failure) -> Key
    ) throws(Failure) -> [Element] {
        let keyed = try list.map { element throws(Failure) in (key: try key(element), element: element) }
        return keyed.sorted { $0.key.precedes($1.key) }.map(\.element)
    }

    // MARK: - Maps

    /// A map from each index to what becomes of the element.
    @inlinable
    public static func transformMap<Element, Result, Failure: Error>(
        _ list: [Element], _ transform: (Int, Element) throws(Failure) -> Result
    ) throws(Failure) -> KeyedMap<Int, Result> {
        var result = KeyedMap<Int, Result>()
        for index in list.indices { result[index] = .some(try transform(index, list[index])) }
        return result
    }

    /// The same for the elements for which the test holds.
    @inlinable
    public static func transformMap<Element, Result, Failure: Error>(
        _ list: [Element], where test: (Int, Element) throws(Failure) -> Bool,
        _ transform: (Int, Element) throws(Failure) -> Result
    ) throws(Failure) -> KeyedMap<Int, Result> {
        var result = KeyedMap<Int, Result>()
        for index in list.indices where try test(index, list[index]) {
            result[index] = .some(try transform(index, list[index]))
        }
        return result
    }

    /// The same keys with what becomes of each entry.
    @inlinable
    public static func transformMap<Key, Value, Result, Failure: Error>(
        _ map: KeyedMap<Key, Value>, _ transform: (Key, Value) throws(Failure) -> Result
    ) throws(Failure) -> KeyedMap<Key, Result> {
        var result = KeyedMap<Key, Result>()
        for (key, value) in map { result[key] = .some(try transform(key, value)) }
        return result
    }

    /// The same for the entries for which the test holds.
    @inlinable
    public static func transformMap<Key, Value, Result, Failure: Error>(
        _ map: KeyedMap<Key, Value>, where test: (Key, Value) throws(Failure) -> Bool,
        _ transform: (Key, Value) throws(Failure) -> Result
    ) throws(Failure) -> KeyedMap<Key, Result> {
        var result = KeyedMap<Key, Result>()
        for (key, value) in map where try test(key, value) { result[key] = .some(try transform(key, value)) }
        return result
    }

    /// The entries that each element becomes, together; fails when a key comes twice.
    @inlinable
    public static func transformMapEntry<Element, Key, Value>(
        _ list: [Element], _ transform: (Int, Element) throws(EvaluationError) -> KeyedMap<Key, Value>
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try joined(try transformList(list, transform))
    }

    /// The same for the elements for which the test holds.
    @inlinable
    public static func transformMapEntry<Element, Key, Value>(
        _ list: [Element], where test: (Int, Element) throws(EvaluationError) -> Bool,
        _ transform: (Int, Element) throws(EvaluationError) -> KeyedMap<Key, Value>
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try joined(try transformList(list, where: test, transform))
    }

    /// The entries that each entry becomes, together; fails when a key comes twice.
    @inlinable
    public static func transformMapEntry<OldKey, OldValue, Key, Value>(
        _ map: KeyedMap<OldKey, OldValue>,
        _ transform: (OldKey, OldValue) throws(EvaluationError) -> KeyedMap<Key, Value>
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try joined(try transformList(map, transform))
    }

    /// The same for the entries for which the test holds.
    @inlinable
    public static func transformMapEntry<OldKey, OldValue, Key, Value>(
        _ map: KeyedMap<OldKey, OldValue>, where test: (OldKey, OldValue) throws(EvaluationError) -> Bool,
        _ transform: (OldKey, OldValue) throws(EvaluationError) -> KeyedMap<Key, Value>
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try joined(try transformList(map, where: test, transform))
    }

    @inlinable
    static func joined<Key, Value>(
        _ maps: [KeyedMap<Key, Value>]
    ) throws(EvaluationError) -> KeyedMap<Key, Value> {
        try members(maps.flatMap { map in map.map { ($0.key, $0.value) } })
    }

    // MARK: - Names

    /// An expression over a value that is made once.
    @inlinable
    public static func bind<Value, Result, Failure: Error>(
        _ value: Value, _ body: (Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(value)
    }

    /// The same for a value that may fail: its error is one of each use, not of the whole.
    @inlinable
    public static func bind<Value, Result>(
        result value: () throws(EvaluationError) -> Value,
        _ body: (Swift.Result<Value, EvaluationError>) throws(EvaluationError) -> Result
    ) throws(EvaluationError) -> Result {
        try body(Swift.Result(catching: value))
    }
}
