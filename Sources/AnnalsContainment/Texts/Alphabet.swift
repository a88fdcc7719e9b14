import AnnalsPattern

/// The code points in groups that no pattern of a comparison tells apart, each with the one that stands for it in a
/// witness.
struct Alphabet {
    /// One code point of each group, those that read best first.
    let letters: [Unicode.Scalar]

    /// Creates the alphabet of some programs.
    ///
    /// - Parameter isFine: Whether letters and digits count one by one, so that there are different texts.
    init(_ programs: [Program], isFine: Bool = false) {
        var sets: [ScalarRanges] = []
        var seen: Set<ScalarClass> = []
        for case .set(let set) in programs.flatMap(\.instructions) where seen.insert(set).inserted {
            sets.append(ScalarRanges(set))
        }
        // What anchors look at.
        sets += [ScalarRanges([0x0A...0x0A]), ScalarRanges(ScalarClass.word)]
        let all = ScalarRanges.all.ranges
        var starts = Set(all.map(\.lowerBound))
        for range in sets.flatMap(\.ranges) {
            starts.insert(range.lowerBound)
            starts.insert(range.upperBound + 1)
        }
        let places = starts.filter { ScalarRanges.all.contains($0) }.sorted()
        var groups: [[Bool]: Unicode.Scalar] = [:]
        for value in Alphabet.favourites + places {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let signature = sets.map { $0.contains(value) }
            if groups[signature] == nil { groups[signature] = scalar }
        }
        let single = isFine ? Alphabet.favourites.prefix(36).compactMap(Unicode.Scalar.init) : []
        letters = Set(groups.values).union(single).sorted { Alphabet.rank($0) < Alphabet.rank($1) }
    }

    /// Letters, digits, then what else can be seen.
    private static let favourites: [UInt32] =
        Array(0x61...0x7A) + Array(0x30...0x39) + Array(0x41...0x5A) + Array(0x20...0x7E)

    private static func rank(_ scalar: Unicode.Scalar) -> (Int, UInt32) {
        (favourites.firstIndex(of: scalar.value) ?? .max, scalar.value)
    }
}
