internal import Synchronization

/// Counts who has work for the connection of a pool that writes, or is about to: whoever may not wait looks here first.
final class WriterUse: Sendable {
    private let count = Atomic(0)

    var isUsed: Bool { count.load(ordering: .acquiring) > 0 }

    func enter() { count.add(1, ordering: .acquiringAndReleasing) }

    func leave() { count.subtract(1, ordering: .acquiringAndReleasing) }
}
