/// Prints reports in one format.
public protocol ReportPrinter: Sendable {
    /// Creates a printer.
    init(_ context: ReportContext)

    /// The whole report. Ends with a line break.
    func text(_ report: CompatibilityReport) -> String
}

/// The formats of reports. The raw value is what `annals check --format` takes.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case text, json, sarif, github, gitlab, junit, markdown

    /// Whom the format is for, in a few words.
    public var purpose: String { row.purpose }

    /// A report in this format. Ends with a line break.
    public func text(_ report: CompatibilityReport, _ context: ReportContext) -> String {
        row.printer.init(context).text(report)
    }

    private var row: (printer: any ReportPrinter.Type, purpose: String) {
        switch self {
        case .text: (ReportTextPrinter.self, "for people")
        case .json: (ReportJSONPrinter.self, "for programs; 'annals export report-schema' describes it")
        case .sarif: (ReportSARIFPrinter.self, "SARIF 2.1.0, for code scanning")
        case .github: (ReportGitHubPrinter.self, "annotations of a GitHub workflow")
        case .gitlab: (ReportGitLabPrinter.self, "code quality report of GitLab")
        case .junit: (ReportJUnitPrinter.self, "JUnit XML, for test reports")
        case .markdown: (ReportMarkdownPrinter.self, "a comment for a pull request")
        }
    }
}
