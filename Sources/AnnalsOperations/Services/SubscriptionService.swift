public import Annals
public import ServiceLifecycle

/// Handles the events of a store as a service: what is there, then what comes, batch after batch.
///
/// A shutdown waits for the batch that is handled; the service then ends. What may pass, such as a file that is held by
/// another process, is tried again from the batch that failed; anything else ends the service.
///
/// ```swift
/// let mail = SubscriptionService("mail", store, from: { .after(try await positions.load()) }) { batch in
///     try await send(batch.events)
///     try await positions.save(batch.position)
/// }
/// try await ServiceGroup(services: [mail], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
public struct SubscriptionService: Service {
    private let handling: EventHandling
    private let filter: EventFilter
    private let batchSize: Int
    private let start: @Sendable () async throws -> SubscriptionStart
    private let handle: @Sendable (EventSubscription.Batch) async throws -> Void

    /// Creates a service that handles batches.
    ///
    /// - Parameters:
    ///   - name: What it is called in lines, metrics and spans.
    ///   - start: Where it begins when the service does; the position of the last batch, if the program keeps it.
    ///   - batchSize: How many events a batch has at most.
    ///   - retries: What is tried again. A batch that is comes whole.
    ///   - handle: Does something with a batch, in its span. It keeps `position` itself.
    public init(
        _ name: String, _ events: any EventStore, filter: EventFilter = .all, batchSize: Int = 500,
        from start: @escaping @Sendable () async throws -> SubscriptionStart = { .beginning },
        retries: RetryPolicy = RetryPolicy(), _ observability: Observability = Observability(),
        handle: @escaping @Sendable (EventSubscription.Batch) async throws -> Void
    ) {
        handling = EventHandling(name, events, retries, observability)
        (self.filter, self.batchSize, self.start, self.handle) = (filter, batchSize, start, handle)
    }

    /// Handles events until a shutdown or a failure that does not pass.
    public func run() async throws {
        var next: EventSubscription?
        try await handling.repeating {
            let subscription: EventSubscription
            if let next {
                subscription = next
            } else {
                subscription = try await handling.events.subscribe(
                    from: try await start(), filter, batchSize: batchSize)
                next = subscription
            }
            let batch = try await cancelWhenGracefulShutdown { try await subscription.first { _ in true } }
            guard let batch else { return false }
            try await handling.handle(batch.events, upTo: batch.position) { try await handle(batch) }
            next = try await handling.events.subscribe(from: .after(batch.position), filter, batchSize: batchSize)
            return true
        }
    }
}

extension EventSubscription.Batch {
    /// Does something with one event after the other. What is appended meanwhile through an ``ObservedEventStore`` says
    /// that it follows from the event.
    public func forEach(_ body: (RecordedEvent) async throws -> Void) async throws {
        try await EventHandling.each(events, body)
    }
}
