import AnnalsPattern
import Testing

/// The table for ASCII says what the general way says.
@Suite("Patterns over ASCII")
struct ASCIIAutomatonTests {
    private static let patterns = [
        "^[A-Z]{3}$", "[A-Z]{3}", "", "a*", "^$", "a|bc|", "(?i)abc", "\\bab\\b", "\\Bb", "(?m)^a$", "^a.c$",
        "(?s)^a.c$",
        "[^a-c]+$", "\\d+(\\.\\d+)?", "^(a|b)*abb$", "x{2,4}y", "\\w+@\\w+", "(?:ab){2,}c?$", "[[:upper:]]\\z",
        "^.{0,60}$", "(a?){12}a{12}",
    ]

    @Test("agree with the general way", arguments: patterns)
    func agreement(source: String) throws {
        let pattern = try Pattern(source)
        for text in Self.texts {
            let bytes = Array(text.utf8)
            let found = bytes.withUnsafeBufferPointer { pattern.matches(ascii: $0) }
            #expect(found == pattern.matches(text), "\(text.debugDescription)")
        }
    }

    /// All short texts over a few letters, and some longer ones.
    private static let texts: [String] = {
        let letters = ["a", "b", "c", "A", "1", ".", "\n", " "]
        var texts = [""]
        for start in [""] + letters {
            for middle in [""] + letters { texts += letters.map { start + middle + $0 } }
        }
        return texts + [
            "abb", "aabb", "USD", "EURO", "xxy", "xxxxxy", "ab ab", "ababc", "abababc", "a\nc", "12.50", "me@example",
            "aaaaaaaaaaaa", "aaaaaaaaaaa", String(repeating: "z", count: 60), String(repeating: "z", count: 61),
        ]
    }()
}
