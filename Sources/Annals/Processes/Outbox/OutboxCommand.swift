/// A command that was emitted, and what has become of it.
public struct OutboxCommand: Hashable, Sendable {
    /// What has become of a command.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It is to be delivered.
        case pending
        /// It was delivered.
        case delivered
        /// It failed for good; later commands of the same process wait for it.
        case parked
        /// A person decided that the process goes on without it.
        case skipped
    }

    /// The id: derived from the event or timeout, the process manager and the place in the schema, so that what is handled
    /// again emits the same command and not another one.
    public var id: UniqueID
    /// The place among all commands of the store, from 1; 0 until it is stored.
    public var sequence: Int
    /// The process manager.
    public var process: String
    /// The key of the process.
    public var key: String
    /// The command's type.
    public var type: String
    /// The payload: JSON in UTF-8.
    public var payload: [UInt8]
    /// When it was emitted: the time of the event, or that at which the timeout was due.
    public var time: Timestamp
    /// The event or the timeout that caused it.
    public var cause: UniqueID
    /// What it belongs to, from the event that caused it.
    public var correlationId: String?
    /// Who caused it, from the event.
    public var userId: String?
    /// What has become of it.
    public var state: State
    /// How often its delivery failed.
    public var attempts: Int
    /// When it is tried again; nil for at once.
    public var retryTime: Timestamp?
    /// Why the last delivery failed, or why it is skipped; nil for neither.
    public var error: String?

    /// Creates a command that is to be delivered.
    public init(
        id: UniqueID, process: String, key: String, type: String, payload: [UInt8], time: Timestamp, cause: UniqueID,
        correlationId: String? = nil, userId: String? = nil
    ) {
        self.id = id
        sequence = 0
        self.process = process
        self.key = key
        self.type = type
        self.payload = payload
        self.time = time
        self.cause = cause
        self.correlationId = correlationId
        self.userId = userId
        state = .pending
        attempts = 0
    }

    /// Whether later commands of the same process have to wait for it.
    public var isOpen: Bool { state == .pending || state == .parked }
}
