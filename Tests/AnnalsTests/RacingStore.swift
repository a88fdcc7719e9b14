import Annals
import AnnalsStoreSuite
import Synchronization

/// A store on which another writer is faster in the first appends.
final class RacingStore: EventStore {
    private let store: InMemoryEventStore
    private let conflicts: Mutex<Int>

    init(_ store: InMemoryEventStore, conflicts: Int) {
        self.store = store
        self.conflicts = Mutex(conflicts)
    }

    func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        let isFaster = conflicts.withLock { left in
            left -= 1
            return left >= 0
        }
        if isFaster, let stream = appends.first?.stream {
            let other = try ProposedEvent(MoneyDeposited(accountId: "a", amount: 1))
            _ = try await store.append([other], to: stream, expecting: .any)
        }
        return try await store.append(appends)
    }

    func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await store.read(stream, versions: versions, direction: direction, limit: limit)
    }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await store.readAll(after: position, filter: filter, limit: limit)
    }

    func version(of stream: StreamName) async throws(EventStoreError) -> Int { try await store.version(of: stream) }

    func lastPosition() async throws(EventStoreError) -> Int { try await store.lastPosition() }

    func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? { try await store.event(id) }

    func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        try await store.truncate(stream, before: version)
    }

    func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int { try await store.restore(records) }

    func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try await store.metadata(of: stream)
    }

    func setMetadata(_ metadata: OrderedMap<JSONValue>?, of stream: StreamName) async throws(EventStoreError) {
        try await store.setMetadata(metadata, of: stream)
    }

    func close() async throws(EventStoreError) { await store.close() }
}

/// Collects what commands saw.
final class Seen: Sendable {
    private let values = Mutex<[Int]>([])

    var balances: [Int] { values.withLock { $0 } }

    func add(_ balance: Int) { values.withLock { $0.append(balance) } }
}
