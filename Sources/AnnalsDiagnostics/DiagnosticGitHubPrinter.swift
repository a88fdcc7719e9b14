/// Prints diagnostics as workflow commands of GitHub Actions, which show them at their line in a pull request.
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>
public struct DiagnosticGitHubPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// All diagnostics by place, without repetitions; empty without diagnostics. Ends with a line break.
    public func text(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map(text).joined()
    }

    /// One diagnostic as one line. Ends with a line break.
    public func text(_ diagnostic: Diagnostic) -> String {
        var properties: [(String, String)] = []
        if let location = diagnostic.location {
            properties = [
                ("file", location.file), ("line", "\(location.line)"), ("endLine", "\(location.endLine)"),
                ("col", "\(location.column)"),
            ]
            // Columns count within one line only; here the last one is the one before the end.
            if location.endLine == location.line {
                properties.append(("endColumn", "\(max(location.column, location.endColumn - 1))"))
            }
        }
        properties.append(("title", diagnostic.rule))
        var message = diagnostic.message
        for note in diagnostic.notes { message += "\n\(note.message)" }
        if let suggestion = diagnostic.suggestion { message += "\nhelp: \(suggestion)" }
        let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
        let list = properties.map { "\($0)=\(escaped($1, inProperty: true))" }.joined(separator: ",")
        return "::\(command) \(list)::\(escaped(VisibleText.of(message), inProperty: false))\n"
    }

    private func escaped(_ text: String, inProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where inProperty: result += "%3A"
            case "," where inProperty: result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
