/// How far a process manager has come, and what a run did.
public struct ProcessProgress: Hashable, Sendable {
    /// The position up to which every event was handled, or is parked.
    public var position: Int
    /// How many events found no process, since states were first made.
    public var missedEvents: Int
    /// How many commands the run emitted.
    public var emitted = 0
    /// How many timeouts fired in the run.
    public var fired = 0

    init(_ record: ProcessRecord) {
        position = record.position
        missedEvents = record.missedEvents
    }

    /// Adds what a transaction came to. Throws why the process manager stands still.
    mutating func add(_ advance: ProcessAdvance) throws(ProcessError) {
        position = advance.record.position
        missedEvents = advance.record.missedEvents
        emitted += advance.emitted
        fired += advance.fired
        if let failure = advance.failure { throw failure }
    }
}
