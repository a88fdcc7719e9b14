import Testing

@testable import AnnalsPattern

/// What RE2 refuses is refused here, with a message that names it.
@Suite struct RefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var pattern: String
        var offset: Int
        var message: String

        init(_ pattern: String, _ offset: Int, _ message: String) {
            self.pattern = pattern
            self.offset = offset
            self.message = message
        }

        var testDescription: String { pattern.debugDescription }
    }

    @Test(arguments: [
        Refusal("a(?=b)", 1, "look-ahead"), Refusal("a(?!b)", 1, "look-ahead"), Refusal("(?<=a)b", 0, "look-behind"),
        Refusal("(?<!a)b", 0, "look-behind"), Refusal("(a)\\1", 3, "back-references"), Refusal("(?>a)", 0, "atomic"),
        Refusal("a++", 2, "possessive"), Refusal("a{2}+", 4, "possessive"), Refusal("a\\Z", 1, "use \\z"),
        Refusal("\\p{Letter}", 0, "'Letter' is neither"), Refusal("\\p{L", 0, "never closed"),
        Refusal("a**", 2, "repeated"), Refusal("a{2}{3}", 4, "repeated"), Refusal("a*??", 3, "repeated"),
        Refusal("*a", 0, "nothing to repeat"), Refusal("(*)", 1, "nothing to repeat"),
        Refusal("{2}", 0, "nothing to repeat"), Refusal("(?i)+", 4, "nothing to repeat"),
        Refusal("a{1001}", 1, "more than 1000"), Refusal("a{0,1001}", 1, "more than 1000"),
        Refusal("a{99999999999999999999}", 1, "more than 1000"), Refusal("a{3,2}", 1, "cannot end before"),
        Refusal("(a{1000}){1000}", 0, "too many states"),
        Refusal("(a", 0, "never closed"), Refusal("a)", 1, "no '('"), Refusal("[a", 0, "never closed"),
        Refusal("[]", 0, "never closed"), Refusal("[b-a]", 1, "a range"), Refusal("[a-\\d]", 1, "a range"),
        Refusal("[[:foo:]]", 1, "is no class"), Refusal("[[:Alpha:]]", 1, "is no class"),
        Refusal("\\", 0, "a backslash ends"), Refusal("\\q", 0, "no escape"), Refusal("[\\b]", 1, "no escape"),
        Refusal("\\E", 0, "no escape"), Refusal("\\x4", 0, "hexadecimal"), Refusal("\\x{110000}", 0, "hexadecimal"),
        Refusal("\\x{}", 0, "hexadecimal"), Refusal("(?x)", 2, "is no flag"), Refusal("(?i", 3, "the flags end"),
        Refusal("(?-)", 3, "a flag comes after"), Refusal("(?i--s)", 4, "a flag comes after"),
        Refusal("(?<n>a)(?P<n>b)", 11, "two groups"), Refusal("(?<>a)", 3, "the name of a group"),
        Refusal("(?P<a-b>c)", 4, "the name of a group"), Refusal("(?P=n)", 2, "is no flag"),
    ])
    func refuses(_ test: Refusal) {
        let error = #expect(throws: PatternError.self) { try Pattern(test.pattern) }
        #expect(error?.message.contains(test.message) == true, "\(String(describing: error))")
        #expect(error?.offset == test.offset)
    }

    @Test func deepNestingAndLengthAreBounded() {
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 9_000)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 10_001)) }
        #expect(throws: Never.self) { try Pattern(String(repeating: "a", count: 10_000)) }
    }

    @Test func anyCharactersAreAPatternOrAnError() {
        var random = SplitMix(seed: 7)
        let alphabet = Array("ab01(){}[]|*+?^$.\\-:,=!<>PQEpxdiUé🐱\n".unicodeScalars)
        var accepted = 0
        for _ in 0..<20_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            guard let pattern = try? Pattern(String(text)) else { continue }
            accepted += 1
            _ = pattern.matches("ab01é🐱\n")
        }
        #expect(accepted > 1_000)
    }
}
