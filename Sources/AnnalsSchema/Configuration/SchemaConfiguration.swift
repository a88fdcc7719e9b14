public import AnnalsDiagnostics

/// What `annals.yaml` says beside the schemas; the defaults serve without it.
public struct SchemaConfiguration: Hashable, Sendable {
    /// The access level of generated declarations.
    public enum Access: String, Hashable, Sendable, CaseIterable {
        case `internal`, package, `public`
    }

    /// What a change of the schemas is held to.
    public enum CompatibilityMode: String, Hashable, Sendable, CaseIterable {
        /// New code reads what the version before wrote.
        case backward = "BACKWARD"
        /// New code reads what every version before wrote, because an event store replays everything.
        case backwardTransitive = "BACKWARD_TRANSITIVE"
        /// The version before reads what new code writes.
        case forward = "FORWARD"
        /// Every version before reads what new code writes.
        case forwardTransitive = "FORWARD_TRANSITIVE"
        /// Both, against the version before.
        case full = "FULL"
        /// Both, against every version before.
        case fullTransitive = "FULL_TRANSITIVE"
        /// Nothing but that what was published stays as it is.
        case none = "NONE"
    }

    /// A rule of `annals lint` or `annals check` that is switched.
    public struct RuleSetting: Hashable, Sendable {
        /// The name of the rule, as it was written.
        public var rule: String
        /// Whether it is looked at.
        public var isOn: Bool
        /// Where the name stands.
        public var location: SourceLocation
    }

    /// The name of the file.
    public static let fileName = "annals.yaml"

    /// The access level of generated declarations; `internal` unless stated.
    public var access: Access
    /// What a change is held to; ``CompatibilityMode/backwardTransitive`` unless stated.
    public var compatibility: CompatibilityMode
    /// Rules of `annals lint` that are switched on or off; all are on unless stated.
    public var lint: [RuleSetting] = []
    /// Rules of `annals check` that are switched on or off; all are on unless stated.
    public var rules: [RuleSetting] = []
    /// Where ``compatibility`` stands; nil when it is not stated.
    public var compatibilityLocation: SourceLocation?

    /// Creates a configuration.
    public init(access: Access = .internal, compatibility: CompatibilityMode = .backwardTransitive) {
        self.access = access
        self.compatibility = compatibility
    }
}
