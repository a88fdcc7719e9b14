public import AnnalsValues

extension CEL {
    // MARK: - Order

    @inlinable
    static func chosen<Element>(
        _ list: [Element], _ isBetter: (Element, Element) -> Bool
    ) throws(EvaluationError) -> Element {
        guard var best = list.first else {
            throw EvaluationError(.invalidArgument, "an empty list has no smallest or largest")
        }
        for element in list.dropFirst() where isBetter(element, best) { best = element }
        return best
    }

    /// The smallest; fails for an empty list. NaN counts as larger than all numbers.
    @inlinable
    public static func smallest<Element: ExactlyComparable>(_ list: [Element]) throws(EvaluationError) -> Element {
        try chosen(list) { $0.precedes($1) }
    }

    /// The largest; fails for an empty list. NaN counts as larger than all numbers.
    @inlinable
    public static func largest<Element: ExactlyComparable>(_ list: [Element]) throws(EvaluationError) -> Element {
        try chosen(list) { $1.precedes($0) }
    }

    /// The elements in ascending order; equal ones stay in their order, and NaN comes last.
    @inlinable
    public static func sorted<Element: ExactlyComparable>(_ list: [Element]) -> [Element] {
        list.sorted { $0.precedes($1) }
    }

    /// Whether no element comes before the one in front of it.
    @inlinable
    public static func isSorted<Element: ExactlyComparable>(_ list: [Element]) -> Bool {
        list.indices.dropFirst().allSatisfy { !list[$0].precedes(list[$0 - 1]) }
    }

    // MARK: - Places

    /// Where an element first stands, or -1.
    @inlinable
    public static func firstIndex<Element: ExactlyEquatable>(_ list: [Element], _ element: Element) -> Int {
        list.firstIndex { $0.isExactlyEqual(to: element) } ?? -1
    }

    /// Where an element last stands, or -1.
    @inlinable
    public static func lastIndex<Element: ExactlyEquatable>(_ list: [Element], _ element: Element) -> Int {
        list.lastIndex { $0.isExactlyEqual(to: element) } ?? -1
    }

    /// The first element, or none.
    @inlinable
    public static func first<Element>(_ list: [Element]) -> Element? { list.first }

    /// The last element, or none.
    @inlinable
    public static func last<Element>(_ list: [Element]) -> Element? { list.last }

    /// The elements from an index to before another one; fails outside the list and when the end comes first.
    @inlinable
    public static func slice<Element>(
        _ list: [Element], _ start: Int, _ end: Int
    ) throws(EvaluationError) -> [Element] {
        guard start >= 0, start <= end, end <= list.count else {
            throw EvaluationError(.indexOutOfRange, "\(start) to \(end) is not within a list of \(list.count)")
        }
        return Array(list[start..<end])
    }

    /// The elements of all lists in a row.
    @inlinable
    public static func flatten<Element>(_ lists: [[Element]]) -> [Element] { Array(lists.joined()) }

    /// The longest list that ``range(_:)`` makes.
    @inlinable static var longestRange: Int { 1_000_000 }

    /// The numbers from 0 to before a count; none for a negative one. Fails above 1,000,000, which no event needs.
    @inlinable
    public static func range(_ count: Int) throws(EvaluationError) -> [Int] {
        guard count <= longestRange else {
            throw EvaluationError(.invalidArgument, "a range has at most \(longestRange) numbers, not \(count)")
        }
        return Array(0..<max(count, 0))
    }

    // MARK: - Sets

    @inlinable
    static func members<Element: ExactlyHashable>(of list: [Element]) -> KeyedMap<Element, Bool> {
        var members = KeyedMap<Element, Bool>()
        for element in list { members[element] = true }
        return members
    }

    /// Whether a list has all elements of another one.
    @inlinable
    public static func containsAll<Element: ExactlyHashable>(_ list: [Element], _ other: [Element]) -> Bool {
        let members = members(of: list)
        return other.allSatisfy { members[$0] != nil }
    }

    /// Whether two lists have the same elements, however often and in whatever order.
    @inlinable
    public static func equivalent<Element: ExactlyHashable>(_ left: [Element], _ right: [Element]) -> Bool {
        containsAll(left, right) && containsAll(right, left)
    }

    /// Whether two lists have an element in common.
    @inlinable
    public static func intersects<Element: ExactlyHashable>(_ left: [Element], _ right: [Element]) -> Bool {
        let members = members(of: left)
        return right.contains { members[$0] != nil }
    }
}
