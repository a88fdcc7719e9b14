import AnnalsDiagnostics

/// What a verdict is called in each format, and how much it matters there.
struct ReportLevel: Sendable {
    /// For people.
    let words: String
    /// As compilers and workflows see it.
    let severity: Diagnostic.Severity
    /// As SARIF sees it.
    let sarif: String
    /// As GitLab's code quality report sees it.
    let gitlab: String
    /// For a table in a pull request.
    let symbol: String
}

extension Verdict {
    /// The verdict in words, such as `safe with a warning`.
    public var words: String { level.words }

    /// What is not decidable counts as a break: it may be one.
    var level: ReportLevel {
        switch self {
        case .safe: ReportLevel(words: "safe", severity: .note, sarif: "note", gitlab: "info", symbol: "✅")
        case .warning:
            ReportLevel(
                words: "safe with a warning", severity: .warning, sarif: "warning", gitlab: "minor", symbol: "⚠️")
        case .unknown:
            ReportLevel(words: "unknown", severity: .error, sarif: "error", gitlab: "major", symbol: "❓")
        case .breaks:
            ReportLevel(words: "breaks", severity: .error, sarif: "error", gitlab: "critical", symbol: "❌")
        case .error: ReportLevel(words: "error", severity: .error, sarif: "error", gitlab: "blocker", symbol: "⛔")
        }
    }
}
