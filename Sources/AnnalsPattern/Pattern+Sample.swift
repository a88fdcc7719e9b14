extension Pattern {
    /// A text that matches, made by walking through the pattern; nil when the walk found none, which anchors and
    /// unusual classes can cause.
    public func sample(using random: inout some RandomNumberGenerator) -> String? {
        for _ in 0..<8 {
            var text = String.UnicodeScalarView()
            guard Pattern.append(syntax, to: &text, using: &random) else { continue }
            let candidate = String(text)
            if matches(candidate) { return candidate }
        }
        return nil
    }

    private static func append(
        _ syntax: PatternSyntax, to text: inout String.UnicodeScalarView, using random: inout some RandomNumberGenerator
    ) -> Bool {
        guard text.count < 10_000 else { return true }
        switch syntax {
        case .empty, .anchor: return true
        case .set(let set):
            guard let scalar = set.sample(using: &random) else { return false }
            text.append(scalar)
            return true
        case .sequence(let parts):
            return parts.allSatisfy { append($0, to: &text, using: &random) }
        case .alternatives(let branches):
            return append(branches[Int.random(in: 0..<branches.count, using: &random)], to: &text, using: &random)
        case .repetition(let part, let minimum, let maximum):
            let most = min(maximum ?? minimum + 4, minimum + 4)
            let count = Int.random(in: minimum...max(minimum, most), using: &random)
            for _ in 0..<count where !append(part, to: &text, using: &random) { return false }
            return true
        }
    }
}

extension ScalarClass {
    func sample(using random: inout some RandomNumberGenerator) -> Unicode.Scalar? {
        if let scalar = member(using: &random), contains(scalar) { return scalar }
        // Complements and categories: try what people write first, then anything.
        for upper: UInt32 in [0x7E, 0x17F, 0x4FF, 0xFFFF] {
            for _ in 0..<32 {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0x20...upper, using: &random)), contains(scalar) {
                    return scalar
                }
            }
        }
        return nil
    }

    private func member(using random: inout some RandomNumberGenerator) -> Unicode.Scalar? {
        switch self {
        case .ranges(let ranges):
            return ranges.randomElement(using: &random).flatMap {
                Unicode.Scalar(UInt32.random(in: $0.lowerBound...$0.upperBound, using: &random))
            }
        case .union(let parts): return parts.randomElement(using: &random).flatMap { $0.sample(using: &random) }
        case .category, .not: return nil
        }
    }
}
