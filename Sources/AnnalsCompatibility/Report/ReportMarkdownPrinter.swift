import AnnalsDiagnostics
import AnnalsSchema
import AnnalsValues

/// Prints reports as a comment for a pull request: the answer in one line, a table, and the events that show the findings
/// folded below. The first line is a remark that nobody sees, by which a bot finds the comment that it wrote before.
public struct ReportMarkdownPrinter: ReportPrinter {
    private let context: ReportContext

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
    }

    /// The report as Markdown. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        var space = Space()
        var parts = [
            "<!-- annals-check \(MarkdownText.commentName(context.path(context.set))) -->",
            "### \(report.verdict.level.symbol) annals check: \(report.verdict.words)",
            MarkdownText.escaped(report.summary),
        ]
        parts += findings(report, &space)
        if !report.findings.isEmpty { parts.append("`annals explain RULE` says more about a rule.") }
        if !report.rebuilds.isEmpty {
            parts.append("**Read models to rebuild:** \(MarkdownText.cell(report.rebuilds.joined(separator: ", ")))")
        }
        parts += list(report.subjects.flatMap(changes), of: Self.changeHead, "Swift API change", &space)
        parts += list(report.suppressed.map(row), of: Self.suppressedHead, "suppressed finding", &space)
        parts += list(report.subjects.map(row), of: Self.eventHead, "event", &space)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static let findingHead = ["| | finding | rule | where |", "| --- | --- | --- | --- |"]
    private static let changeHead = ["| event | in Swift |", "| --- | --- |"]
    private static let suppressedHead = ["| finding | rule | reason | |", "| --- | --- | --- | --- |"]
    private static let eventHead = ["| | event | |", "| --- | --- | --- |"]

    // MARK: - Tables

    /// The table and the folded parts, as many of each as a comment can have.
    private func findings(_ report: CompatibilityReport, _ space: inout Space) -> [String] {
        guard !report.findings.isEmpty else { return [] }
        let rows = report.findings.map(row).prefix { space.take($0) }
        let details = report.findings.prefix(rows.count).map(details).filter { space.take($0) }
        let isComplete = details.count == report.findings.count
        let more = isComplete ? [] : ["A comment has no space for all of it: `annals check` shows the rest."]
        return [(Self.findingHead + rows).joined(separator: "\n")] + more + details.filter { !$0.isEmpty }
    }

    /// A folded table of as many rows as a comment has space for.
    private func list(_ rows: [String], of head: [String], _ noun: String, _ space: inout Space) -> [String] {
        guard !rows.isEmpty else { return [] }
        let shown = rows.prefix { space.take($0) }
        let rest = rows.count - shown.count
        let more = rest == 0 ? [] : ["", "\(CompatibilityReport.count(rest, "more \(noun)"))."]
        return [
            Self.fold(
                CompatibilityReport.count(rows.count, noun), (head + shown + more).joined(separator: "\n"))
        ]
    }

    private func row(_ finding: Finding) -> String {
        let place = finding.location.map { "\(context.path($0.file)):\($0.line)" } ?? ""
        return "| \(mark(finding.verdict)) | \(MarkdownText.cell(finding.message)) "
            + "| `\(finding.rule.rawValue)` | \(MarkdownText.cell(place)) |"
    }

    private func row(_ suppressed: SuppressedFinding) -> String {
        let end = suppressed.suppression.until.map { "until \($0)" } ?? ""
        return "| \(MarkdownText.cell(suppressed.finding.message)) | `\(suppressed.finding.rule.rawValue)` "
            + "| \(MarkdownText.cell(suppressed.suppression.reason)) | \(end) |"
    }

    /// How the Swift of an event changes, a row each.
    private func changes(_ subject: CompatibilityReport.Subject) -> [String] {
        subject.source.map { "| \(MarkdownText.cell(subject.name)) | \(MarkdownText.cell($0)) |" }
    }

    private func row(_ subject: CompatibilityReport.Subject) -> String {
        "| \(subject.verdict.level.symbol) \(subject.words) | \(MarkdownText.cell(subject.name)) | \(subject.facts.joined(separator: "; ")) |"
    }

    private func mark(_ verdict: Verdict) -> String { "\(verdict.level.symbol) \(verdict.words)" }

    // MARK: - Folded

    private func details(_ finding: Finding) -> String {
        var lines: [String] = []
        for part in finding.parts {
            switch part {
            case .item(let text): lines.append("- \(MarkdownText.escaped(text))")
            case .sentence(let text): lines += ["", MarkdownText.escaped(text)]
            case .payload(let payload): lines += ["", MarkdownText.code(payload.visibleText, language: "json")]
            }
        }
        if let note = finding.previousNote, let place = note.location {
            lines += ["", MarkdownText.escaped("\(note.message): \(context.path(place.file)):\(place.line)")]
        }
        if let suggestion = finding.suggestion { lines += ["", "**Help:** \(MarkdownText.escaped(suggestion))"] }
        guard !lines.isEmpty else { return "" }
        let title = MarkdownText.html("\(finding.subject): \(finding.rule.title)")
        return Self.fold(
            "\(finding.verdict.level.symbol) \(title)", lines.drop { $0.isEmpty }.joined(separator: "\n"))
    }

    private static func fold(_ title: String, _ content: String) -> String {
        "<details>\n<summary>\(title)</summary>\n\n\(content)\n\n</details>"
    }

    /// How much a comment can still have: GitHub refuses those of more than 65,536 characters.
    private struct Space {
        private var bytes = 60_000

        /// Takes the space of a text, when there is so much.
        mutating func take(_ text: String) -> Bool {
            guard text.utf8.count < bytes else { return false }
            bytes -= text.utf8.count + 1
            return true
        }
    }
}
