/// Where snapshots of aggregates are kept, usually beside the events.
///
/// Snapshots are a convenience: any of them may be lost, as long as the events are there from which it was made. What
/// holds for every store:
/// - A snapshot is kept whole or not at all.
/// - A snapshot of another fingerprint is never given.
/// - An event store that keeps snapshots removes with the events of a stream the snapshots that are of no use without
///   them: those whose next event was removed. After ``EventStore/delete(_:)`` there are none.
public protocol SnapshotStore: Sendable {
    /// Keeps a snapshot, in place of one of the same stream, fingerprint and version.
    ///
    /// Of the stream, those with other fingerprints are removed, and of this fingerprint all but the newest.
    ///
    /// - Parameter count: How many are kept of a stream, at least 1. Older ones serve loads as of a time or version.
    func save(_ snapshot: Snapshot, keeping count: Int) async throws(EventStoreError)

    /// The newest snapshot of a stream with a fingerprint, made of events up to a version and up to a time; nil where there
    /// is none.
    func snapshot(
        of stream: StreamName, fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) async throws(EventStoreError) -> Snapshot?

    /// Removes all snapshots of a stream.
    func deleteSnapshots(of stream: StreamName) async throws(EventStoreError)

    /// Removes the snapshots of all streams with a fingerprint: that of an aggregate after a change that the fingerprint
    /// cannot show, such as of an upcaster that is written by hand.
    ///
    /// A stream whose first events were removed is lost with its snapshots.
    func deleteSnapshots(fingerprint: String) async throws(EventStoreError)
}

extension SnapshotStore {
    /// The newest snapshot of a stream with a fingerprint.
    public func snapshot(of stream: StreamName, fingerprint: String) async throws(EventStoreError) -> Snapshot? {
        try await snapshot(of: stream, fingerprint: fingerprint, upTo: .max, recordedBy: .max)
    }
}
