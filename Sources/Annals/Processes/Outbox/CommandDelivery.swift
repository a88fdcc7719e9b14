/// What is known of a command that is delivered, besides the command.
public struct CommandDelivery: Hashable, Sendable {
    /// The command's id. It stays the same when the command is delivered again: give it to
    /// ``AggregateRepository/execute(_:command:retries:context:isolation:decide:)``, so that it takes effect once.
    public let id: UniqueID
    /// The process manager.
    public let process: String
    /// The key of the process.
    public let key: String
    /// Which delivery it is, from 1.
    public let attempt: Int
    /// When it was emitted: the time of the event, or that at which the timeout was due.
    public let time: Timestamp
    /// What to say of the events that follow: user and correlation of the event that caused the command, and the command
    /// as their cause.
    public let context: EventContext

    init(_ command: OutboxCommand) {
        id = command.id
        process = command.process
        key = command.key
        attempt = command.attempts + 1
        time = command.time
        context = EventContext(
            userId: command.userId, correlationId: command.correlationId, causationId: command.id.description)
    }
}

/// Says that a command cannot be carried out, however often it is tried: it is parked at once.
public struct CommandRejected: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why not.
    public let description: String

    /// Creates an error.
    public init(_ reason: String) { description = reason }
}

/// How often and after what rests a command is delivered that fails.
public struct DeliveryPolicy: Hashable, Sendable {
    /// How often it is tried before it is parked; at least once.
    public var attempts: Int
    /// The rests between them.
    public var backoff: Backoff

    /// Creates a policy.
    public init(attempts: Int = 10, backoff: Backoff = Backoff(first: .seconds(1), limit: .seconds(300))) {
        self.attempts = max(attempts, 1)
        self.backoff = backoff
    }
}

/// What a dispatcher did.
public struct DispatchSummary: Hashable, Sendable {
    /// How many commands were delivered.
    public var delivered = 0
    /// How many deliveries failed and are tried again.
    public var failed = 0
    /// How many commands were parked.
    public var parked = 0
    /// When the next command is tried again; nil when none waits for a time.
    public var nextRetry: Timestamp?

    /// Creates a summary of nothing.
    public init() {}
}
