public import Annals
import Synchronization

/// Ids that are the same in every run: of version 7, at the time of a test clock, counted.
///
/// ```swift
/// let ids = TestIDs()
/// let accounts = AggregateRepository<Account>(store: store, makeID: ids.next)   // 019b76da-a800-7000-8000-000000000001
/// ```
public final class TestIDs: Sendable {
    private let clock: TestClock
    private let counter: Mutex<Counter>

    /// Creates a source of ids.
    ///
    /// - Parameter source: Tells the ids of several sources apart, from 0 to 16,383.
    public init(_ clock: TestClock = TestClock(), source: UInt16 = 0) {
        self.clock = clock
        counter = Mutex(Counter(value: UInt64(source & 0x3FFF) << 48))
    }

    /// The next id.
    public func next() -> UniqueID {
        counter.withLock { UniqueID.version7(at: clock.now(), using: &$0) }
    }
}

/// Counts, and calls it chance.
private struct Counter: RandomNumberGenerator {
    var value: UInt64

    mutating func next() -> UInt64 {
        value &+= 1
        return value
    }
}
