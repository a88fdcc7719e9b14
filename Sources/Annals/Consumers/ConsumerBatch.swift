/// Some events of a partition that follow each other, and the right to say that they are done with.
public struct ConsumerBatch: Sendable {
    /// The events; never empty.
    public let events: [RecordedEvent]
    /// The position that is committed when they are done with. Events of other partitions, or that the filter leaves out, may
    /// lie before it.
    public let position: Int
    /// Under which claim.
    public let claim: PartitionClaim

    let member: ConsumerMember
    let loss: AppendSignal

    /// Whether it is known that the partition was lost, so that the batch cannot be committed any more.
    public var isLost: Bool { loss.count > 0 }

    /// Says that the events are done with: they never come again. Saying so again does nothing.
    ///
    /// A store may have another way, in which the position is committed together with the program's own work:
    /// `SQLiteConsumerStore.commit(_:under:in:)` has.
    ///
    /// Throws `fenced` when the partition was lost.
    public func commit() async throws(ConsumerError) {
        try await member.commit(self)
    }

    /// Does something with the events and commits them. When the partition is lost meanwhile, the task that does it is
    /// cancelled.
    ///
    /// Throws `fenced` when the partition was lost, and what `body` throws.
    public func handle(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask { [loss] in
                await loss.wait(after: 0)
                return false
            }
            while let isDone = try await group.next() {
                // The wait ends also when the task is cancelled; the body then says how it ends.
                if !isDone, isLost { throw ConsumerError.fenced(claim) }
                if isDone { return group.cancelAll() }
            }
        }
        try await commit()
    }
}
