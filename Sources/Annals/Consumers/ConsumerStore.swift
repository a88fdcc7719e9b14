/// Where consumers that share the events of a store keep who works on what, and how far each partition has come.
///
/// What holds for every store:
/// - A partition is claimed by at most one member at a time, until the claim ends or is given up.
/// - Each claim of a partition has a greater epoch than the ones before it. Committing with an old one is `fenced`, so
///   that a consumer that was too slow, or was taken for dead, changes nothing.
/// - A committed position never becomes smaller.
/// - Time is the store's own, so that the clocks of consumers do not matter.
public protocol ConsumerStore: Sendable {
    /// Says that a member is there for the time of a lease from now on, makes its claims last as long, and gives the state of
    /// the group as it is afterwards. The group is made by its first member. A lease is at least a millisecond.
    ///
    /// - Parameter partitions: How many partitions the group has, from 1 to 1024; this is settled by its first member.
    /// - Throws: `otherPartitions` when the group has another number of partitions, or what the medium says.
    func join(
        _ group: String, partitions: Int, as member: String, lease: Duration
    ) async throws(ConsumerError) -> ConsumerGroupState

    /// Claims a partition for the time of a lease; nil when another member has it, or when there is no such partition. A
    /// member that has it already gets a new claim, too: it may have been started again, and what runs of it is fenced.
    func claim(
        _ partition: Int, of group: String, as member: String, lease: Duration
    ) async throws(ConsumerError) -> PartitionClaim?

    /// Says that all events of the partition up to a position are done with.
    ///
    /// A claim that has ended still counts while nobody else has made a newer one.
    ///
    /// - Throws: `fenced` when someone has, `behind` when the position lies before the one that is committed.
    func commit(_ position: Int, under claim: PartitionClaim) async throws(ConsumerError)

    /// Gives a claim up. One that is not the newest changes nothing.
    func release(_ claim: PartitionClaim) async throws(ConsumerError)

    /// Gives up everything that a member has; it is no longer in the group.
    func leave(_ group: String, as member: String) async throws(ConsumerError)

    /// The state of a group; nil where there is none.
    func state(of group: String) async throws(ConsumerError) -> ConsumerGroupState?

    /// Begins a group anew, with another number of partitions if need be: every partition stands at a position, nobody is in
    /// the group, and whoever worked in it is fenced.
    ///
    /// - Parameters:
    ///   - partitions: How many partitions the group has from now on, from 1 to 1024.
    ///   - position: What is committed then, from 0. Events after it are handled, again or for the first time.
    func reset(_ group: String, partitions: Int, to position: Int) async throws(ConsumerError)
}
