import AnnalsCompatibility
import AnnalsProject
import ArgumentParser

/// How a report is printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// For programs.
    case json
    /// For GitHub Actions, which show it in the pull request.
    case github

    /// The report with a line break at its end.
    func text(_ report: CompatibilityReport, _ project: Project) -> String {
        switch self {
        case .text: Console.text(report, project)
        case .json: ReportJSONPrinter().text(report)
        case .github: ReportGitHubPrinter().text(report)
        }
    }
}
