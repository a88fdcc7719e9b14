import AnnalsPattern
import Testing

/// What RE2 captures. The expected values are those of Go's `regexp.FindAllStringSubmatch`, whose tests most come from.
@Suite struct CaptureTests {
    private func all(_ source: String, _ text: String) throws -> [[String?]] {
        var found: [[String?]] = []
        _ = try Pattern(source).forEachMatch(in: text, groups: 9) { found.append($1.groups) }
        return found
    }

    @Test(
        "The leftmost match, and of several the one that is preferred",
        arguments: [
            ("a|ab", "ab", [["a"]]), ("ab|a", "ab", [["ab"]]),
            ("(a|ab)(c|bcd)(d*)", "abcd", [["abcd", "a", "bcd", ""]]),
            ("a*", "baaab", [[""], ["aaa"], [""]]), ("a*?", "aa", [[""], [""], [""]]),
            ("(?U)a+", "aaa", [["a"], ["a"], ["a"]]),
            ("(?U)a+?", "aaa", [["aaa"]]), ("(a+)(b+)", "abbaab", [["abb", "a", "bb"], ["aab", "aa", "b"]]),
            ("(a)|(b)", "ab", [["a", "a", nil], ["b", nil, "b"]]), ("(?:x)(y)", "xy", [["xy", "y"]]),
            ("(.*).*", "ab", [["ab", "ab"]]), ("(.*?)b", "aab", [["aab", "aa"]]), ("^", "ab", [[""]]),
            ("$", "ab", [[""]]), ("\\b", "a b", [[""], [""], [""], [""]]), ("x", "abc", []),
            ("(?P<n>é)(👨)", "é👨é", [["é👨", "é", "👨"]]), ("(()|.)(b)", "ab", [["ab", "a", nil, "b"]]),
            ("(a*)+", "b", [["", ""], ["", ""]]), ("(a{0,2}?)a", "aa", [["a", ""], ["a", ""]]),
            ("()*", "a", [["", ""], ["", ""]]),
        ] as [(String, String, [[String?]])])
    func matches(source: String, text: String, groups: [[String?]]) throws {
        #expect(try all(source, text) == groups)
    }

    @Test func aLimitLeavesTheRest() throws {
        var found: [String] = []
        let rest = try Pattern("a").forEachMatch(in: "banana", limit: 2, groups: 0) { before, match in
            found.append("\(before)[\(match.groups[0] ?? "")]")
        }
        #expect(found == ["b[a]", "n[a]"])
        #expect(rest == "na")
    }

    /// An engine that tries one way after the other would not come back.
    @Test(arguments: ["^(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)x"])
    func hostilePatternsEnd(source: String) throws {
        #expect(try all(source, String(repeating: "a", count: 300) + "!").isEmpty)
    }
}
