import AnnalsDiagnostics
import Testing

struct DiagnosticsTests {
    private func location(_ file: String, _ line: Int, _ column: Int) -> AnnalsDiagnostics.SourceLocation {
        AnnalsDiagnostics.SourceLocation(file: file, line: line, column: column)
    }

    @Test func sortsByPlaceAndKeepsTheOrderOfOnePlace() {
        var diagnostics = Diagnostics()
        diagnostics.error("r", "third", at: location("b.yaml", 1, 1))
        diagnostics.error("r", "second", at: location("a.yaml", 10, 2))
        diagnostics.error("r", "first", at: location("a.yaml", 9, 7))
        diagnostics.warning("r", "fourth", at: location("b.yaml", 1, 1))
        diagnostics.error("r", "nowhere", at: nil)
        #expect(diagnostics.sorted.map(\.message) == ["nowhere", "first", "second", "third", "fourth"])
    }

    @Test func showsARepetitionOnce() {
        var diagnostics = Diagnostics()
        for _ in 0..<3 { diagnostics.error("r", "again", at: location("a.yaml", 1, 1)) }
        diagnostics.error("r", "again", at: location("a.yaml", 2, 1))
        #expect(diagnostics.sorted.count == 2)
        #expect(diagnostics.all.count == 4)
    }

    @Test func onlyErrorsCount() {
        var diagnostics = Diagnostics()
        diagnostics.warning("r", "look", at: nil)
        #expect(!diagnostics.hasErrors)
        diagnostics.error("r", "no", at: nil)
        #expect(diagnostics.hasErrors)
    }

    @Test func summaryCountsWhatIsShown() {
        var diagnostics = Diagnostics()
        #expect(DiagnosticTextPrinter.summary(diagnostics) == nil)
        diagnostics.warning("r", "look", at: nil)
        #expect(DiagnosticTextPrinter.summary(diagnostics) == "1 warning")
        diagnostics.error("r", "one", at: nil)
        diagnostics.error("r", "one", at: nil)
        diagnostics.error("r", "two", at: nil)
        #expect(DiagnosticTextPrinter.summary(diagnostics) == "2 errors, 1 warning")
    }
}
