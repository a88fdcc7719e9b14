import AnnalsFunctions
import Testing

/// Texts are sequences of code points, compared by their bytes: nothing is normalised and no grapheme is formed.
@Suite struct TextTests {
    private let family = "👨‍👩‍👧"
    private let decomposed = "e\u{301}"

    @Test func sizes() {
        #expect(CEL.size("") == 0)
        #expect(CEL.size(family) == 5)
        #expect(CEL.size("a\r\nb") == 4)
        #expect(CEL.size(decomposed) == 2)
    }

    @Test func comparisonsAreByBytes() {
        #expect(!CEL.equal("é", decomposed))
        #expect(CEL.notEqual("é", decomposed))
        #expect(CEL.less(decomposed, "f"))
        #expect(CEL.less("z", "é"))
        #expect(CEL.less("\u{FFFF}", "\u{10000}"))
        #expect(CEL.lessOrEqual("a", "a") && CEL.greaterOrEqual("a", "a") && !CEL.greater("a", "a"))
        #expect(CEL.less("", "a") && CEL.greater("aa", "a"))
    }

    @Test func parts() {
        #expect(CEL.contains(decomposed, "e") && !CEL.contains(decomposed, "é"))
        #expect(CEL.contains("a\r\nb", "\n") && CEL.contains("", "") && !CEL.contains("a", "ab"))
        #expect(CEL.startsWith(decomposed + "x", "e") && CEL.startsWith("x", ""))
        #expect(CEL.endsWith(decomposed, "\u{301}") && !CEL.endsWith("b", "ab"))
        #expect(CEL.concatenate("e", "\u{301}") == decomposed)
    }

    @Test(arguments: [
        ("a, b, c", ", ", ["a", "b", "c"]), ("", ",", [""]), (",", ",", ["", ""]), ("abc", "", ["a", "b", "c"]),
        ("", "", [""]), ("aXXbXc", "XX", ["a", "bXc"]), ("aaaa", "aa", ["", "", ""]), ("a\r\nb", "\n", ["a\r", "b"]),
        ("é", "", ["é"]), ("e\u{301}", "", ["e", "\u{301}"]),
    ])
    func splitting(_ text: String, _ separator: String, _ parts: [String]) {
        #expect(CEL.split(text, separator).map { Array($0.utf8) } == parts.map { Array($0.utf8) })
        #expect(CEL.split(text, separator, -1) == CEL.split(text, separator))
        #expect(CEL.join(CEL.split(text, separator), separator) == text)
    }

    @Test(arguments: [
        (0, []), (1, ["a,b,c"]), (2, ["a", "b,c"]), (3, ["a", "b", "c"]), (9, ["a", "b", "c"]),
    ])
    func splittingWithALimit(_ limit: Int, _ parts: [String]) {
        #expect(CEL.split("a,b,c", ",", limit) == parts)
    }

    @Test func splittingCodePointsWithALimit() {
        #expect(CEL.split("abc", "", 2) == ["a", "bc"])
        #expect(CEL.split("abc", "", 3) == ["a", "b", "c"])
        #expect(CEL.split("abc", "", 0) == [])
    }

    @Test func replacing() {
        #expect(CEL.replace("abc", "", "-") == "-a-b-c-")
        #expect(CEL.replace("abc", "", "-", 2) == "-a-bc")
        #expect(CEL.replace("abc", "", "-", 4) == "-a-b-c-")
        #expect(CEL.replace("", "", "-") == "-")
        #expect(CEL.replace("aaa", "aa", "b") == "ba")
        #expect(CEL.replace("aaa", "a", "b", 2) == "bba")
        #expect(CEL.replace("aaa", "a", "b", 0) == "aaa")
        #expect(CEL.replace("aaa", "a", "", -1) == "")
        #expect(CEL.replace("abc", "x", "y") == "abc")
    }

    @Test func trimming() {
        let white = "\t\n\u{B}\u{C}\r \u{85}\u{A0}\u{1680}\u{2000}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}"
        #expect(CEL.trim(white + "a b" + white) == "a b")
        #expect(CEL.trim(white) == "")
        for scalar in ["\u{180E}", "\u{200B}", "\u{2060}", "\u{FEFF}"] { #expect(CEL.trim(scalar) == scalar) }
    }

    @Test func caseIsASCIIOnly() {
        #expect(CEL.lowerAscii("ABCzÉ") == "abczÉ")
        #expect(CEL.upperAscii("abcZé[") == "ABCZé[")
    }

    @Test func substrings() throws {
        #expect(try CEL.substring(family, 1) == "\u{200D}👩\u{200D}👧")
        #expect(try CEL.substring("abc", 1, 2) == "b")
        #expect(try CEL.substring("abc", 3) == "" && CEL.substring("abc", 2, 2) == "")
        for (start, end) in [(-1, 2), (0, 4), (2, 1), (4, 4), (Int.min, Int.max)] {
            let error = failure { () throws(EvaluationError) in try CEL.substring("abc", start, end) }
            #expect(error?.kind == .indexOutOfRange)
        }
    }

    @Test func characters() throws {
        #expect(try CEL.character(decomposed, 1) == "\u{301}")
        #expect(try CEL.character("ab", 2) == "")
        #expect(failure { () throws(EvaluationError) in try CEL.character("ab", 3) }?.kind == .indexOutOfRange)
        #expect(failure { () throws(EvaluationError) in try CEL.character("ab", -1) }?.kind == .indexOutOfRange)
        #expect(CEL.reversed(decomposed) == "\u{301}e")
    }

    @Test func places() throws {
        #expect(CEL.firstIndex("🐱b🐱b", "b") == 1)
        #expect(CEL.lastIndex("🐱b🐱b", "b") == 3)
        #expect(CEL.firstIndex("abc", "") == 0 && CEL.lastIndex("abc", "") == 3)
        #expect(CEL.firstIndex("abc", "x") == -1 && CEL.lastIndex("a", "ab") == -1)
        #expect(try CEL.firstIndex("abab", "ab", 1) == 2)
        #expect(try CEL.lastIndex("abab", "ab", 1) == 0)
        #expect(try CEL.lastIndex("aaa", "aa", 3) == 1)
        #expect(try CEL.firstIndex("abc", "", 3) == 3)
        for index in [-1, 4, Int.max] {
            let first = failure { () throws(EvaluationError) in try CEL.firstIndex("abc", "b", index) }
            let last = failure { () throws(EvaluationError) in try CEL.lastIndex("abc", "b", index) }
            #expect(first?.kind == .indexOutOfRange && last?.kind == .indexOutOfRange)
        }
    }

    @Test func patterns() throws {
        #expect(try CEL.matches("a-1", "[0-9]$"))
        #expect(CEL.matchesLiteral("a", "^A$") == false)
        #expect(failure { () throws(EvaluationError) in try CEL.matches("a", "(") }?.kind == .invalidPattern)
        // Patterns that Swift takes for equal are two in the cache.
        #expect(try CEL.matches("é", "^é$"))
        #expect(try !CEL.matches("é", "^e\u{301}$"))
        #expect(try CEL.matches("é", "^é$"))
    }
}
