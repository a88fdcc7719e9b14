import AnnalsOperations
import Synchronization

/// A place where a task waits until a test lets it go on, and where the test sees that it has come.
final class Gate: Sendable {
    private let arrivals: AsyncStream<Void>
    private let arrived: AsyncStream<Void>.Continuation
    private let openings: AsyncStream<Void>
    private let opened: AsyncStream<Void>.Continuation

    init() {
        (arrivals, arrived) = AsyncStream.makeStream()
        (openings, opened) = AsyncStream.makeStream()
    }

    /// Waits until the gate is open, whether the task is cancelled or not. Says whether it was.
    func pass() async -> Bool {
        arrived.yield()
        // A task of its own, which nobody cancels.
        await Task { [openings] in for await _ in openings { return } }.value
        return Task.isCancelled
    }

    /// Returns when a task has come.
    func arrival() async { for await _ in arrivals { return } }

    /// Lets one task go on.
    func open() { opened.yield() }
}

/// Numbers that tasks leave.
final class Notes<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// A clock whose sleeps are over at once.
struct HastyClock: Clock {
    struct Instant: InstantProtocol {
        func advanced(by duration: Duration) -> Instant { self }
        func duration(to other: Instant) -> Duration { .zero }
        static func < (left: Instant, right: Instant) -> Bool { false }
    }

    var now: Instant { Instant() }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws { try Task.checkCancellation() }
}

/// Read models whose transactions wait at a gate, once it is set.
final class GatedReadModels: ReadModelStore {
    private let base = InMemoryReadModels()
    private let gate = Mutex<Gate?>(nil)

    func set(_ gate: Gate?) { self.gate.withLock { $0 = gate } }

    func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        if await gate.withLock({ $0 })?.pass() == true { throw ProjectionError(EventStoreError.cancelled) }
        return try await base.transaction(body)
    }

    func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await base.snapshot(body)
    }
}
