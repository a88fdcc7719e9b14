import AnnalsSchema

/// The key that tells the alternatives of a choice apart.
struct UnionTags {
    let key: String
    /// The tags of each alternative; none for the one that takes the rest.
    let values: [[String]]
    /// Whether an alternative takes all other tags.
    let isOpen: Bool

    /// Finds a key that all alternatives demand and that has other constants in each; nil without one.
    init?(_ alternatives: [ObjectSet]) {
        for key in alternatives.first?.required ?? []
        where NameRules.isWord(key) && !NameRules.needsSwiftName(field: key) {
            let tags = alternatives.map { $0.required.contains(key) ? $0.tags(key) : nil }
            var known: [[String]] = []
            var rest: [String]?
            var fits = true
            for tag in tags {
                if let values = tag?.values, values.allSatisfy(NameRules.isWord) {
                    known.append(values)
                } else if let excluded = tag?.excluded, !excluded.isEmpty, rest == nil {
                    rest = excluded
                    known.append([])
                } else {
                    fits = false
                }
            }
            let all = known.flatMap { $0 }
            guard fits, !all.isEmpty, Set(all).count == all.count, rest.map({ Set($0) == Set(all) }) ?? true else {
                continue
            }
            self.key = key
            values = known
            isOpen = rest != nil
            return
        }
        return nil
    }
}
