import AnnalsDiagnostics

/// Prints reports as JUnit XML, which CI systems show as test results: one suite for the set of schemas, one case an
/// event, type or projection. A case has one failure with all that was found, because most systems show only one.
public struct ReportJUnitPrinter: ReportPrinter {
    private let context: ReportContext
    private let findings: ReportTextPrinter

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
        findings = ReportTextPrinter(ReportContext(sources: context.sources))
    }

    /// The report as a document. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        let cases = cases(report)
        let failures = cases.count { $0.isFailure }
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
        let name = XMLText.attribute(context.path(context.set))
        let lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"annals check\" \(counts)>",
            "  <testsuite name=\"\(name)\" \(counts)>",
            cases.map { text($0, of: name) }.joined(separator: "\n"),
            "  </testsuite>",
            "</testsuites>",
        ]
        return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private struct Case {
        var name: String
        var findings: [Finding]

        var isFailure: Bool { findings.contains { $0.verdict.isFailure } }
    }

    /// The events, then what else was found something about.
    private func cases(_ report: CompatibilityReport) -> [Case] {
        let bySubject = Dictionary(grouping: report.findings, by: \.subject)
        var seen = Set<String>()
        return (report.subjects.map(\.name) + report.findings.map(\.subject)).filter { seen.insert($0).inserted }
            .map { Case(name: $0, findings: bySubject[$0] ?? []) }
    }

    private func text(_ testCase: Case, of suite: String) -> String {
        let name = testCase.name.isEmpty ? suite : XMLText.attribute(testCase.name)
        let file = testCase.findings.first?.location.map {
            " file=\"\(XMLText.attribute(context.path($0.file)))\" line=\"\($0.line)\""
        }
        let start = "    <testcase classname=\"\(suite)\" name=\"\(name)\"\(file ?? "")"
        guard let worst = testCase.findings.first else { return start + "/>" }
        let text = XMLText.escaped(testCase.findings.map(findings.text).joined(separator: "\n"))
        let content =
            testCase.isFailure
            ? "<failure message=\"\(XMLText.attribute(VisibleText.line(worst.message)))\""
                + " type=\"\(worst.rule.rawValue)\">\n\(text)</failure>"
            : "<system-out>\n\(text)</system-out>"
        return "\(start)>\n      \(content)\n    </testcase>"
    }
}
