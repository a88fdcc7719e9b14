/// What is checked. The raw value is the stable id that suppressions and reports name.
public enum CompatibilityRule: String, Hashable, Sendable, CaseIterable {
    case publishedChanged = "published.changed"
    case publishedRemoved = "published.removed"
    case publishedGap = "published.gap"
    case publishedUpcaster = "published.upcaster-changed"
    case lockEdited = "lock.edited"
    case lockOrphaned = "lock.orphaned"
    case upcastFails = "upcast.fails"
    case upcastUnwritable = "upcast.unwritable"
    case upcastResult = "upcast.result"
    case upcastCustom = "upcast.custom"
    case upcastDropped = "upcast.dropped"
    case upcastUnsampled = "upcast.unsampled"
    case eventRetired = "event.retired"
    case rulesUnsampled = "rules.unsampled"
    case projectionChanged = "projection.changed"

    /// A row of the table of rules.
    struct Row {
        var verdict: Verdict
        var purpose: String
        var explanation: String
    }

    /// What a finding of this rule means unless the checker says otherwise.
    public var verdict: Verdict { row.verdict }
    /// What the rule is for, in one sentence.
    public var purpose: String { row.purpose }
    /// Why it matters and what to do, in a few sentences.
    public var explanation: String { row.explanation }
    /// Whether a person can accept such a finding when publishing.
    public var canBeAcknowledged: Bool { self == .publishedUpcaster || self == .upcastCustom }

    private var row: Row {
        CompatibilityRule.rows[self] ?? Row(verdict: .error, purpose: rawValue, explanation: rawValue)
    }
}
