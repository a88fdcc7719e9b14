/// When snapshots are written and how many are kept.
public struct SnapshotPolicy: Hashable, Sendable {
    /// After how many events a snapshot is due, at least 1.
    public let interval: Int
    /// How many are kept of a stream, at least 1.
    public let count: Int

    /// A snapshot every so many events.
    ///
    /// - Parameter count: How many are kept of a stream: the newest one for loading, older ones for loads as of a time or
    ///   version and for when the newest is damaged.
    public static func every(_ interval: Int, keeping count: Int = 3) -> SnapshotPolicy {
        SnapshotPolicy(interval: max(interval, 1), count: max(count, 1))
    }
}
