import AnnalsFunctions
import Testing

@Suite struct PatternFunctionTests {
    @Test(
        "Replacing",
        arguments: [
            ("banana", "a", "x", -1, "bxnxnx"), ("banana", "a", "x", 1, "bxnana"), ("banana", "a", "x", 0, "banana"),
            ("2024-02-29", "(\\d+)-(\\d+)-(\\d+)", "\\3.\\2.\\1", -1, "29.02.2024"), ("abc", "", "-", -1, "-a-b-c-"),
            ("abc", "x*", "-", -1, "-a-b-c-"), ("baac", "a*", "-", -1, "-b-c-"), ("ab", "(a)|b", "<\\1>", -1, "<a><>"),
            ("a", "a", "\\\\\\0", -1, "\\a"), ("é", ".", "x", -1, "x"),
        ])
    func replace(text: String, pattern: String, replacement: String, limit: Int, result: String) throws {
        #expect(try CEL.regexReplace(text, pattern, replacement, limit) == result)
    }

    @Test(
        "Extracting",
        arguments: [
            ("item-A, item-B", "item-(\\w+)", ["A", "B"]), ("id:123, id:456", "id:\\d+", ["id:123", "id:456"]),
            ("abc", "x", []), ("ab", "(a)|b", ["a"]), ("ab", "a()", [""]),
        ] as [(String, String, [String])])
    func extract(text: String, pattern: String, parts: [String]) throws {
        #expect(try CEL.regexExtractAll(text, pattern) == parts)
        #expect(try CEL.regexExtract(text, pattern) == parts.first)
    }

    @Test func whatCannotBeDone() {
        #expect(throws: EvaluationError.self) { try CEL.regexExtract("a", "(a)(b)") }
        #expect(throws: EvaluationError.self) { try CEL.regexExtractAll("a", "(") }
        #expect(throws: EvaluationError.self) { try CEL.regexReplace("a", "(a)", "\\2") }
        #expect(throws: EvaluationError.self) { try CEL.regexReplace("a", "a", "\\x") }
        #expect(throws: EvaluationError.self) { try CEL.regexReplace("a", "a", "\\") }
    }
}
