/// A snapshot that has become due, and where it goes.
struct DueSnapshot: Sendable {
    let stream: StreamName
    private let store: any SnapshotStore
    private let count: Int
    /// Makes the snapshot; nil for a state that cannot be written.
    private let make: @Sendable () -> Snapshot?

    /// Nil unless loading took as many events as the policy says.
    ///
    /// It is of the state that was loaded, which is exactly what the store said; what was decided on it is in the next one.
    init?<A: Aggregate>(
        _ replay: AggregateLoader.Replay<A>, of stream: StreamName, _ policy: SnapshotPolicy?,
        _ store: (any SnapshotStore)?
    ) {
        guard let policy, let store, replay.loaded.version - replay.snapshotVersion >= policy.interval else {
            return nil
        }
        self.stream = stream
        self.store = store
        count = policy.count
        make = { try? replay.snapshot(of: stream) }
    }

    func write() async throws(EventStoreError) {
        if let snapshot = make() { try await store.save(snapshot, keeping: count) }
    }
}
