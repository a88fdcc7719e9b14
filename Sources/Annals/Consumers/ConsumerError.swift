/// Why a consumer of a group cannot go on.
public struct ConsumerError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. More may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The partition belongs to a newer claim: what was done under the old one is not committed, and is done again.
        public static let fenced = Code(description: "fenced")
        /// A later position is committed already.
        public static let behind = Code(description: "behind")
        /// The group has another number of partitions.
        public static let otherPartitions = Code(description: "otherPartitions")
        /// The store of the events, or that of the claims, failed: `store` says how.
        public static let store = Code(description: "store")
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, where and what to do.
    public let description: String
    /// For `store`: what the store says.
    public let store: EventStoreError?

    /// Passes on what a store says.
    public init(_ error: EventStoreError) {
        code = .store
        description = error.message
        store = error
    }

    private init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
        store = nil
    }

    /// The claim is not the newest one.
    public static func fenced(_ claim: PartitionClaim) -> ConsumerError {
        ConsumerError(
            .fenced,
            "group \(claim.group), partition \(claim.partition): \(claim.member) lost it (epoch \(claim.epoch)), because it "
                + "was not renewed in time or was given up. Whoever has it now does the events again; undo what was done"
        )
    }

    /// A later position is committed.
    public static func behind(_ position: Int, _ committed: Int, _ claim: PartitionClaim) -> ConsumerError {
        ConsumerError(
            .behind,
            "group \(claim.group), partition \(claim.partition): position \(position) was to be committed, but "
                + "\(committed) is committed already. Commit positions as they grow")
    }

    /// The group was made with another number.
    public static func otherPartitions(_ group: String, _ wanted: Int, _ actual: Int) -> ConsumerError {
        ConsumerError(
            .otherPartitions,
            "group \(group) has \(actual) partition\(actual == 1 ? "" : "s"), not \(wanted). Use that number, or another "
                + "name for a group that begins anew")
    }

    /// There can be no such group.
    public static func impossiblePartitions(_ group: String, _ wanted: Int) -> ConsumerError {
        ConsumerError(
            .otherPartitions,
            "group \(group) cannot have \(wanted) partitions; it has from 1 to \(StreamPartition.sliceCount)")
    }
}
