/// Some of the arrays.
struct ArraySet: Hashable {
    /// What every element is: all of these.
    var items: [SchemaPlace] = []
    var minItems: Int?
    var maxItems: Int?
    var isUnique = false
    /// Where it was said.
    var origins: [SchemaPlace] = []

    /// Whether it is all arrays.
    var isFull: Bool { items.isEmpty && minItems ?? 0 == 0 && maxItems == nil && !isUnique }

    /// What is in both; nil for nothing.
    func intersection(_ other: ArraySet) -> ArraySet? {
        if isFull { return other }
        if other.isFull { return self }
        var result = self
        result.items += other.items.filter { !items.contains($0) }
        result.minItems = greatest(minItems, other.minItems)
        result.maxItems = least(maxItems, other.maxItems)
        result.isUnique = isUnique || other.isUnique
        result.origins += other.origins.filter { !origins.contains($0) }
        return result.minItems ?? 0 > result.maxItems ?? .max ? nil : result
    }

    private func includes(_ other: ArraySet) -> Bool {
        items.allSatisfy(other.items.contains) && minItems ?? 0 <= other.minItems ?? 0
            && maxItems ?? .max >= other.maxItems ?? .max && (!isUnique || other.isUnique)
    }

    /// What is in either, and whether the result is that and no more.
    func union(_ other: ArraySet) -> (set: ArraySet, isExact: Bool) {
        if includes(other) { return (self, true) }
        if other.includes(self) { return (other, true) }
        var result = ArraySet(origins: origins + other.origins)
        if items == other.items { result.items = items }
        return (result, false)
    }
}
