import AnnalsJSON
import AnnalsPattern
import AnnalsSchema

extension ScalarSamples {
    /// The longest text that a sample has; a type that demands longer ones has no samples.
    static let longest = 2000

    /// The shortest length, kept small enough to compute with.
    private var shortest: Int { min(constraints.count(.minLength) ?? 0, ScalarSamples.longest) }

    /// Lengths at the edges.
    func lengths(upTo most: Int) -> [Int] {
        let lower = shortest
        let upper = constraints.count(.maxLength)
        return [lower, min(upper ?? most, max(most, lower)), lower + 1]
    }

    func texts(using random: inout SplitMix64) -> [JSONValue] {
        let edges = lengths(upTo: 300).map { String(repeating: "a", count: $0) }
        // Combining marks, code points beyond the first plane, what looks like numbers, white space, quotes.
        let usual = [
            "a", "A b", " ", "0", "-1", "12", "3.5", "true", "e\u{301}", "\u{e9}", "\u{1d11e}",
            "\u{1f469}\u{200d}\u{1f467}",
            "\n", "\"\\", "\u{0}",
        ]
        let known = literals.strings.flatMap { literal in
            [
                literal, "a\(literal)b", "\(literal)a", "a\(literal)",
                ["a", "b", "c", "d", "e", "f"].joined(separator: literal),
            ]
        }
        let numbers = literals.integers.map(\.description)
        return (edges + usual + known + numbers).map { .string(fitted($0)) }
            + matches(count: 16, using: &random).map { .string($0) }
    }

    func randomText(using random: inout SplitMix64) -> JSONValue? {
        if constraints[.pattern] != nil, let text = matches(count: 1, using: &random).first { return .string(text) }
        let parts = ["a", "b", "Z", "7", " ", "e\u{301}", "\u{df}", "\u{1d11e}", ".", "-", ","] + literals.strings
        let count = randomLength(upTo: 12, using: &random)
        return .string(fitted((0..<count).compactMap { _ in parts.randomElement(using: &random) }.joined()))
    }

    func randomLength(upTo most: Int, using random: inout SplitMix64) -> Int {
        let lower = shortest
        let upper = max(lower, min(constraints.count(.maxLength) ?? (lower + most), lower + most))
        return Int.random(in: lower...upper, using: &random)
    }

    private func matches(count: Int, using random: inout SplitMix64) -> [String] {
        guard case .pattern(let source) = constraints[.pattern], let pattern = try? Pattern(source) else { return [] }
        return (0..<count).compactMap { _ in pattern.sample(using: &random) }
    }

    /// The text, cut or filled up to the lengths that are allowed.
    private func fitted(_ text: String) -> String {
        var scalars = text.unicodeScalars
        let lower = shortest
        if scalars.count < lower {
            scalars.append(contentsOf: String(repeating: "a", count: lower - scalars.count).unicodeScalars)
        }
        guard let upper = constraints.count(.maxLength), scalars.count > upper else { return String(scalars) }
        return String(String.UnicodeScalarView(scalars.prefix(upper)))
    }
}
