import AnnalsDiagnostics
import Testing

struct DiagnosticTextPrinterTests {
    private func printed(
        _ source: String, _ location: AnnalsDiagnostics.SourceLocation?, suggestion: String? = nil,
        notes: [Diagnostic.Note] = [],
        isColored: Bool = false
    ) -> String {
        DiagnosticTextPrinter(sources: ["a.yaml": Array(source.utf8)], isColored: isColored)
            .text(Diagnostic(rule: "rule", "wrong", at: location, notes: notes, suggestion: suggestion))
    }

    private func at(_ line: Int, _ columns: Range<Int>, file: String = "a.yaml") -> AnnalsDiagnostics.SourceLocation {
        AnnalsDiagnostics.SourceLocation(
            file: file, line: line, column: columns.lowerBound, endColumn: columns.upperBound)
    }

    @Test func marksThePartOfTheLine() {
        #expect(
            printed("annals: 1\nnmae: x\n", at(2, 1..<5), suggestion: "did you mean 'name'?") == """
                a.yaml:2:1: error: wrong [rule]
                 2 | nmae: x
                   | ^~~~
                   = help: did you mean 'name'?

                """)
    }

    @Test func printsNotesWithTheirPlaces() {
        let notes = [Diagnostic.Note("first here", at: at(1, 1..<2)), Diagnostic.Note("and no place")]
        #expect(
            printed("a: 1\na: 2\n", at(2, 1..<2), notes: notes) == """
                a.yaml:2:1: error: wrong [rule]
                 2 | a: 2
                   | ^
                a.yaml:1:1: note: first here
                 1 | a: 1
                   | ^
                note: and no place

                """)
    }

    @Test func indentsEveryLineOfASuggestion() {
        #expect(
            printed("x", at(1, 1..<2), suggestion: "write\nupcast:\n  a: b").hasSuffix(
                """
                   = help: write
                           upcast:
                             a: b

                """))
    }

    @Test func withoutAPlaceOrASourceThereIsOnlyTheMessage() {
        #expect(printed("x", nil) == "error: wrong [rule]\n")
        #expect(printed("x", at(1, 1..<2, file: "b.yaml")) == "b.yaml:1:1: error: wrong [rule]\n")
        #expect(printed("x", at(7, 1..<2)) == "a.yaml:7:1: error: wrong [rule]\n")
    }

    @Test(arguments: [
        // A tab stays a tab in the line with the mark, a character of several bytes is one column.
        ("\tab", 2..<3, "\tab", "\t^"), ("äöx", 5..<6, "äöx", "  ^"), ("äöx", 1..<5, "äöx", "^~"),
        ("a\u{1B}[31mb", 1..<2, "a\u{FFFD}[31mb", "^"), ("ab\r", 2..<3, "ab", " ^"), ("ab", 9..<12, "ab", "  ^"),
        ("ab", 3..<3, "ab", "  ^"),
    ])
    func alignsTheMark(line: String, columns: Range<Int>, text: String, underline: String) {
        let expected = "a.yaml:1:\(columns.lowerBound): error: wrong [rule]\n 1 | \(text)\n   | \(underline)\n"
        #expect(printed(line + "\nnext", at(1, columns)) == expected)
    }

    @Test func marksSeveralLinesToTheEndOfTheFirst() {
        let location = AnnalsDiagnostics.SourceLocation(file: "a.yaml", line: 1, column: 4, endLine: 3, endColumn: 1)
        #expect(printed("a: [1,\n2,\n]", location).contains("\n   |    ^~~\n"))
    }

    @Test func shortensALongLineAroundTheMark() throws {
        let line = String(repeating: "x", count: 100_000) + "HERE" + String(repeating: "y", count: 100_000)
        let lines = printed(line, at(1, 100_001..<100_005)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 200 })
        let text = Array(lines[1])
        let start = try #require(
            lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) })
        #expect(String(text[start..<start + 4]) == "HERE")
    }

    @Test func bytesThatAreNoTextAreShownAsSuch() {
        let printer = DiagnosticTextPrinter(sources: ["a.yaml": [0x61, 0xFF, 0x62]])
        let text = printer.text(Diagnostic(rule: "rule", "wrong", at: at(1, 2..<3)))
        #expect(text.hasSuffix(" 1 | a\u{FFFD}b\n   |  ^\n"))
    }

    @Test func coloursOnlyWhenAsked() {
        #expect(!printed("x", at(1, 1..<2)).contains("\u{1B}"))
        #expect(printed("x", at(1, 1..<2), isColored: true).contains("\u{1B}[1;31merror: \u{1B}[0m"))
    }
}
