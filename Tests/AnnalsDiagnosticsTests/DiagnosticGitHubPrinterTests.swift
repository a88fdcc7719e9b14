import AnnalsDiagnostics
import Testing

struct DiagnosticGitHubPrinterTests {
    @Test func oneLineHasPlaceRuleAndHelp() {
        let location = AnnalsDiagnostics.SourceLocation(file: "schemas/a,b.yaml", line: 3, column: 5, endColumn: 9)
        let diagnostic = Diagnostic(
            rule: "schema.unknown-type", "there is no type 'a:b', 100%\nreally", at: location,
            notes: [Diagnostic.Note("declared here")], suggestion: "write 'ab'")
        #expect(
            DiagnosticGitHubPrinter().text(diagnostic)
                == "::error file=schemas/a%2Cb.yaml,line=3,endLine=3,col=5,endColumn=8,title=schema.unknown-type"
                + "::there is no type 'a:b', 100%25%0Areally%0Adeclared here%0Ahelp: write 'ab'\n")
    }

    @Test func whatIsHiddenIsShownAsSuch() {
        let diagnostic = Diagnostic(rule: "r", "a\r\nb\rc\u{1B}[31m", suggestion: "\u{202E}d")
        #expect(
            DiagnosticGitHubPrinter().text(diagnostic)
                == "::error title=r::a%0Ab\u{FFFD}c\u{FFFD}[31m%0Ahelp: \u{FFFD}d\n")
    }

    @Test func severitiesHaveTheirCommands() {
        let printer = DiagnosticGitHubPrinter()
        #expect(printer.text(Diagnostic(.warning, rule: "r", "w")) == "::warning title=r::w\n")
        #expect(printer.text(Diagnostic(.note, rule: "r", "n")) == "::notice title=r::n\n")
    }

    @Test func whatSpansLinesHasNoLastColumn() {
        let location = AnnalsDiagnostics.SourceLocation(file: "a.yaml", line: 1, column: 2, endLine: 4, endColumn: 1)
        #expect(
            DiagnosticGitHubPrinter().text(Diagnostic(rule: "r", "m", at: location))
                == "::error file=a.yaml,line=1,endLine=4,col=2,title=r::m\n")
    }
}
