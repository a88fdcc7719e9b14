import AnnalsPattern
import Testing

@testable import AnnalsContainment

/// Texts as languages: the shortest text that is in one and not in another one.
@Suite struct LanguageTests {
    struct Case: CustomTestStringConvertible {
        var own: TextLanguage
        var other: TextLanguage
        var found: TextSearch

        init(
            _ own: String?, _ lengths: ClosedRange<Int>? = nil, in other: String?, _ others: ClosedRange<Int>? = nil,
            is found: TextSearch
        ) {
            self.own = TextLanguage(pattern: own, minLength: lengths?.lowerBound ?? 0, maxLength: lengths?.upperBound)
            self.other = TextLanguage(pattern: other, minLength: others?.lowerBound ?? 0, maxLength: others?.upperBound)
            self.found = found
        }

        var testDescription: String { "\(own) in \(other)" }
    }

    static let cases = [
        Case("^[A-Z]{3}$", in: "^[A-Z]+$", is: .none),
        Case("^[A-Z]+$", in: "^[A-Z]{3}$", is: .text("A")),
        Case("^(ab|cd)*$", in: "^[a-d]*$", is: .none),
        Case("^[a-d]*$", in: "^(ab|cd)*$", is: .text("a")),
        // The same language in other words.
        Case("^(?:a|b)*abb$", in: "^[ab]*a(?:bb)$", is: .none),
        Case("^a{2,4}$", in: "^aa(?:a|aa)?$", is: .none),
        // A match anywhere.
        Case("abc", in: "b", is: .none),
        Case("b", in: "abc", is: .text("b")),
        Case(nil, in: "[a-z]*", is: .none),
        Case(nil, in: "[a-z]+", is: .text("")),
        // Lengths with patterns.
        Case("^[a-z]+$", in: nil, 1...5, is: .text("aaaaaa")),
        Case("^[a-z]{2,5}$", in: nil, 1...5, is: .none),
        Case("^[a-z]*$", 3...3, in: "^[a-z]{3}$", is: .none),
        Case("^[a-z]*$", 3...4, in: "^[a-z]{3}$", is: .text("aaaa")),
        Case(nil, 1...1, in: "^.$", is: .text("\n")),
        Case(nil, 1...1, in: "(?s)^.$", is: .none),
        Case(nil, 3...5, in: nil, 2...6, is: .none),
        Case(nil, 3...5, in: nil, 4...6, is: .text("aaa")),
        // Anchors, words and case.
        Case("^\\bfoo\\b$", in: "^foo$", is: .none),
        Case("(?i)^k$", in: "^[kK]$", is: .text("\u{212A}")),
        Case("^[kK]$", in: "(?i)^K$", is: .none),
        Case("^\\p{Lu}$", in: "^\\p{L}$", is: .none),
        Case("^\\p{L}$", in: "^\\p{Lu}$", is: .text("a")),
        Case("^\\d+$", in: "^[0-9]+$", is: .none),
        // No text at all is in every language.
        Case("^a$", 5...9, in: "^b$", is: .none),
        Case("a\\bb", in: "^x$", is: .none),
    ]

    @Test(arguments: cases)
    func shortestDifference(_ example: Case) {
        #expect(example.own.shortest(notIn: example.other) == example.found)
        guard case .text(let text) = example.found else { return }
        if let pattern = example.own.pattern { #expect(Pattern(validated: pattern).matches(text)) }
    }

    @Test func searchEndsWhereStatesMultiply() {
        let own = TextLanguage(pattern: "^(?:a|b)*a(?:a|b){30}$")
        #expect(own.shortest(notIn: TextLanguage(pattern: "^(?:b|a)*a(?:b|a){30}c?$")) == .givenUp)
    }

    @Test func differentTextsAreFound() throws {
        let texts = try #require(TextLanguage(pattern: "^[a-c]x$").texts(limit: 10))
        #expect(texts == ["ax", "bx", "cx"])
    }
}
