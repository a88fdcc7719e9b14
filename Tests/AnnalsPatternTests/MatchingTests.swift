import Testing

@testable import AnnalsPattern

/// What RE2 says of a pattern and a text. Source: RE2's syntax page, and RE2 itself where the page leaves a question open.
struct MatchCase: Sendable, CustomTestStringConvertible {
    var pattern: String
    var text: String
    var isMatch: Bool

    init(_ pattern: String, _ text: String, _ isMatch: Bool) {
        self.pattern = pattern
        self.text = text
        self.isMatch = isMatch
    }

    var testDescription: String { "\(pattern.debugDescription) on \(text.debugDescription)" }
}

@Suite struct MatchingTests {
    @Test(arguments: [
        MatchCase("b", "abc", true), MatchCase("^b", "abc", false), MatchCase("^abc$", "abc", true),
        MatchCase("", "", true), MatchCase("", "a", true), MatchCase("^$", "", true), MatchCase("^$", "a", false),
        MatchCase("^(a|bc)*$", "abca", true), MatchCase("^(a|bc)*$", "abab", false),
        MatchCase("^(|a)+$", "aa", true), MatchCase("^(a*)*$", "aaa", true), MatchCase("^(a*)+b$", "aaab", true),
        MatchCase("^a?$", "aa", false), MatchCase("^a{2,3}$", "aa", true), MatchCase("^a{2,3}$", "aaaa", false),
        MatchCase("^a{2,}$", "aaaaa", true), MatchCase("^a{2,}$", "a", false), MatchCase("^a{0}$", "", true),
        MatchCase("^a{0}$", "a", false), MatchCase("^a{3}?$", "aaa", true), MatchCase("^*", "x", true),
        MatchCase("^(ab){2}$", "abab", true), MatchCase("^(?:ab){2}$", "ab", false),
    ])
    func structure(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }

    @Test(arguments: [
        // `$` is the very end, not before a last line break.
        MatchCase("a$", "a\n", false), MatchCase("(?m)a$", "a\n", true), MatchCase("a\\z", "a\n", false),
        MatchCase("^b", "a\nb", false), MatchCase("(?m)^b", "a\nb", true), MatchCase("(?m)\\Ab", "a\nb", false),
        MatchCase("(?m)^$", "a\n", true), MatchCase("\\bcat\\b", "a cat!", true), MatchCase("\\bcat\\b", "cats", false),
        MatchCase("a\\Bb", "ab", true), MatchCase("\\B", "", true), MatchCase("\\b", "é", false),
        MatchCase("^\\b$", "", false),
    ])
    func anchors(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }

    @Test(arguments: [
        // The unit is the code point; nothing is normalised, and a line break is `\n` alone.
        MatchCase("^.$", "e\u{301}", false), MatchCase("^.$", "👨‍👩‍👧", false), MatchCase("^.$", "🐱", true),
        MatchCase("e", "e\u{301}", true), MatchCase("é", "e\u{301}", false), MatchCase("\n", "a\r\nb", true),
        MatchCase("^a.$", "a\r", true), MatchCase("^a.$", "a\u{2028}", true), MatchCase("^a.$", "a\u{85}", true),
        MatchCase("^a.$", "a\n", false), MatchCase("(?s)^a.$", "a\n", true), MatchCase("^\\C$", "a", true),
        // The classes of Perl are ASCII.
        MatchCase("\\d", "١", false), MatchCase("\\w", "é", false), MatchCase("\\s", "\u{2003}", false),
        MatchCase("\\s", "\u{B}", false), MatchCase("^\\S$", "\u{B}", true), MatchCase("^[\\D]$", "x", true),
        MatchCase("^\\W\\D$", "éé", true),
    ])
    func codePoints(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }

