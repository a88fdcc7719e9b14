/// Consumers that share the events of a store: each stream belongs to one of the group's partitions, and each partition to one
/// member at a time. Members may be tasks, processes or machines; they come and go, and the others take over.
///
/// ```swift
/// let group = ConsumerGroup("mail", events: store, consumers: consumers)
/// try await group.run { batch in
///     for record in batch.events { try await send(record) }
/// }
/// ```
///
/// The events of a stream are handled in order, and every event at least once. What is committed together with the
/// position (see `ConsumerBatch/commit()`) happens exactly once: a member that lost its partition cannot commit.
public struct ConsumerGroup: Sendable {
    /// The name under which claims and positions are kept.
    public let name: String
    /// How many partitions the group has, from 1 to 1024. It is settled by the first member ever; as many members can work
    /// at once.
    public let partitions: Int
    /// Where the events come from.
    public let events: any EventStore
    /// Where claims and positions are kept.
    public let consumers: any ConsumerStore
    /// Which events are handled. Its partition counts for nothing.
    public let filter: EventFilter
    /// How many events a batch has at most.
    public let batchSize: Int
    /// How long a member that is silent keeps its partitions. It is renewed three times as often.
    public let lease: Duration

    let clock: any Clock<Duration>

    /// Creates a group.
    ///
    /// - Parameters:
    ///   - partitions: From 1 to 1024; more than there will be members, because it stays.
    ///   - batchSize: How many events a batch has at most, from 1.
    ///   - lease: How long a member that is silent keeps its partitions, from some milliseconds: longer than a pause of the
    ///     program or of the medium.
    ///   - clock: What waits between renewals.
    public init(
        _ name: String, partitions: Int = 16, events: any EventStore, consumers: any ConsumerStore,
        filter: EventFilter = .all, batchSize: Int = 500, lease: Duration = .seconds(10),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.name = name
        self.partitions = partitions
        self.events = events
        self.consumers = consumers
        self.filter = filter
        self.batchSize = max(batchSize, 1)
        self.lease = lease
        self.clock = clock
    }

    /// The batches of a new member of the group, until the task is cancelled. Commit each: one that was not comes again.
    ///
    /// Nothing happens before the first batch is asked for. When the iterator goes away, the member leaves the group.
    ///
    /// - Parameter member: What the member is called, nobody else being called so; an id of its own by default.
    public func batches(as member: String? = nil) -> ConsumerBatches {
        ConsumerBatches(group: self, member: member ?? UniqueID.version7().description)
    }

    /// Handles batches as a new member of the group, until the task is cancelled: each is committed when `handle`
    /// returns. When the member loses a partition, the task of its batch is cancelled and it goes on with the others.
    ///
    /// What `handle` throws ends the run, and its batch comes again.
    ///
    /// - Parameter member: What the member is called, nobody else being called so; an id of its own by default.
    public func run(
        as member: String? = nil, handle: @escaping @Sendable (ConsumerBatch) async throws -> Void
    ) async throws {
        for try await batch in batches(as: member) {
            do {
                try await batch.handle { try await handle(batch) }
            } catch let error as ConsumerError where error.code == .fenced {
                // Whoever has the partition now does it again.
            }
        }
    }

    /// How far each partition has come, and who has it; nil for a group that has not begun.
    public func state() async throws(ConsumerError) -> ConsumerGroupState? { try await consumers.state(of: name) }
}
