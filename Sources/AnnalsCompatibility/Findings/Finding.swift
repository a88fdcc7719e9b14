import AnnalsSchema
public import AnnalsDiagnostics

/// One thing that a check found.
public struct Finding: Hashable, Sendable {
    /// What was checked.
    public var rule: CompatibilityRule
    /// How bad it is.
    public var verdict: Verdict
    /// The event, type or projection.
    public var subject: String
    /// Further events that it is about.
    public var others: [String] = []
    /// What was found, as a sentence without full stop.
    public var message: String
    /// Where, in a schema or in the lock file.
    public var location: SourceLocation?
    /// Where the other side of the change stands: the older version, or what was published.
    public var previous: SourceLocation?
    /// More about it, one sentence each.
    public var details: [String]
    /// The version that it is about; nil when it is about all of them.
    public var version: Int?
    /// The step of an event that it is about.
    public var step: Witness.Step?
    /// What else tells it from other findings of its rule, subject and version, such as the field that fails. Part of
    /// the fingerprint, so no line, seed or sampled value belongs into it.
    public var place: String
    /// An event that shows it.
    public var witness: Witness?
    /// The smallest legal next step.
    public var suggestion: String?

    /// Creates a finding with the verdict of its rule.
    public init(
        _ rule: CompatibilityRule, subject: String, _ message: String, at location: SourceLocation? = nil,
        previous: SourceLocation? = nil, version: Int? = nil, step: Witness.Step? = nil, place: String = "",
        details: [String] = [], witness: Witness? = nil, suggestion: String? = nil
    ) {
        self.rule = rule
        verdict = rule.verdict
        self.subject = subject
        self.message = message
        self.location = location
        self.previous = previous
        self.details = details
        self.version = version ?? step?.to
        self.step = step
        self.place = place
        self.witness = witness
        self.suggestion = suggestion
    }

    /// Twelve hexadecimal digits that stay the same when lines move, files are renamed or the search finds another
    /// witness: what was found, not where it stands.
    public var fingerprint: String {
        let version = version.map(String.init) ?? "-"
        return String(Fingerprint.of("\(rule.rawValue) \(subject) \(version) \(place)").prefix(12))
    }
}
