import AnnalsDiagnostics
import AnnalsJSON

/// Prints reports for GitLab, which shows them in a merge request at their lines.
/// Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
public struct ReportGitLabPrinter: ReportPrinter {
    private let context: ReportContext

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
    }

    /// The findings as a code quality report. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        JSONValue.array(report.identified.map { issue($0.finding, $0.fingerprint) }).document
    }

    private func issue(_ finding: Finding, _ fingerprint: String) -> JSONValue {
        let location = finding.location ?? finding.previous ?? context.anchor
        // The merge request shows the description only, in one line.
        let sentences = [finding.message] + finding.details + [finding.witness?.consequence].compactMap(\.self)
        return .members([
            "description": .string(VisibleText.line(sentences.joined(separator: "; "))),
            "check_name": .string(finding.rule.rawValue), "fingerprint": .string(fingerprint),
            "severity": .string(finding.verdict.level.gitlab),
            "location": .members([
                "path": .string(context.path(location.file)),
                "lines": .members(["begin": .integer(location.line), "end": .integer(location.endLine)]),
            ]),
        ])
    }
}
