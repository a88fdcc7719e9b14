import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema

/// Prints reports for people: a line an event, the findings with the events that show them, and one line at the end.
public struct ReportTextPrinter: Sendable {
    private let diagnostics: DiagnosticTextPrinter

    /// Creates a printer.
    ///
    /// - Parameters:
    ///   - sources: The content of schema files by the path that locations use, to show the lines.
    ///   - isColored: Whether to write ANSI colours; for terminals.
    public init(sources: [String: [UInt8]] = [:], isColored: Bool = false) {
        diagnostics = DiagnosticTextPrinter(sources: sources, isColored: isColored)
    }

    /// The whole report. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        var parts = [report.subjects.map(line).joined()]
        parts += report.findings.map(text)
        parts.append(ReportTextPrinter.summary(report) + "\n")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// One finding. Ends with a line break.
    public func text(_ finding: Finding) -> String {
        let diagnostic = Diagnostic(
            finding.verdict == .warning ? .warning : .error, rule: finding.rule.rawValue, finding.message,
            at: finding.location, suggestion: finding.suggestion)
        var lines = finding.details.map { "  - \($0)" }
        if let witness = finding.witness { lines += ReportTextPrinter.lines(witness) }
        return diagnostics.text(diagnostic) + lines.map { "\($0)\n" }.joined()
    }

    /// One line about the whole report, without line break.
    public static func summary(_ report: CompatibilityReport) -> String {
        let warnings = report.findings.count - report.failures.count
        let suffix =
            (warnings == 0 ? "" : ", \(count(warnings, "warning"))")
            + (report.suppressed.isEmpty ? "" : ", \(report.suppressed.count) suppressed")
        guard report.failures.isEmpty else { return count(report.failures.count, "finding") + suffix }
        let versions = report.subjects.reduce(0) { $0 + $1.versions }
        let payloads = report.subjects.reduce(0) { $0 + $1.payloads }
        let unpublished = report.hasLock ? "" : "; nothing is published yet: 'annals lock' does that"
        return "compatible: \(count(report.subjects.count, "event")), \(count(versions, "version")), "
            + "\(count(payloads, "payload")) tried\(suffix)\(unpublished)"
    }

    // MARK: - Lines

    private func line(_ subject: CompatibilityReport.Subject) -> String {
        var facts = [ReportTextPrinter.count(subject.versions, "version")]
        if subject.mode != SchemaConfiguration().compatibility { facts.append(subject.mode.rawValue) }
        if !subject.drafts.isEmpty {
            facts.append("draft: \(subject.drafts.map(String.init).joined(separator: ", "))")
        }
        if subject.payloads > 0 { facts.append("\(ReportTextPrinter.count(subject.payloads, "payload")) tried") }
        let verdict = subject.verdict.rawValue
        return verdict + String(repeating: " ", count: max(1, 9 - verdict.count))
            + "\(subject.name) (\(facts.joined(separator: "; ")))\n"
    }

    private static func lines(_ witness: Witness) -> [String] {
        var lines = [
            "  witness: this \(witness.name) is valid at version \(witness.version)", indented(witness.payload),
        ]
        lines.append("  \(witness.consequence)")
        if let seen = witness.seen { lines += ["  new code would have seen", indented(seen)] }
        return lines
    }

    private static func indented(_ json: JSONValue) -> String { "    " + json.prettyText(indentation: "    ") }

    /// `1 event`, `18,000 payloads`.
    private static func count(_ number: Int, _ noun: String) -> String {
        var digits = String(number)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return "\(digits) \(noun)\(number == 1 ? "" : "s")"
    }
}
