/// Claims and positions that are forgotten when the program ends: for tests, and for consumers within one program.
public actor InMemoryConsumerStore: ConsumerStore {
    private var groups: [String: ConsumerGroupRecord] = [:]
    private let now: @Sendable () -> Timestamp

    /// Creates a store without groups.
    ///
    /// - Parameter now: The time by which claims end.
    public init(now: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.now = now
    }

    /// Says that a member is there.
    public func join(
        _ group: String, partitions: Int, as member: String, lease: Duration
    ) throws(ConsumerError) -> ConsumerGroupState {
        let now = now()
        var record =
            if let record = groups[group] { record } else {
                try ConsumerGroupRecord(group, partitions: partitions)
            }
        let state = try record.join(as: member, partitions: partitions, now: now, end: now.advanced(byLease: lease))
        groups[group] = record
        return state
    }

    /// Claims a partition.
    public func claim(_ partition: Int, of group: String, as member: String, lease: Duration) -> PartitionClaim? {
        guard var record = groups[group], record.partitions.indices.contains(partition) else { return nil }
        let now = now()
        guard record.partitions[partition].claim(as: member, now: now, end: now.advanced(byLease: lease)) else {
            return nil
        }
        groups[group] = record
        return StreamPartition(partition, of: record.partitions.count).flatMap {
            record.partitions[partition].claim(on: $0, of: group)
        }
    }

    /// Moves a position.
    public func commit(_ position: Int, under claim: PartitionClaim) throws(ConsumerError) {
        guard var record = groups[claim.group], record.partitions.count == claim.partition.count else {
            throw .fenced(claim)
        }
        try record.partitions[claim.partition.number].commit(position, under: claim)
        groups[claim.group] = record
    }

    /// Gives a claim up.
    public func release(_ claim: PartitionClaim) {
        guard groups[claim.group]?.partitions.count == claim.partition.count else { return }
        groups[claim.group]?.partitions[claim.partition.number].release(claim)
    }

    /// Gives up everything that a member has.
    public func leave(_ group: String, as member: String) {
        groups[group]?.leave(as: member)
    }

    /// The state of a group.
    public func state(of group: String) -> ConsumerGroupState? {
        groups[group]?.state(at: now())
    }

    /// Begins a group anew.
    public func reset(_ group: String, partitions: Int, to position: Int) throws(ConsumerError) {
        groups[group] = try ConsumerGroupRecord(
            group, partitions: partitions, position: position, after: groups[group])
    }
}
