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

/// The events of a page that one part of the rows follows from.
struct PartOfPage: Sendable {
    let page: EventPage
    /// The position after which it begins.
    let start: Int
    /// For each event of the page the number of its part; empty when there is one part only.
    var owners: [UInt8] = []
    var number: UInt8 = 0

    /// Where those are on the page that a projection handles.
    func indices<P: Projection>(of projection: P.Type) -> some Sequence<Int> {
        let types = P.eventTypes
        return page.events.indices.lazy.filter {
            (owners.isEmpty || owners[$0] == number) && page.events[$0].position > start
                && types.contains(page.events[$0].type)
        }
    }

    /// A page in parts, by the ids of the streams: the rows of one stream's events are often those with its id as their key.
    static func parts(of page: EventPage, after start: Int, count: Int) -> [PartOfPage] {
        if count == 1 { return [PartOfPage(page: page, start: start)] }
        var key = PackedColumns()
        let owners = page.events.map { event in
            var stream = event.metadata.stream
            stream.withUTF8 { text in
                let dash = text.firstIndex(of: UInt8(ascii: "-")) ?? text.endIndex
                key.removeAll()
                key.append(text: UnsafeBufferPointer(rebasing: text[min(dash + 1, text.endIndex)...]))
            }
            return UInt8(truncatingIfNeeded: RowIndex.part(of: key, count: count))
        }
        return (0..<count).map {
            PartOfPage(page: page, start: start, owners: owners, number: UInt8(truncatingIfNeeded: $0))
        }
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
