/// What `annals lint` looks at. The raw value is the stable id that `annals.yaml` switches off.
public enum LintRule: String, Hashable, Sendable, CaseIterable {
    case eventName = "lint.event-name"
    case eventTense = "lint.event-tense"
    case typeName = "lint.type-name"
    case fieldName = "lint.field-name"
    case enumStyle = "lint.enum-style"
    case description = "lint.description"
    case unchangedVersion = "lint.unchanged-version"
    case noFields = "lint.no-fields"
    case unusedType = "lint.unused-type"
    case sameAlternatives = "lint.same-alternatives"
    case storedPosition = "lint.stored-position"
    case noRows = "lint.no-rows"

    /// A row of the table of rules.
    struct Row {
        var purpose: String
        var explanation: String
        /// What it finds, and what would do, in YAML.
        var example: (wrong: String, right: String)
    }

    /// What the rule is for, in one sentence.
    public var purpose: String { row.purpose }
    /// Why it matters and what to do.
    public var explanation: String { row.explanation }
    /// YAML that it finds.
    public var wrong: String { row.example.wrong }
    /// YAML that would do instead.
    public var right: String { row.example.right }

    private var row: Row {
        LintRule.rows[self] ?? Row(purpose: rawValue, explanation: rawValue, example: ("", ""))
    }
}
