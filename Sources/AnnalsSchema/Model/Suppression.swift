public import AnnalsDiagnostics
public import AnnalsValues

/// A finding of `annals check` that is excused, beside the thing that it is about.
public struct Suppression: Hashable, Sendable {
    /// The id of the rule, as it was written.
    public var rule: String
    /// The version that is excused; nil for all.
    public var version: Int?
    /// Why it is right.
    public var reason: String
    /// The last day on which it holds; nil for ever.
    public var until: CalendarDate?
    /// Where it stands.
    public var location: SourceLocation

    /// Creates a suppression.
    public init(
        rule: String, version: Int? = nil, reason: String, until: CalendarDate? = nil, location: SourceLocation
    ) {
        self.rule = rule
        self.version = version
        self.reason = reason
        self.until = until
        self.location = location
    }
}
