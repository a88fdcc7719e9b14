public import AnnalsJSON

/// An event that shows a finding.
public struct Witness: Hashable, Sendable {
    /// The event's or type's name.
    public var name: String
    /// The version at which the payload is valid.
    public var version: Int
    /// The payload.
    public var payload: JSONValue
    /// Another payload of the version, where the finding is about two of them.
    public var twin: JSONValue?
    /// What shows when new code reads it, as a sentence without full stop.
    public var consequence: String
    /// The step that fails; nil when the payload is refused without one.
    public var step: Step?
    /// What the new code would have seen, as far as JSON can show it.
    public var seen: JSONValue?

    /// From one version to the next.
    public struct Step: Hashable, Sendable {
        /// The version before.
        public var from: Int
        /// The version after.
        public var to: Int

        /// Creates a step.
        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// Creates a witness.
    public init(
        name: String, version: Int, payload: JSONValue, twin: JSONValue? = nil, consequence: String,
        step: Step? = nil, seen: JSONValue? = nil
    ) {
        self.name = name
        self.version = version
        self.payload = payload
        self.twin = twin
        self.consequence = consequence
        self.step = step
        self.seen = seen
    }
}
