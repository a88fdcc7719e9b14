package import Annals
import Synchronization

/// A store that counts how many events were read, and how often it was asked for anything.
package final class CountingStore: EventStore {
    private let store: any EventStore
    private let counts = Mutex((events: 0, calls: 0))

    /// Counts what is asked of a store.
    package init(_ store: any EventStore) {
        self.store = store
    }

    /// What was read since the last call of this.
    package func take() -> (events: Int, calls: Int) {
        counts.withLock { counts in
            defer { counts = (0, 0) }
            return counts
        }
    }

    private func count(_ events: [RecordedEvent]) -> [RecordedEvent] {
        counts.withLock { $0 = ($0.events + events.count, $0.calls + 1) }
        return events
    }

    package func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        try await store.append(appends)
    }

    package func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        count(try await store.read(stream, versions: versions, direction: direction, limit: limit))
    }

    package func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        count(try await store.readAll(after: position, filter: filter, limit: limit))
    }

    package func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? {
        let event = try await store.event(id)
        _ = count(event.map { [$0] } ?? [])
        return event
    }

    package func version(of stream: StreamName) async throws(EventStoreError) -> Int {
        _ = count([])
        return try await store.version(of: stream)
    }

    package func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        try await store.truncate(stream, before: version)
    }

    package func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int {
        try await store.restore(records)
    }

    package func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try await store.metadata(of: stream)
    }

    package func setMetadata(
        _ metadata: OrderedMap<JSONValue>?, of stream: StreamName
    ) async throws(EventStoreError) {
        try await store.setMetadata(metadata, of: stream)
    }

    package func lastPosition() async throws(EventStoreError) -> Int { try await store.lastPosition() }

    package func close() async throws(EventStoreError) { try await store.close() }
}
