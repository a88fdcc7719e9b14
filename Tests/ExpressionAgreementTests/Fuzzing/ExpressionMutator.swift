/// Makes hostile texts out of expressions: bytes and tokens are swapped, repeated, cut and nested.
struct ExpressionMutator {
    var random: SeededRandom
    private let seeds: [[UInt8]]

    private static let pieces: [String] = [
        "(", ")", "[", "]", "{", "}", "?", ":", ".?", "[?", "&&", "||", "!", "-", "'", "\"", "\"\"\"", "'''", "\\",
        "\\u",
        "b'", "r\"", "0x", "1e", "18446744073709551616", "9223372036854775808", "u", ".", ",", "//", "\n", "\u{0}", "é",
        "has(", ".map(x, ", ".format([", "cel.bind(x, ", "optional.of(", "Item{", "null", "true", " in ", " == ",
        "`a-b`",
    ]

    init(seed: UInt64, expressions: [String]) {
        random = SeededRandom(seed: seed)
        seeds = expressions.map { Array($0.utf8) }
    }

    /// A text of at most so many bytes.
    mutating func next(limit: Int) -> String {
        var text = random.element(seeds)
        for _ in 0..<(1 + random.below(5)) { mutate(&text, limit) }
        return String(decoding: text.prefix(limit), as: UTF8.self)
    }

    private mutating func mutate(_ text: inout [UInt8], _ limit: Int) {
        let place = random.below(text.count + 1)
        switch random.below(7) {
        case 0: if place < text.count { text[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 1: text.removeSubrange(place..<min(text.count, place + 1 + random.below(8)))
        case 2: text.insert(contentsOf: Array(random.element(ExpressionMutator.pieces).utf8), at: place)
        case 3:
            let other = random.element(seeds)
            text = Array(text.prefix(place)) + other.suffix(random.below(other.count + 1))
        case 4:
            // Nesting and chains, now and then without end.
            let piece = Array(random.element(ExpressionMutator.pieces).utf8)
            let times = random.once(in: 4) ? limit / max(piece.count, 1) : random.below(300)
            text.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
        case 5:
            let end = min(text.count, place + random.below(20))
            text.insert(contentsOf: text[place..<end], at: place)
        default:
            guard text.count > 1 else { return }
            text.swapAt(min(place, text.count - 1), random.below(text.count))
        }
    }
}
