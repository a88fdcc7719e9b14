import Synchronization

/// Collects what a runner reports.
final class Reports: Sendable {
    private let seen = Mutex<[Int]>([])

    var positions: [Int] { seen.withLock { $0 } }

    func add(_ position: Int) { seen.withLock { $0.append(position) } }
}
