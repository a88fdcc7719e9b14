extension OverloadTable {
    static let patterns: [Overload] = [
        row(
            "string.matches", "matches", [.function, .method], [.string, .string], .bool, fails: true,
            function: "matches", "Whether an RE2 pattern matches somewhere."),
        row(
            "regex.replace", "regex.replace", [.function], [.string, .string, .string], .string, fails: true,
            function: "regexReplace", #"Every match replaced; `\\1` to `\\9` stand for what the groups captured."#),
        row(
            "regex.replaceLimit", "regex.replace", [.function], [.string, .string, .string, .int], .string, fails: true,
            function: "regexReplace", "The same for at most so many matches; all for a negative number."),
        row(
            "regex.extract", "regex.extract", [.function], [.string, .string], .optional(.string), fails: true,
            function: "regexExtract", "What the pattern's group, or all of it, matches first; or none."),
        row(
            "regex.extractAll", "regex.extractAll", [.function], [.string, .string], .list(.string), fails: true,
            function: "regexExtractAll", "What the pattern's group, or all of it, matches."),
    ]

    /// In the place of those above when the pattern is a literal.
    static let decidedPatterns: [Overload] = patterns.map { overload in
        var decided = overload
        decided.id += "Literal"
        decided.name = "$" + overload.name
        decided.styles = []
        decided.canFail = false
        decided.function += "Literal"
        return decided
    }
}
