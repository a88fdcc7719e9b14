/// Snapshots in memory.
struct SnapshotShelf {
    /// By stream, from the oldest to the newest, all of one fingerprint.
    private var snapshots: [StreamName: [Snapshot]] = [:]

    mutating func save(_ snapshot: Snapshot, keeping count: Int) {
        var kept = snapshots[snapshot.stream, default: []].filter {
            $0.fingerprint == snapshot.fingerprint && $0.version != snapshot.version
        }
        kept.append(snapshot)
        kept.sort { $0.version < $1.version }
        snapshots[snapshot.stream] = kept.suffix(max(count, 1))
    }

    func newest(
        of stream: StreamName, _ fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) -> Snapshot? {
        snapshots[stream]?.last { $0.fingerprint == fingerprint && $0.version <= version && $0.time <= time }
    }

    /// Removes the snapshots whose next event was removed with those before a version.
    mutating func removeUnused(of stream: StreamName, before version: Int) {
        snapshots[stream]?.removeAll { $0.version < max(version, 1) - 1 }
        if snapshots[stream]?.isEmpty == true { snapshots[stream] = nil }
    }

    mutating func removeAll(_ fingerprint: String) {
        snapshots = snapshots.filter { $0.value.first?.fingerprint != fingerprint }
    }
}
