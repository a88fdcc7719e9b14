public import Annals

/// Snapshots of a store that keeps some.
extension ObservedEventStore: SnapshotStore where Base: SnapshotStore {
    /// Keeps a snapshot.
    public func save(_ snapshot: Snapshot, keeping count: Int) async throws(EventStoreError) {
        try await base.save(snapshot, keeping: count)
    }

    /// The newest snapshot of a stream with a fingerprint, up to a version and a time.
    public func snapshot(
        of stream: StreamName, fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) async throws(EventStoreError) -> Snapshot? {
        try await base.snapshot(of: stream, fingerprint: fingerprint, upTo: version, recordedBy: time)
    }

    /// Removes all snapshots of a stream.
    public func deleteSnapshots(of stream: StreamName) async throws(EventStoreError) {
        try await base.deleteSnapshots(of: stream)
    }

    /// Removes the snapshots of all streams with a fingerprint.
    public func deleteSnapshots(fingerprint: String) async throws(EventStoreError) {
        try await base.deleteSnapshots(fingerprint: fingerprint)
    }
}

/// Rows that change with the appends of a store that can.
extension ObservedEventStore: InlineEventStore where Base: InlineEventStore {
    package func addInline(
        _ projections: InlineProjections, in readModels: any ReadModelStore
    ) async throws(EventStoreError) -> Bool {
        try await base.addInline(projections, in: readModels)
    }
}
