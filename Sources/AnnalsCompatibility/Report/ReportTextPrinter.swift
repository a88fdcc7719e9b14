import AnnalsDiagnostics

/// Prints reports for people: a line an event, the findings with both sides of the change and the events that show them,
/// and one line at the end.
public struct ReportTextPrinter: ReportPrinter {
    private let diagnostics: DiagnosticTextPrinter

    /// Creates a printer.
    public init(_ context: ReportContext) {
        diagnostics = DiagnosticTextPrinter(sources: context.sources, isColored: context.isColored)
    }

    /// The whole report. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        let width = report.subjects.map(\.words.count).max() ?? 0
        var parts = [report.subjects.map { line($0, width: max(width, 8)) }.joined()]
        parts += report.findings.map(text)
        parts.append(report.summary + "\n")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// One finding. Ends with a line break.
    public func text(_ finding: Finding) -> String {
        let diagnostic = Diagnostic(
            finding.verdict.level.severity, rule: finding.rule.rawValue, finding.message, at: finding.location,
            notes: [finding.previousNote].compactMap(\.self), suggestion: finding.suggestion)
        return diagnostics.text(diagnostic) + finding.parts.flatMap(lines).map { "\($0)\n" }.joined()
    }

    private func line(_ subject: CompatibilityReport.Subject, width: Int) -> String {
        let words = subject.words
        return diagnostics.painted(words, as: subject.verdict.level.severity)
            + String(repeating: " ", count: max(0, width - words.count) + 1)
            + VisibleText.line("\(subject.name) (\(subject.facts.joined(separator: "; ")))") + "\n"
            + subject.source.map { "\(String(repeating: " ", count: width + 1))- \(VisibleText.line($0))\n" }.joined()
    }

    private func lines(_ part: FindingPart) -> [String] {
        switch part {
        case .item(let text): ["  - \(VisibleText.line(text))"]
        case .sentence(let text): ["  \(VisibleText.line(text))"]
        case .payload(let payload): payload.visibleLines.map { "    \($0)" }
        }
    }
}
