public import Annals

/// How a ``ProcessService`` works.
public struct ProcessServiceOptions: Sendable {
    /// How many events are handled, and how many timeouts fire, in one transaction.
    public var batchSize = 500
    /// What is done with events that cannot be handled.
    public var poison = PoisonPolicy.park()
    /// From where on events emit commands when the process manager runs for the first time.
    public var start = SubscriptionStart.beginning
    /// What is done when the states were made by another definition: they are made anew, which emits nothing for events that
    /// were handled before, or the process manager stands still.
    public var definitionChange = ProjectionChange.rebuild
    /// How failed deliveries are tried again.
    public var delivery = DeliveryPolicy()
    /// How many commands are taken at once.
    public var deliveryBatchSize = 100
    /// How long at most it takes no notice of the clock, and of what other processes ask.
    public var attention = Duration.seconds(1)
    /// How long it rests after failures.
    public var backoff = Backoff()
    /// How it waits.
    public var clock = EngineClock.continuous
    /// The clock by which timeouts fire and commands are tried again.
    public var now: @Sendable () -> Timestamp = { .now() }
    /// Told of everything that happens, besides lines and metrics.
    public var report: @Sendable (ProcessReport) -> Void = { _ in }

    /// The usual options.
    public init() {}
}
