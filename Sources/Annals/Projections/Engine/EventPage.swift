/// A piece of the log: all events of some types after one position and up to another.
public struct EventPage: Sendable {
    /// The position after which it begins.
    public let start: Int
    /// The position up to which it goes, whether an event is there or not.
    public let end: Int
    /// The events, in the order of their positions.
    public let events: [RecordedEvent]

    /// Creates a page.
    public init(_ events: [RecordedEvent], from start: Int, to end: Int) {
        self.events = events
        self.start = start
        self.end = end
    }

    /// Those of its events that come after a position and that a projection handles.
    func events<P: Projection>(
        after position: Int, of projection: P.Type
    ) -> LazyFilterSequence<[RecordedEvent]> {
        // Compared with a few, which takes less than a hash.
        let types = P.eventTypes
        return events.lazy.filter { $0.position > position && types.contains($0.type) }
    }
}

extension EventStore {
    /// The next page for readers of these types.
    ///
    /// - Parameters:
    ///   - head: A position that the store had reached before.
    ///   - limit: How many events it has at most.
    func page(after position: Int, types: [String], head: Int, limit: Int) async throws(EventStoreError) -> EventPage {
        let events = try await readAll(after: position, filter: .types(types), limit: limit)
        // A page that is not full was read after `head` was known, so it holds all that is left up to there.
        let last = max(events.last?.position ?? 0, position)
        return EventPage(events, from: position, to: events.count < limit ? max(last, head) : last)
    }
}
