/// What runners and dispatchers of process managers have to tell.
public enum ProcessReport: Sendable {
    /// A process manager came to a position, with so many commands emitted and timeouts fired on the way.
    case advanced(process: String, position: Int, emitted: Int, fired: Int)
    /// A process manager could not handle an event, also not again.
    case parked(DeadLetter)
    /// A timeout could not be handled: those of its process wait until they are retried. In words.
    case timeoutFailed(process: String, String)
    /// Commands were delivered, and so many failed and are tried again.
    case delivered(process: String, count: Int, failed: Int)
    /// A command failed for good.
    case commandParked(OutboxCommand)
    /// A process manager stands still until a person has mended something; it is looked at again from time to time. Said once
    /// for each reason.
    case stopped(process: String, ProcessError)
    /// Something failed that is tried again after a rest.
    case resting(process: String, ProcessError, Duration)
}
