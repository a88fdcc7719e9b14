/// How a ``ProjectionEngine`` works.
public struct EngineOptions: Sendable {
    /// How many events are applied in one transaction.
    public var batchSize = 500
    /// How many are while rows are made anew.
    public var rebuildBatchSize = 5000
    /// About how many bytes of rows each projection keeps in memory, so that they need not be read again.
    public var keptBytes = 16 << 20
    /// About how many bytes of rows all projections keep in memory, before they are written, while they are made anew.
    public var rebuildBytes = 64 << 20
    /// In how many parts, of all projections together, rows are made anew at once where their keys are the ids of streams;
    /// 1 to 64. As many as there are processors, up to four.
    public var rebuildParts = min(Processors.count, 4)
    /// Whether the next pages are read and folded while one is stored.
    public var readsAhead = true
    /// What is done with events that a projection cannot take.
    public var poison = PoisonPolicy.park()
    /// What is done about rows that another definition made: they are made anew beside those that are read, or the
    /// projection stands still until someone asks for that.
    public var definitionChange = ProjectionChange.rebuild
    /// How long an engine that has nothing to do lets what other processes ask of it wait.
    public var attention = Duration.milliseconds(250)
    /// How long it rests after failures that time may mend.
    public var backoff = Backoff()
    /// How it waits.
    public var clock = EngineClock.continuous
    /// The time that is noted with what happens.
    public var now: @Sendable () -> Timestamp = { .now() }
    /// Told of everything that happens, at once and in order. It must not take long.
    public var report: @Sendable (EngineReport) -> Void = { _ in }

    /// The usual options.
    public init() {}
}

/// What an engine has to tell.
public enum EngineReport: Sendable {
    /// A projection came to a position; `events` is how many it was given. `isRebuild` is for rows that are made anew.
    case advanced(projection: String, position: Int, events: Int, isRebuild: Bool)
    /// A projection could not take an event.
    case parked(DeadLetter)
    /// A projection stands still until it is resumed.
    case stopped(projection: String, ProjectionError)
    /// Something failed that is tried again after a rest; `projection` is nil when it concerns all of them.
    case resting(projection: String?, ProjectionError, Duration)
    /// A projection begins to make its rows anew beside those that are read.
    case rebuildBegan(projection: String)
    /// Rows that were made anew took the place of the others.
    case rebuilt(projection: String, position: Int)
}
