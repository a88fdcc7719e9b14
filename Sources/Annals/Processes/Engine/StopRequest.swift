internal import Synchronization

/// Asks what runs for long to end after what it is at: no cancellation, which would give that up.
public final class StopRequest: Sendable {
    /// Given when it is asked.
    let signal = AppendSignal()
    private let flag = Atomic(false)

    /// Creates a request that is not made yet.
    public init() {}

    /// Whether it was asked.
    public var isMade: Bool { flag.load(ordering: .acquiring) }

    /// Asks, for good.
    public func make() {
        flag.store(true, ordering: .releasing)
        signal.give()
    }
}
