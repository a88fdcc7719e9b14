public import Annals
internal import Logging
public import ServiceLifecycle

/// A member of a ``ConsumerGroup`` as a service: it handles and commits the batches of the partitions that it has.
///
/// A shutdown waits until the batch that is handled is committed, and gives the partitions to the others. What may pass is
/// tried again; anything else ends the service.
public struct ConsumerService: Service {
    private let group: ConsumerGroup
    private let member: String?
    private let handling: EventHandling
    private let handle: @Sendable (ConsumerBatch) async throws -> Void

    /// Creates a member.
    ///
    /// - Parameters:
    ///   - member: What the member is called, nobody else being called so; an id of its own by default.
    ///   - retries: What is tried again. A batch that is comes whole.
    ///   - handle: Does something with a batch, in its span; it is committed afterwards.
    public init(
        _ group: ConsumerGroup, as member: String? = nil, retries: RetryPolicy = RetryPolicy(),
        _ observability: Observability = Observability(),
        handle: @escaping @Sendable (ConsumerBatch) async throws -> Void
    ) {
        (self.group, self.member, self.handle) = (group, member, handle)
        handling = EventHandling(group.name, group.events, retries, observability)
    }

    /// Handles batches until a shutdown or a failure that does not pass.
    public func run() async throws {
        var batches: ConsumerBatches.Iterator?
        try await handling.repeating {
            let iterator = batches ?? group.batches(as: member).makeAsyncIterator()
            // A failure makes a new member, which begins with what was committed.
            batches = nil
            let batch = try await cancelWhenGracefulShutdown {
                var iterator = iterator
                return try await iterator.next()
            }
            guard let batch else { return false }
            do {
                try await handling.handle(batch.events, upTo: batch.position) {
                    try await batch.handle { try await handle(batch) }
                }
            } catch let error as ConsumerError where error.code == .fenced {
                handling.observability.logger.notice(
                    "a partition was lost to another member",
                    metadata: ["consumer": "\(group.name)", "partition": "\(batch.claim.partition)"])
            }
            batches = iterator
            return true
        }
    }
}

extension ConsumerBatch {
    /// Does something with one event after the other. What is appended meanwhile through an ``ObservedEventStore`` says
    /// that it follows from the event.
    public func forEach(_ body: (RecordedEvent) async throws -> Void) async throws {
        try await EventHandling.each(events, body)
    }
}
