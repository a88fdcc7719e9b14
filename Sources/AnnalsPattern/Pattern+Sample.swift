extension Pattern {
    /// A text that matches, made by walking through the pattern; nil when the walk found none, which anchors and
    /// unusual classes can cause.
    public func sample(using random: inout some RandomNumberGenerator) -> String? {
        for _ in 0..<8 {
            var walk = SampleWalk()
            guard walk.append(syntax, using: &random) else { continue }
            let candidate = String(walk.text)
            if matches(candidate) { return candidate }
        }
        return nil
    }
}

/// A walk through a pattern that writes down what would match.
private struct SampleWalk {
    var text = String.UnicodeScalarView()
    /// Repetitions of repetitions multiply, so a walk has an end of its own.
    private var steps = 20_000

    mutating func append(_ syntax: PatternSyntax, using random: inout some RandomNumberGenerator) -> Bool {
        steps -= 1
        guard steps > 0 else { return false }
        switch syntax {
        case .empty, .anchor: return true
        case .set(let set):
            guard let scalar = set.sample(using: &random) else { return false }
            text.append(scalar)
            return true
        case .sequence(let parts):
            for part in parts where !append(part, using: &random) { return false }
            return true
        case .group(let part, _): return append(part, using: &random)
        case .alternatives(let branches):
            return append(branches[Int.random(in: 0..<branches.count, using: &random)], using: &random)
        case .repetition(let part, let minimum, let maximum, _):
            let most = min(maximum ?? minimum + 4, minimum + 4)
            for _ in 0..<Int.random(in: minimum...most, using: &random) where !append(part, using: &random) {
                return false
            }
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
        case .anyCase(let part): return part.sample(using: &random)
        case .category, .not: return nil
        }
    }
}
