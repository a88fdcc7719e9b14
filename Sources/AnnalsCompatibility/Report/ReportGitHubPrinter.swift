import AnnalsDiagnostics
import AnnalsJSON

/// Prints reports for GitHub Actions: every finding at its line of the pull request, with the event that shows it.
public struct ReportGitHubPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The findings as workflow commands, and one line for the log. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        report.findings.map { DiagnosticGitHubPrinter().text(annotation($0)) }.joined()
            + ReportTextPrinter.summary(report) + "\n"
    }

    private func annotation(_ finding: Finding) -> Diagnostic {
        var notes = finding.details.map { Diagnostic.Note($0) }
        if let witness = finding.witness {
            notes.append(Diagnostic.Note("this \(witness.name) is valid at version \(witness.version):"))
            notes.append(Diagnostic.Note(witness.payload.prettyText()))
            notes.append(Diagnostic.Note(witness.consequence))
        }
        return Diagnostic(
            finding.verdict.isFailure ? .error : .warning, rule: finding.rule.rawValue, finding.message,
            at: finding.location, notes: notes, suggestion: finding.suggestion)
    }
}