    @Test(arguments: [
        MatchCase("^[a-c]$", "b", true), MatchCase("^[^a-c]$", "b", false), MatchCase("^[]a]$", "]", true),
        MatchCase("^[^]a]$", "]", false), MatchCase("^[a-]$", "-", true), MatchCase("^[-a]$", "-", true),
        MatchCase("^[+--]$", ",", true), MatchCase("^[\\d-z]$", "-", true), MatchCase("^[a&&b]$", "&", true),
        MatchCase("^[[:alpha:]]$", "q", true), MatchCase("^[[:^alpha:]]$", "q", false),
        MatchCase("^[[:word:].-]+$", "a_1.-", true), MatchCase("^[[:space:]]$", "\u{B}", true),
        MatchCase("^[[a]$", "[", true), MatchCase("^[[:alpha]$", ":", true), MatchCase("^[^\n]$", "\n", false),
        MatchCase("^\\pL$", "é", true), MatchCase("^\\pL$", "1", false), MatchCase("^\\p{Lu}$", "É", true),
        MatchCase("^\\p{Lu}$", "é", false), MatchCase("^\\PL$", "é", false), MatchCase("^\\p{^L}$", "1", true),
        MatchCase("^\\p{Greek}+$", "αβγ", true), MatchCase("^\\p{Greek}$", "a", false),
        MatchCase("^[\\p{Nd}x]$", "٣", true), MatchCase("^\\p{Any}$", "\n", true),
        MatchCase("^\\pC$", "\u{378}", false),
    ])
    func classes(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }

    @Test(arguments: [
        MatchCase("^\\x41\\x{1F431}$", "A🐱", true), MatchCase("^\\a\\f\\n\\r\\t\\v$", "\u{7}\u{C}\n\r\t\u{B}", true),
        MatchCase("^\\0\\012$", "\0\n", true), MatchCase("^\\.\\*\\_$", ".*_", true),
        MatchCase("^a\\.b$", "axb", false),
        MatchCase("^\\Qa.b\\E+$", "a.bbb", true), MatchCase("^\\Qa.b\\E+$", "a.ba.b", false),
        MatchCase("\\Q(*", "x(*", true), MatchCase("^a{$", "a{", true), MatchCase("^a{,2}$", "a{,2}", true),
        MatchCase("^a{1$", "a{1", true), MatchCase("^}$", "}", true), MatchCase("^]$", "]", true),
    ])
    func literals(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }

    @Test(arguments: [
        MatchCase("(?i)^abc$", "aBC", true), MatchCase("^(?i:a)b$", "Ab", true), MatchCase("^(?i:a)b$", "AB", false),
        MatchCase("^a(?i)b$", "AB", false), MatchCase("^a(?i)b$", "aB", true), MatchCase("^(a(?i)b)c$", "aBC", false),
        MatchCase("^(?:a(?i)b|c)$", "C", true), MatchCase("(?i)^(?-i)a$", "A", false),
        MatchCase("(?i)^[^a]$", "A", false), MatchCase("(?i)^[a-z]$", "Q", true), MatchCase("(?i)^é$", "É", true),
        MatchCase("(?i)^σ$", "ς", true), MatchCase("(?i)^ς$", "Σ", true), MatchCase("(?i)^k$", "\u{212A}", true),
        MatchCase("(?i)^\u{212A}$", "k", true), MatchCase("(?i)^s$", "ſ", true), MatchCase("(?i)^ß$", "ẞ", true),
        MatchCase("(?i)^i$", "ı", false), MatchCase("(?i)^\\p{Lu}$", "a", true), MatchCase("(?i)^я$", "Я", true),
        MatchCase("(?i)^[\\x{400}-\\x{40FFF}]$", "Я", true), MatchCase("(?U)^a+?$", "aa", true),
        MatchCase("(?P<x>a)(?<y>b)", "ab", true), MatchCase("(?ims-U)^A.", "b\na\n", true),
    ])
    func flagsAndNames(_ test: MatchCase) throws {
        #expect(try Pattern(test.pattern).matches(test.text) == test.isMatch)
    }
}
