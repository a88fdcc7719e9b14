import AnnalsDiagnostics

/// Prints reports for GitHub Actions: every finding at its line of the pull request, with the event that shows it.
public struct ReportGitHubPrinter: ReportPrinter {
    private let context: ReportContext
    private let columns: SourceColumns

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
        columns = SourceColumns(sources: context.sources)
    }

    /// The findings as workflow commands, the worst first because only some are shown, and one line for the log. Ends
    /// with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        report.findings.map { DiagnosticGitHubPrinter().text(annotation($0)) }.joined() + report.summary + "\n"
    }

    private func annotation(_ finding: Finding) -> Diagnostic {
        let title = "\(finding.rule.title) [\(finding.rule.rawValue)]"
        let previous = finding.previousNote.map { note in
            note.location.map { "\(note.message): \(context.path($0.file)):\($0.line)" } ?? note.message
        }
        let lines = finding.lines + [previous].compactMap(\.self)
        return Diagnostic(
            finding.verdict.level.severity, rule: title, finding.message,
            at: finding.location.map(place), notes: lines.map { Diagnostic.Note($0) })
    }

    private func place(_ location: SourceLocation) -> SourceLocation {
        var place = columns.inCodePoints(location) ?? location
        place.file = context.path(location.file)
        return place
    }
}
