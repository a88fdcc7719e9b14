/// The state of an aggregate and how many events made it.
public struct LoadedAggregate<A: Aggregate>: Sendable {
    /// The state.
    public var state: A
    /// The version of the last applied event; 0 for a new aggregate.
    public var version: Int

    /// Creates a loaded aggregate.
    public init(state: A, version: Int) {
        self.state = state
        self.version = version
    }
}

/// What a command did.
public struct CommandOutcome<A: Aggregate>: Sendable {
    /// The events that were decided and are stored now; empty when the command decided nothing.
    public let events: [A.Event]
    /// The version of the stream's last event.
    public let version: Int
    /// The position of the last appended event; nil when the command decided nothing.
    public let position: Int?
}
