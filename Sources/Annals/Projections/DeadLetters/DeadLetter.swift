/// An event that a projection or a process manager could not take, or that waits behind one: with all that is needed to try
/// again, unless the event itself is removed from the log.
public struct DeadLetter: Hashable, Sendable {
    /// What has become of it.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// The projection failed at it.
        case failed
        /// It waits for an earlier event of its sequence.
        case waiting
        /// It was tried again and is in the rows.
        case resolved
        /// A person decided that the rows go on without it.
        case skipped
    }

    /// What is asked of the engine that has the projection.
    public enum Request: String, Hashable, Sendable {
        /// Try the sequence of the event again.
        case retry
        /// Go on without the event.
        case skip
    }

    /// The projection, or the process manager.
    public var projection: String
    /// The event as it was stored. Of a resolved one the payload is empty.
    public var event: RecordedEvent
    /// The keys of the rows or processes that it touched or would have touched, as far as they are known: `["a",5]`.
    public var keys: [String]
    /// What has become of it.
    public var state: State
    /// What happened when it was last tried, or which event it waits for.
    public var error: String
    /// At which step of the handler; nil where it is not known.
    public var step: String?
    /// How often it failed. Times at which it waited do not count.
    public var attempts: Int
    /// When it was parked.
    public var firstTime: Timestamp
    /// When it was last tried, resolved or skipped.
    public var lastTime: Timestamp
    /// What is asked of the engine; nil for nothing.
    public var request: Request?
    /// Why it is skipped.
    public var reason: String?
    /// Whether it belongs to rows that are made beside those that are read.
    public var inRebuild: Bool

    /// Creates a letter.
    public init(
        projection: String, event: RecordedEvent, keys: [String], state: State, error: String, step: String? = nil,
        attempts: Int, time: Timestamp, inRebuild: Bool
    ) {
        self.projection = projection
        self.event = event
        self.keys = keys
        self.state = state
        self.error = error
        self.step = step
        self.attempts = attempts
        firstTime = time
        lastTime = time
        self.inRebuild = inRebuild
    }

    /// The event's position.
    public var position: Int { event.position }
    /// Whether it is neither in the rows nor given up.
    public var isOpen: Bool { state == .failed || state == .waiting }
}

/// Which dead letters are wanted.
public struct DeadLetterFilter: Hashable, Sendable {
    /// The states that they may be in.
    public var states: Set<DeadLetter.State>
    /// Only those of which something is asked.
    public var isRequested: Bool
    /// Whether those of rebuilds are wanted instead of those of the rows that are read.
    public var inRebuild: Bool

    /// Creates a filter.
    public init(
        states: Set<DeadLetter.State> = Set(DeadLetter.State.allCases), isRequested: Bool = false,
        inRebuild: Bool = false
    ) {
        self.states = states
        self.isRequested = isRequested
        self.inRebuild = inRebuild
    }

    /// Whether a letter, whose projection is not looked at, is wanted.
    public func admits(_ letter: DeadLetter) -> Bool {
        states.contains(letter.state) && letter.inRebuild == inRebuild && (!isRequested || letter.request != nil)
    }

    /// Those that are neither in the rows nor given up.
    public static let open = DeadLetterFilter(states: [.failed, .waiting])
    /// Those of which something is asked.
    public static let requested = DeadLetterFilter(isRequested: true)
}
