/// One message to the person who wrote a schema: what is wrong, where, and what to do.
public struct Diagnostic: Hashable, Sendable {
    /// How much a diagnostic matters.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// The schemas cannot be used.
        case error
        /// The schemas can be used; a person should look.
        case warning
        /// Information that belongs to another diagnostic.
        case note
    }

    /// A further place that explains the diagnostic.
    public struct Note: Hashable, Sendable {
        /// What the place has to do with it.
        public var message: String
        /// The place, when there is one.
        public var location: SourceLocation?

        /// Creates a note.
        public init(_ message: String, at location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    /// The stable name of the rule, such as `schema.unknown-key`.
    public var rule: String
    /// How much it matters.
    public var severity: Severity
    /// One sentence without a final full stop: what was found and what was expected.
    public var message: String
    /// Where; nil for what concerns no single place.
    public var location: SourceLocation?
    /// Further places.
    public var notes: [Note]
    /// What to write instead, as a sentence for a person.
    public var suggestion: String?

    /// Creates a diagnostic.
    public init(
        _ severity: Severity = .error, rule: String, _ message: String, at location: SourceLocation? = nil,
        notes: [Note] = [], suggestion: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.location = location
        self.notes = notes
        self.suggestion = suggestion
    }
}
