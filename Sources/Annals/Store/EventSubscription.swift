/// Where a subscription begins.
public enum SubscriptionStart: Hashable, Sendable {
    /// With the first event of the store.
    case beginning
    /// With the first event that is appended after the call.
    case end
    /// With the first event after a position, such as that of a checkpoint.
    case after(Int)
}

/// The events of a store, those that are there and then those that come, batch after batch: each once, in the order of
/// their positions, without a gap where old ones end and new ones begin.
///
/// It is pulled: nothing is read while the consumer works, so that a slow consumer costs no memory. It ends when the task
/// is cancelled, and throws what the store throws, such as `closed`.
public struct EventSubscription: AsyncSequence, Sendable {
    /// Some events that follow each other.
    public struct Batch: Hashable, Sendable {
        /// The events; never empty.
        public var events: [RecordedEvent]
        /// The position up to which the store was read: a subscription that begins after it goes on with the next event.
        /// Events that the filter leaves out may lie before it.
        public var position: Int
    }

    let store: any EventStore
    let filter: EventFilter
    let batchSize: Int
    let position: Int

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(subscription: self, position: position) }

    /// Reads batch after batch.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let subscription: EventSubscription
        fileprivate var position: Int

        /// The next batch, as soon as there is one; nil when the task was cancelled.
        public mutating func next() async throws(EventStoreError) -> Batch? {
            try await next(isolation: nil)
        }

        /// The next batch, as soon as there is one; nil when the task was cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(EventStoreError) -> Batch? {
            let (store, limit) = (subscription.store, subscription.batchSize)
            do throws(EventStoreError) {
                while !Task.isCancelled {
                    // Read before the page: what is appended in between is left for the next one.
                    let end = try await store.lastPosition()
                    if end > position {
                        let page = try await store.readAll(after: position, filter: subscription.filter, limit: limit)
                        if page.count < limit { position = Swift.max(position, end) }
                        if let last = page.last {
                            position = Swift.max(page.count < limit ? position : 0, last.position)
                            return Batch(events: page, position: position)
                        }
                    } else {
                        try await store.waitForEvents(after: position)
                    }
                }
                return nil
            } catch {
                if error.code == .cancelled { return nil }
                throw error
            }
        }
    }
}

extension EventStore {
    /// Subscribes to all events, to those of some categories or of some types.
    ///
    /// - Parameter batchSize: How many events a batch has at most.
    /// - Throws: What the store throws when its end has to be found.
    public func subscribe(
        from start: SubscriptionStart = .beginning, _ filter: EventFilter = .all, batchSize: Int = 500
    ) async throws(EventStoreError) -> EventSubscription {
        let position =
            switch start {
            case .beginning: 0
            case .end: try await lastPosition()
            case .after(let position): Swift.max(position, 0)
            }
        return EventSubscription(store: self, filter: filter, batchSize: Swift.max(batchSize, 1), position: position)
    }
}
