public import AnnalsJSON

/// A payload on its way from one version to a newer one.
public struct UpcastTrace: Hashable, Sendable {
    /// The payload at one version, valid there.
    public struct Step: Hashable, Sendable {
        /// The version.
        public var version: Int
        /// The payload in canonical form: schema order, defaults written.
        public var payload: JSONValue

        /// Creates a step.
        public init(version: Int, payload: JSONValue) {
            self.version = version
            self.payload = payload
        }
    }

    /// The event's name.
    public var event: String
    /// The versions from the first to the last that was reached.
    public var steps: [Step]

    /// Creates a trace.
    public init(event: String, steps: [Step]) {
        self.event = event
        self.steps = steps
    }

    /// The payload at the last version; null before the first.
    public var payload: JSONValue { steps.last?.payload ?? .null }
}
