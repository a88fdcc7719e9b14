import AnnalsJSON
import AnnalsValues

extension ValueSet {
    /// Whether no value is in both, as far as kinds, bounds, values and tags show.
    func isDisjoint(from other: ValueSet) -> Bool {
        if null && other.null || !booleans.isDisjoint(with: other.booleans) || arrays != nil && other.arrays != nil {
            return false
        }
        if let numbers, let others = other.numbers, !numbers.isDisjoint(from: others) { return false }
        if let strings, let others = other.strings, !strings.isDisjoint(from: others) { return false }
        if let objects, let others = other.objects, !objects.isDisjoint(from: others) { return false }
        return true
    }
}

extension ObjectSet {
    /// Whether a key that both demand has other constants in each.
    func isDisjoint(from other: ObjectSet) -> Bool {
        let own = alternatives.isEmpty ? [self] : alternatives
        let others = other.alternatives.isEmpty ? [other] : other.alternatives
        return own.allSatisfy { left in others.allSatisfy { left.isTaggedApart(from: $0) } }
    }

    private func isTaggedApart(from other: ObjectSet) -> Bool {
        required.contains { key in
            guard other.required.contains(key), let own = tags(key), let others = other.tags(key) else { return false }
            return own.isDisjoint(from: others)
        }
    }

    /// The texts that a key can have where its schemas say so in plain words.
    func tags(_ key: String) -> StringSet? {
        guard let places = properties[key] else { return nil }
        for place in places {
            if case .string(let text)? = place.schema["const"] { return StringSet(values: [text]) }
            if case .array(let values)? = place.schema["enum"], let texts = values.texts {
                return StringSet(values: texts)
            }
            if place.text("type") == "string", case .array(let values)? = place.schema["not"]?["enum"],
                let texts = values.texts
            {
                return StringSet(excluded: texts)
            }
        }
        return nil
    }
}

extension [JSONValue] {
    /// The elements as texts; nil when one is none.
    fileprivate var texts: [String]? {
        var result: [String] = []
        for element in self {
            guard case .string(let text) = element else { return nil }
            result.append(text)
        }
        return result
    }
}
