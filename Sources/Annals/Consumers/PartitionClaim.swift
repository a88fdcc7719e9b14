/// That one member of a consumer group, and no other, has a partition for a while.
public struct PartitionClaim: Hashable, Sendable {
    /// The group's name.
    public let group: String
    /// The share of all streams.
    public let partition: StreamPartition
    /// The member that has it.
    public let member: String
    /// How often the partition was claimed, from 1. A commit counts only while the epoch is the newest one.
    public let epoch: Int
    /// The position up to which events are committed: work goes on with the next one.
    public var position: Int
    /// Until when it is the member's, unless it is renewed, by the clock of the store.
    public var end: Timestamp

    /// Creates a claim. For implementations of `ConsumerStore`.
    public init(
        group: String, partition: StreamPartition, member: String, epoch: Int, position: Int, end: Timestamp
    ) {
        self.group = group
        self.partition = partition
        self.member = member
        self.epoch = epoch
        self.position = position
        self.end = end
    }
}

/// Who works in a consumer group, and on what.
public struct ConsumerGroupState: Hashable, Sendable {
    /// The members that are there, in the order of their names.
    public var members: [String]
    /// The claims that have not ended, in the order of partitions.
    public var claims: [PartitionClaim]
    /// The committed position of each partition, in their order.
    public var positions: [Int]

    /// Creates a state. For implementations of `ConsumerStore`.
    public init(members: [String], claims: [PartitionClaim], positions: [Int]) {
        self.members = members
        self.claims = claims
        self.positions = positions
    }

    /// How many partitions a member should have: as many as every other one, or one more; 0 for who is not there.
    public func share(of member: String) -> Int {
        guard let rank = members.firstIndex(of: member) else { return 0 }
        return positions.count / members.count + (rank < positions.count % members.count ? 1 : 0)
    }

    /// The partitions that no other member has.
    func free(for member: String) -> [Int] {
        let taken = Set(claims.lazy.filter { $0.member != member }.map(\.partition.number))
        return positions.indices.filter { !taken.contains($0) }
    }
}
