import AnnalsDiagnostics
import Testing

struct VisibleTextTests {
    @Test(arguments: [
        ("plain\ttext\n", "plain\ttext\n"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("a\rb", "a\u{FFFD}b"),
        ("a\r\nb", "a\nb"),
        ("\u{202E}cba", "\u{FFFD}cba"), ("👩‍👩‍👧 é", "👩‍👩‍👧 é"), ("\u{0}\u{9B}\u{7F}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ])
    func hiddenCharactersAreShownAsSuch(text: String, expected: String) {
        #expect(VisibleText.of(text) == expected)
    }

    @Test func aLineHasNoBreaks() {
        #expect(VisibleText.line("a\nb\r\nc\rd\u{2028}e") == "a b c d\u{FFFD}e")
    }

    @Test func jsonStaysTheSame() {
        #expect(VisibleText.json("\"a\u{7F}\u{202E}\u{FEFF}é\"") == #""a\u007f\u202e\ufeffé""#)
    }
}
