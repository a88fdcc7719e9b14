public import Annals
import Synchronization

/// A clock that a test sets.
///
/// ```swift
/// let clock = TestClock()
/// let store = InMemoryEventStore(now: clock.now)
/// clock.advance(by: .seconds(86_400))
/// ```
public final class TestClock: Sendable {
    /// When test clocks begin unless told otherwise: 2026-01-01T00:00:00Z.
    public static let start = Timestamp(seconds: 1_767_225_600) ?? .min

    private let time: Mutex<Timestamp>
    private let step: Duration

    /// Creates a clock that stands still.
    ///
    /// - Parameter step: By how much it goes on each time it is asked, so that times differ.
    public init(at time: Timestamp = TestClock.start, step: Duration = .zero) {
        self.time = Mutex(time)
        self.step = step
    }

    /// The time.
    public func now() -> Timestamp {
        time.withLock { time in
            defer { if step != .zero { time = time.adding(step) } }
            return time
        }
    }

    /// Goes on, or back by a negative duration; at most to the ends of the calendar.
    public func advance(by duration: Duration) {
        time.withLock { $0 = $0.adding(duration) }
    }

    /// Sets the time.
    public func set(_ time: Timestamp) {
        self.time.withLock { $0 = time }
    }
}

extension Timestamp {
    fileprivate func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        let nanoseconds = Int64(nanoseconds) + attoseconds / 1_000_000_000
        let carry = nanoseconds < 0 ? -1 : nanoseconds / 1_000_000_000
        let rest = Int32(nanoseconds - carry * 1_000_000_000)
        let end: Timestamp = duration < .zero ? .min : .max
        return overflow ? end : Timestamp(seconds: sum + carry, nanoseconds: rest) ?? end
    }
}
