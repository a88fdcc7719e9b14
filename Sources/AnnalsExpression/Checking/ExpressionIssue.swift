public import AnnalsDiagnostics

/// One mistake in an expression.
public struct ExpressionIssue: Error, Hashable, Sendable {
    /// Where, in UTF-8 bytes of the source.
    public var range: Range<Int>
    /// How much it matters.
    public var severity: Diagnostic.Severity
    /// The rule, such as `expression.no-overload`.
    public var rule: String
    /// What was found and what was expected.
    public var message: String
    /// What to write instead.
    public var suggestion: String?

    /// Creates an issue.
    public init(
        _ range: Range<Int>, severity: Diagnostic.Severity = .error, rule: String, _ message: String,
        suggestion: String? = nil
    ) {
        self.range = range
        self.severity = severity
        self.rule = rule
        self.message = message
        self.suggestion = suggestion
    }

    static func syntax(_ range: Range<Int>, _ message: String, suggestion: String? = nil) -> ExpressionIssue {
        ExpressionIssue(range, rule: "expression.syntax", message, suggestion: suggestion)
    }

    static func unsupported(_ range: Range<Int>, _ what: String) -> ExpressionIssue {
        ExpressionIssue(range, rule: "expression.not-supported", "\(what) is not yet supported")
    }
}
