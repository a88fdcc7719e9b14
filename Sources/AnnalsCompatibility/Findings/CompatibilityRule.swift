import AnnalsDiagnostics

/// What is checked. The raw value is the stable id that suppressions and reports name.
public enum CompatibilityRule: String, Hashable, Sendable, CaseIterable {
    case publishedChanged = "published.changed"
    case publishedRemoved = "published.removed"
    case publishedGap = "published.gap"
    case publishedUpcaster = "published.upcaster-changed"
    case streamMoved = "stream.moved"
    case streamIdentity = "stream.identity"
    case lockEdited = "lock.edited"
    case lockOrphaned = "lock.orphaned"
    case upcastFails = "upcast.fails"
    case upcastUnwritable = "upcast.unwritable"
    case upcastResult = "upcast.result"
    case upcastCustom = "upcast.custom"
    case upcastDropped = "upcast.dropped"
    case upcastPrecision = "upcast.precision"
    case upcastMerges = "upcast.merges"
    case upcastInvented = "upcast.invented"
    case upcastUnsampled = "upcast.unsampled"
    case upcastUnfinished = "upcast.unfinished"
    case forwardBreaks = "forward.breaks"
    case forwardUnknown = "forward.unknown"
    case forwardRenamed = "forward.renamed"
    case eventRetired = "event.retired"
    case rulesUnsampled = "rules.unsampled"
    case projectionChanged = "projection.changed"
    case commandChanged = "command.changed"
    case commandRemoved = "command.removed"
    case processRemoved = "process.removed"
    case processChanged = "process.changed"
    case policyLowered = "policy.lowered"
    case policyRuleOff = "policy.rule-off"
    case suppressionUnused = "suppression.unused"
    case suppressionExpired = "suppression.expired"
    case suppressionRefused = "suppression.refused"

    /// A row of the table of rules.
    struct Row {
        var verdict: Verdict
        var title: String
        var purpose: String
        var explanation: String
        var advice: String
        var example: (wrong: String, right: String)
    }

    /// What a finding of this rule means unless the checker says otherwise.
    public var verdict: Verdict { row.verdict }
    /// What was found, in a few words: a headline.
    public var title: String { row.title }
    /// What the rule is for, in one sentence.
    public var purpose: String { row.purpose }
    /// Why it matters, in a few sentences.
    public var explanation: String { row.explanation }
    /// What to do, in a few sentences.
    public var advice: String { row.advice }
    /// What the rule finds, as it stands in a file.
    public var wrong: String { row.example.wrong }
    /// The same without the finding.
    public var right: String { row.example.right }
    /// Whether a person can accept such a finding when publishing.
    public var canBeAcknowledged: Bool {
        [
            .publishedUpcaster, .streamMoved, .streamIdentity, .upcastCustom, .policyLowered, .policyRuleOff,
            .commandChanged, .commandRemoved, .processRemoved,
        ].contains(self)
    }
    /// Whether a suppression can excuse such a finding, and the configuration switch the rule off. What is never allowed
    /// is not excused either: stored events would not come back.
    public var canBeSuppressed: Bool { verdict < .error }

    /// What to say to the name of a rule that does not exist.
    static func suggestion(for name: String) -> String {
        Suggestion.closest(to: name, in: allCases.map(\.rawValue)).map { "did you mean '\($0)'?" }
            ?? "'annals explain' lists all rules"
    }

    private var row: Row {
        CompatibilityRule.rows[self]
            ?? Row(
                verdict: .error, title: rawValue, purpose: rawValue, explanation: rawValue, advice: rawValue,
                example: ("", ""))
    }

    private static let rows: [CompatibilityRule: Row] = [published, upcasts, losses, processes, policy].reduce(into: [:]
    ) {
        $0.merge($1) { first, _ in first }
    }
}
