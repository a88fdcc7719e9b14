public import Annals
import Synchronization

/// A clock that stands still until it is moved, for the time of stores and for what waits.
public final class ManualClock: Clock, Sendable {
    /// A moment of the clock.
    public struct Instant: InstantProtocol {
        /// How long after the start.
        public var offset: Duration

        /// The moment so much later.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// How long until another moment.
        public func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Which is earlier.
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var next = 0
        var sleepers: [Int: (deadline: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
    }

    private let state = Mutex(State())
    private let start: Timestamp

    /// Creates a clock that stands at a time.
    public init(start: Timestamp = .now()) {
        self.start = start
    }

    /// The moment.
    public var now: Instant { state.withLock { $0.now } }
    /// What it measures.
    public var minimumResolution: Duration { .nanoseconds(1) }
    /// The moment as a time.
    public var time: Timestamp { start.advanced(by: now.offset) }
    /// How many tasks sleep.
    public var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// Moves the clock, and wakes whoever sleeps until then.
    public func advance(by duration: Duration) {
        let awake = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let awake = state.sleepers.filter { $0.value.deadline <= state.now }
            for key in awake.keys { state.sleepers[key] = nil }
            return awake.values.map(\.continuation)
        }
        for sleeper in awake { sleeper.resume() }
    }

    /// Sleeps until the clock is moved there. Throws when the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.now >= deadline { return .success(()) }
                    state.sleepers[key] = (deadline, continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
    }
}
