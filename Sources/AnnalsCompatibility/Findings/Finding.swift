public import AnnalsDiagnostics

/// One thing that a check found.
public struct Finding: Hashable, Sendable {
    /// What was checked.
    public var rule: CompatibilityRule
    /// How bad it is.
    public var verdict: Verdict
    /// The event, type or projection.
    public var subject: String
    /// What was found, as a sentence without full stop.
    public var message: String
    /// Where, in a schema or in the lock file.
    public var location: SourceLocation?
    /// More about it, one sentence each.
    public var details: [String]
    /// The step of an event that it is about.
    public var step: Witness.Step?
    /// An event that shows it.
    public var witness: Witness?
    /// The smallest legal next step.
    public var suggestion: String?

    /// Creates a finding with the verdict of its rule.
    public init(
        _ rule: CompatibilityRule, subject: String, _ message: String, at location: SourceLocation? = nil,
        step: Witness.Step? = nil, details: [String] = [], witness: Witness? = nil, suggestion: String? = nil
    ) {
        self.rule = rule
        verdict = rule.verdict
        self.subject = subject
        self.message = message
        self.location = location
        self.step = step
        self.details = details
        self.witness = witness
        self.suggestion = suggestion
    }
}
