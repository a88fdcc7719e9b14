import AnnalsOperations
import Synchronization

/// A store whose calls fail as often as they are told to.
final class TroubledStore: EventStore {
    private let base = InMemoryEventStore()
    private let failures = Mutex<[EventStoreError]>([])

    /// The next calls fail with these errors, each with one.
    func fail(_ errors: [EventStoreError]) { failures.withLock { $0 += errors } }

    private func check() throws(EventStoreError) {
        let error = failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let error { throw error }
    }

    func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        try check()
        return try await base.append(appends)
    }

    func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try check()
        return try await base.read(stream, versions: versions, direction: direction, limit: limit)
    }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try check()
        return try await base.readAll(after: position, filter: filter, limit: limit)
    }

    func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? { try await base.event(id) }

    func version(of stream: StreamName) async throws(EventStoreError) -> Int { try await base.version(of: stream) }

    func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        try await base.truncate(stream, before: version)
    }

    func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int {
        try await base.restore(records)
    }

    func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try await base.metadata(of: stream)
    }

    func setMetadata(
        _ metadata: OrderedMap<JSONValue>?, of stream: StreamName
    ) async throws(EventStoreError) {
        try await base.setMetadata(metadata, of: stream)
    }

    func lastPosition() async throws(EventStoreError) -> Int { try await base.lastPosition() }

    func waitForEvents(after position: Int) async throws(EventStoreError) {
        try await base.waitForEvents(after: position)
    }

    func close() async throws(EventStoreError) { await base.close() }
}
