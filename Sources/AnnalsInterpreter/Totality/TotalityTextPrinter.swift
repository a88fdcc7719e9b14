import AnnalsDiagnostics
import AnnalsFunctions
import AnnalsJSON

/// Prints a report for people: each place with its source line, the total form and an input that makes it fail.
public struct TotalityTextPrinter: Sendable {
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
    public func text(_ report: TotalityReport) -> String {
        (report.points.map(text) + [TotalityTextPrinter.summary(report) + "\n"]).joined(separator: "\n")
    }

    private func text(_ point: TotalityReport.Point) -> String {
        let diagnostic = Diagnostic(
            point.witness == nil ? .note : .warning, rule: "totality.\(point.role.rawValue)",
            "\(point.site) can fail: '\(point.operation)'", at: point.location, suggestion: point.suggestion)
        guard let witness = point.witness else {
            return diagnostics.text(diagnostic) + "  no failing input found among \(point.tried)\n"
        }
        return diagnostics.text(diagnostic) + "  fails for\n    "
            + witness.input.prettyText(indentation: "    ") + "\n  \(witness.error)\n"
    }

    /// One line about the whole report, without line break.
    public static func summary(_ report: TotalityReport) -> String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let all = count(report.expressions, "expression")
        guard !report.points.isEmpty else { return "\(all), none can fail" }
        return "\(all), \(report.failing) can fail in \(count(report.points.count, "place")), "
            + "\(report.shown) shown with an input"
    }
}
