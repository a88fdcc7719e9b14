/// Prints diagnostics for people as compilers do: a line that editors and builds understand, the source line, a mark
/// below it, what to write instead, and further places.
///
/// ```
/// orders.yaml:12:7: error: there is no type 'strng' [schema.unknown-type]
///  12 |       name: strng
///     |             ^~~~~
///     = help: did you mean 'string'?
/// ```
public struct DiagnosticTextPrinter: Sendable {
    private let sources: [String: SourceLines]
    private let isColored: Bool

    /// Creates a printer.
    ///
    /// - Parameters:
    ///   - sources: The content of the files by the path that locations use. A diagnostic in another file is printed
    ///     without its source line.
    ///   - isColored: Whether to write ANSI colours; for terminals.
    public init(sources: [String: [UInt8]] = [:], isColored: Bool = false) {
        self.sources = sources.mapValues { SourceLines($0) }
        self.isColored = isColored
    }

    /// All diagnostics by place, without repetitions; empty without diagnostics. Ends with a line break.
    public func text(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map(text).joined()
    }

    /// One diagnostic with its notes. Ends with a line break.
    public func text(_ diagnostic: Diagnostic) -> String {
        var lines = [
            headline(diagnostic.location, diagnostic.severity)
                + paint(VisibleText.line(diagnostic.message), .bold) + " [\(diagnostic.rule)]"
        ]
        lines += excerpt(diagnostic.location)
        if let suggestion = diagnostic.suggestion {
            lines += help(suggestion, indentation: gutter(diagnostic.location))
        }
        for note in diagnostic.notes {
            lines.append(headline(note.location, .note) + VisibleText.line(note.message))
            lines += excerpt(note.location)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The numbers of errors and warnings, such as `2 errors, 1 warning`; nil without any.
    public static func summary(_ diagnostics: Diagnostics) -> String? {
        let sorted = diagnostics.sorted
        let counts = [("error", Diagnostic.Severity.error), ("warning", .warning)].compactMap { name, severity in
            let count = sorted.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s")"
        }
        return counts.isEmpty ? nil : counts.joined(separator: ", ")
    }

    private func headline(_ location: SourceLocation?, _ severity: Diagnostic.Severity) -> String {
        let place = location.map { VisibleText.line("\($0.file):\($0.line):\($0.column): ") } ?? ""
        return paint(place, .bold) + painted("\(severity.rawValue): ", as: severity)
    }

    private func excerpt(_ location: SourceLocation?) -> [String] {
        guard let location, let line = sources[location.file]?[location.line] else { return [] }
        let start = max(location.column - 1, 0)
        // What spans several lines is marked to the end of the first.
        let end = location.endLine > location.line ? line.count : location.endColumn - 1
        let excerpt = SourceExcerpt(line: line, marking: start..<max(start, end))
        let margin = String(repeating: " ", count: gutter(location) - 1)
        return [
            paint(" \(location.line) | ", .margin) + excerpt.text,
            paint("\(margin) | ", .margin) + paint(excerpt.underline, .mark),
        ]
    }

    private func help(_ suggestion: String, indentation: Int) -> [String] {
        let lines = VisibleText.of(suggestion).split(separator: "\n", omittingEmptySubsequences: false)
        let margin = String(repeating: " ", count: indentation)
        return lines.enumerated().map { index, line in
            index == 0 ? margin + paint("= help: ", .margin) + line : margin + "        " + line
        }
    }

    /// The width of the line number with a blank on each side.
    private func gutter(_ location: SourceLocation?) -> Int {
        (location.map { String($0.line).count } ?? 1) + 2
    }

    // MARK: - Colours

    /// A text in the colour of a severity, when there are colours.
    public func painted(_ text: String, as severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: paint(text, .error)
        case .warning: paint(text, .warning)
        case .note: paint(text, .note)
        }
    }

    private enum Style: String {
        case bold = "1"
        case error = "1;31"
        case warning = "1;35"
        case note = "1;36"
        case margin = "34"
        case mark = "1;32"
    }

    private func paint(_ text: String, _ style: Style) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
