import AnnalsPattern

/// Some of the strings.
struct StringSet: Hashable {
    var minLength: Int?
    var maxLength: Int?
    /// All of them match; in our syntax.
    var patterns: [String] = []
    var format: String?
    var isBase64 = false
    /// Only these; nil for no such limit.
    var values: [String]?
    /// None of these.
    var excluded: [String] = []
    /// What our own export says that it is.
    var own: OwnType?
    /// Where it was said.
    var origins: [SchemaPlace] = []

    /// Whether it is all strings.
    var isFull: Bool {
        var copy = self
        copy.origins = []
        return copy == StringSet()
    }

    /// Whether the text is one of them. Formats are not looked at.
    func contains(_ text: String) -> Bool {
        let length = text.unicodeScalars.count
        return length >= minLength ?? 0 && length <= maxLength ?? .max && !excluded.contains(text)
            && values.map { $0.contains(text) } ?? true
            && patterns.allSatisfy { Pattern(validated: $0).matches(text) }
    }

    /// What is in both; nil for nothing.
    func intersection(_ other: StringSet) -> StringSet? {
        if isFull { return other }
        if other.isFull { return self }
        var result = self
        result.minLength = greatest(minLength, other.minLength)
        result.maxLength = least(maxLength, other.maxLength)
        result.patterns += other.patterns.filter { !patterns.contains($0) }
        result.format = format ?? other.format
        result.own = own ?? other.own
        result.isBase64 = isBase64 || other.isBase64
        result.excluded += other.excluded.filter { !excluded.contains($0) }
        result.origins += other.origins.filter { !origins.contains($0) }
        result.values = values ?? other.values
        if let values = result.values {
            let left = values.filter { contains($0) && other.contains($0) }
            if left.isEmpty { return nil }
            result.values = left
        }
        return result.minLength ?? 0 > result.maxLength ?? .max ? nil : result
    }

    private func includes(_ other: StringSet) -> Bool {
        if let texts = other.values, format == nil, !isBase64, own == nil { return texts.allSatisfy(contains) }
        return values == nil && (own == nil || own == other.own) && minLength ?? 0 <= other.minLength ?? 0
            && maxLength ?? .max >= other.maxLength ?? .max
            && patterns.allSatisfy(other.patterns.contains) && (format == nil || format == other.format)
            && (!isBase64 || other.isBase64) && excluded.allSatisfy(other.excluded.contains)
    }

    /// What is in either, and whether the result is that and no more.
    func union(_ other: StringSet) -> (set: StringSet, isExact: Bool) {
        if includes(other) { return (self, true) }
        if other.includes(self) { return (other, true) }
        var result = StringSet(origins: origins + other.origins)
        if let values, let others = other.values {
            result.values = values + others.filter { !values.contains($0) }
            return (result, true)
        }
        result.minLength = minLength.flatMap { own in other.minLength.map { min(own, $0) } }
        result.maxLength = maxLength.flatMap { own in other.maxLength.map { max(own, $0) } }
        return (result, false)
    }

    /// Whether no text is in both, as far as lengths and values show.
    func isDisjoint(from other: StringSet) -> Bool {
        if let values { return !values.contains(where: other.contains) }
        if let values = other.values { return !values.contains(where: contains) }
        return intersection(other) == nil
    }
}
