/// What a store keeps of a process manager besides its states.
public struct ProcessRecord: Hashable, Sendable {
    /// The name.
    public var name: String
    /// Which definition made the states.
    public var fingerprint: String
    /// The position up to which every event was handled, or is parked.
    public var position: Int
    /// How many events found no process.
    public var missedEvents: Int
    /// The last timeout that fired, counted from 1.
    public var firings: Int
    /// The last of the recorded firings that the states know of; less than ``firings`` while they are made anew.
    public var appliedFirings: Int
    /// Up to which position commands were emitted before the states were made anew: those of earlier events are not
    /// emitted again.
    public var effectPosition: Int
    /// The positions up to ``effectPosition`` whose commands were not emitted, because the events were parked.
    public var unhandled: [Int]
    /// Why it stands still; nil while it goes on.
    public var failure: ProjectionRecord.Failure?

    /// Creates the record of a process manager that has seen nothing.
    ///
    /// - Parameter effectPosition: Up to which position events make states and emit nothing.
    public init(name: String, fingerprint: String, effectPosition: Int = 0) {
        self.name = name
        self.fingerprint = fingerprint
        position = 0
        missedEvents = 0
        firings = 0
        appliedFirings = 0
        self.effectPosition = effectPosition
        unhandled = []
    }

    /// Whether states are made anew for events whose commands were emitted before.
    var isReplaying: Bool { position < effectPosition }
}

/// A timeout that fired: which one and between which events, so that it does so again when the states are made anew.
public struct ProcessFiring: Hashable, Sendable {
    /// The place among the firings of the process manager, from 1.
    public var number: Int
    /// The key of the process.
    public var key: String
    /// The timeout's name.
    public var timeout: String
    /// The id of the timeout.
    public var id: UniqueID
    /// When it was due.
    public var due: Timestamp
    /// It fired before the event at this position.
    public var position: Int

    /// Creates a firing.
    public init(number: Int, key: String, timeout: String, id: UniqueID, due: Timestamp, position: Int) {
        self.number = number
        self.key = key
        self.timeout = timeout
        self.id = id
        self.due = due
        self.position = position
    }
}
