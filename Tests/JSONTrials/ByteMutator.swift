/// Damages texts: bytes are swapped, repeated, cut, nested, and replaced by what means something to JSON.
public struct ByteMutator {
    /// Where its decisions come from.
    public var random: SeededGenerator
    private let seeds: [[UInt8]]

    private static let pieces: [[UInt8]] =
        [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "1e5", "null", "true", "false", "\"a\":", "\\ud83d", "\\udc00",
            "\\u0061", "\\u0000", "\\n", "\u{FFFD}", "\u{1F600}", "\u{FEFF}", "é", "e\u{301}", "-0.0", "-", "0", ".5",
            "1.0", "1E+2", "10e-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "18446744073709551616", "2147483648", "1e400", "1e-400", "1e99999999999999999999", "5e-324",
            "0.1000000000000000055511151231257827021181583404541015625", "[[", "{\"a\":{\"a\":", "  ", "\n", "\t",
            "\u{0}",
            "\u{7F}", "2026-02-29", "T24:00:00Z", "=", "s\"", "\"\":0,", ",\"x\":[]",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ]

    /// Makes a mutator of some texts.
    public init(seed: UInt64, texts: [[UInt8]]) {
        random = SeededGenerator(seed: seed)
        seeds = texts
    }

    /// One of the texts, damaged, with at most so many bytes.
    public mutating func next(limit: Int = 1 << 16) -> [UInt8] {
        next(of: seeds.randomElement(using: &random) ?? [], limit: limit)
    }

    /// A text, damaged, with at most so many bytes.
    public mutating func next(of text: [UInt8], limit: Int = 1 << 16) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&text, limit) }
        return Array(text.prefix(limit))
    }

    private mutating func mutate(_ text: inout [UInt8], _ limit: Int) {
        let place = Int.random(in: 0...text.count, using: &random)
        let end = min(text.count, place + Int.random(in: 0...12, using: &random))
        let piece = ByteMutator.pieces.randomElement(using: &random) ?? []
        switch Int.random(in: 0..<9, using: &random) {
        case 0: if place < text.count { text[place] = UInt8.random(in: 0...255, using: &random) }
        case 1: if place < text.count { text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 2: text.removeSubrange(place..<end)
        case 3: text.insert(contentsOf: piece, at: place)
        case 4: text.replaceSubrange(place..<end, with: piece)
        case 5: text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...text.count, using: &random))
        case 6: text.removeSubrange(end...)
        case 7:
            let other = seeds.randomElement(using: &random) ?? []
            text = Array(text.prefix(place)) + other.suffix(Int.random(in: 0...other.count, using: &random))
        default:
            // Long runs, now and then nesting without end.
            let isLong = Int.random(in: 0..<20, using: &random) == 0
            let times = isLong ? limit / max(piece.count, 1) : Int.random(in: 0...200, using: &random)
            text.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
        }
    }
}
