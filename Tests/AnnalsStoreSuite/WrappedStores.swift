import Annals
import Synchronization

/// A store that does what another one does, and more.
protocol WrappedStore: EventStore {
    var store: any EventStore { get }
}

extension WrappedStore {
    func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        try await store.append(appends)
    }

    func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await store.read(stream, versions: versions, direction: direction, limit: limit)
    }

    func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? { try await store.event(id) }

    func version(of stream: StreamName) async throws(EventStoreError) -> Int { try await store.version(of: stream) }

    func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        try await store.truncate(stream, before: version)
    }

    func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int {
        try await store.restore(records)
    }

    func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try await store.metadata(of: stream)
    }

    func setMetadata(_ metadata: OrderedMap<JSONValue>?, of stream: StreamName) async throws(EventStoreError) {
        try await store.setMetadata(metadata, of: stream)
    }

    func lastPosition() async throws(EventStoreError) -> Int { try await store.lastPosition() }

    func waitForEvents(after position: Int) async throws(EventStoreError) {
        try await store.waitForEvents(after: position)
    }

    func close() async throws(EventStoreError) { try await store.close() }
}

/// Notes after which positions pages were read.
final class NotingStore: WrappedStore {
    let store: any EventStore
    private let positions = Mutex<[Int]>([])

    init(_ store: any EventStore) { self.store = store }

    var reads: [Int] { positions.withLock { $0 } }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        positions.withLock { $0.append(position) }
        return try await store.readAll(after: position, filter: filter, limit: limit)
    }
}

/// Fails the first reads.
final class FailingStore: WrappedStore {
    let store: any EventStore
    private let code: EventStoreError.Code
    private let left: Mutex<Int>

    init(_ store: any EventStore, _ code: EventStoreError.Code, times: Int) {
        self.store = store
        self.code = code
        left = Mutex(times)
    }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        let fails = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if fails { throw EventStoreError(code, "not now") }
        return try await store.readAll(after: position, filter: filter, limit: limit)
    }

    func lastPosition() async throws(EventStoreError) -> Int {
        guard code == .corrupt else { return try await store.lastPosition() }
        throw EventStoreError(code, "not now")
    }
}

/// Does something between a read and its answer.
final class MeddlingStore: WrappedStore {
    let store: any EventStore
    private let once: Bool
    private let meddle: @Sendable () async throws -> Void
    private let isDone = Mutex(false)

    /// - Parameter once: Whether it is done at the first read only.
    init(_ store: any EventStore, once: Bool, _ meddle: @escaping @Sendable () async throws -> Void) {
        self.store = store
        self.once = once
        self.meddle = meddle
    }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        let page = try await store.readAll(after: position, filter: filter, limit: limit)
        let isDue = isDone.withLock { isDone in
            defer { isDone = once }
            return !isDone
        }
        if isDue {
            do { try await meddle() } catch { throw EventStoreError(.corrupt, "\(error)") }
        }
        return page
    }
}

/// What a reader saw.
final class SeenCounts: Sendable {
    private let seen = Mutex<[[String: Int]]>([])

    var all: [[String: Int]] { seen.withLock { $0 } }

    func add(_ counts: [String: Int]) { seen.withLock { $0.append(counts) } }
}
