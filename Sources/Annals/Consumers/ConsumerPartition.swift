/// What a store keeps of a partition of a consumer group. For implementations of `ConsumerStore`.
public struct ConsumerPartition: Hashable, Sendable {
    /// How often it was claimed.
    public var epoch: Int
    /// The committed position.
    public var position: Int
    /// Who has it, or had it until `end`; nil when it was given up.
    public var member: String?
    /// When the claim ends.
    public var end: Timestamp

    /// What is kept of a partition that nobody has.
    public init(epoch: Int = 0, position: Int = 0, member: String? = nil, end: Timestamp = .min) {
        self.epoch = epoch
        self.position = position
        self.member = member
        self.end = end
    }

    /// Gives the partition to a member, unless another one has it.
    ///
    /// - Returns: Whether it is the member's now.
    public mutating func claim(as member: String, now: Timestamp, end: Timestamp) -> Bool {
        if let other = self.member, other != member, self.end > now { return false }
        (epoch, self.member, self.end) = (epoch + 1, member, end)
        return true
    }

    /// Moves the position. Throws `fenced` or `behind`.
    public mutating func commit(_ position: Int, under claim: PartitionClaim) throws(ConsumerError) {
        guard belongs(to: claim) else { throw .fenced(claim) }
        guard position >= self.position else { throw .behind(position, self.position, claim) }
        self.position = position
    }

    /// Gives the partition up, when the claim is the newest.
    public mutating func release(_ claim: PartitionClaim) {
        if belongs(to: claim) { member = nil }
    }

    /// Whether nobody has claimed the partition since, and the claim was not given up.
    private func belongs(to claim: PartitionClaim) -> Bool {
        epoch == claim.epoch && member == claim.member
    }

    /// The claim on the partition, as that of a group; nil when it was given up.
    public func claim(on partition: StreamPartition, of group: String) -> PartitionClaim? {
        member.map { member in
            PartitionClaim(
                group: group, partition: partition, member: member, epoch: epoch, position: position, end: end)
        }
    }
}

/// What a store keeps of a consumer group. For implementations of `ConsumerStore`.
public struct ConsumerGroupRecord: Hashable, Sendable {
    /// The group's name.
    public let name: String
    /// Its partitions, in order.
    public var partitions: [ConsumerPartition]
    /// When each member counts as gone.
    public var members: [String: Timestamp]

    /// What is kept of a group, at first without members.
    ///
    /// Throws `otherPartitions` unless it has from 1 to 1024 partitions.
    public init(
        _ name: String, partitions: [ConsumerPartition], members: [String: Timestamp] = [:]
    ) throws(ConsumerError) {
        guard StreamPartition(0, of: partitions.count) != nil else {
            throw .impossiblePartitions(name, partitions.count)
        }
        self.name = name
        self.partitions = partitions
        self.members = members
    }

    /// A group that begins, at a position and behind the epochs of one that it takes the place of.
    public init(
        _ name: String, partitions count: Int, position: Int = 0, after former: ConsumerGroupRecord? = nil
    ) throws(ConsumerError) {
        let epoch = former.map { ($0.partitions.map(\.epoch).max() ?? 0) + 1 } ?? 0
        let partition = ConsumerPartition(epoch: epoch, position: max(position, 0))
        // A number beyond all bounds must not take all memory first.
        let bounded = min(max(count, 0), StreamPartition.sliceCount + 1)
        try self.init(name, partitions: Array(repeating: partition, count: bounded))
    }

    /// Takes note of a member, and renews what it has. Members whose time is over are forgotten.
    ///
    /// Throws `otherPartitions` when the group has another number of partitions.
    public mutating func join(
        as member: String, partitions count: Int, now: Timestamp, end: Timestamp
    ) throws(ConsumerError) -> ConsumerGroupState {
        guard partitions.count == count else { throw .otherPartitions(name, count, partitions.count) }
        members = members.filter { $0.value > now }
        members[member] = end
        for index in partitions.indices where partitions[index].member == member { partitions[index].end = end }
        return state(at: now)
    }

    /// Forgets a member, and gives up what it has.
    public mutating func leave(as member: String) {
        members[member] = nil
        for index in partitions.indices where partitions[index].member == member { partitions[index].member = nil }
    }

    /// Who is there at a time.
    public func state(at now: Timestamp) -> ConsumerGroupState {
        let claims = zip(StreamPartition.all(partitions.count), partitions).compactMap { partition, stored in
            stored.end > now ? stored.claim(on: partition, of: name) : nil
        }
        return ConsumerGroupState(
            members: members.filter { $0.value > now }.keys.sorted(), claims: claims,
            positions: partitions.map(\.position))
    }
}
