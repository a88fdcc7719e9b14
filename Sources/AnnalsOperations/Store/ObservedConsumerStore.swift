public import Annals

/// A store of consumer groups that shows an operator what it does: a duration for each call, errors by their codes, and lines
/// for what is slow or fails.
public struct ObservedConsumerStore<Base: ConsumerStore>: ConsumerStore {
    /// The calls, as metrics and lines name them.
    private enum Operation: String, CaseIterable {
        case join, claim, commit, release, leave, state, reset
    }

    /// The store itself, for work that is committed together with a position.
    public let base: Base
    private let calls: ObservedCalls

    /// Shows what a store does.
    ///
    /// - Parameters:
    ///   - name: What it is called in lines and metrics.
    ///   - slowness: Calls that take longer are warned of; nil for none.
    public init(
        _ base: Base, name: String = "consumers", warnsAfter slowness: Duration? = .seconds(1),
        _ observability: Observability = Observability()
    ) {
        self.base = base
        calls = ObservedCalls(
            name, operations: Operation.allCases.map(\.rawValue), warnsAfter: slowness, observability)
    }

    /// Says that a member is there.
    public func join(
        _ group: String, partitions: Int, as member: String, lease: Duration
    ) async throws(ConsumerError) -> ConsumerGroupState {
        try await observe(.join) { () throws(ConsumerError) in
            try await base.join(group, partitions: partitions, as: member, lease: lease)
        }
    }

    /// Claims a partition.
    public func claim(
        _ partition: Int, of group: String, as member: String, lease: Duration
    ) async throws(ConsumerError) -> PartitionClaim? {
        try await observe(.claim) { () throws(ConsumerError) in
            try await base.claim(partition, of: group, as: member, lease: lease)
        }
    }

    /// Moves a position.
    public func commit(_ position: Int, under claim: PartitionClaim) async throws(ConsumerError) {
        try await observe(.commit) { () throws(ConsumerError) in try await base.commit(position, under: claim) }
    }

    /// Gives a claim up.
    public func release(_ claim: PartitionClaim) async throws(ConsumerError) {
        try await observe(.release) { () throws(ConsumerError) in try await base.release(claim) }
    }

    /// Gives up everything that a member has.
    public func leave(_ group: String, as member: String) async throws(ConsumerError) {
        try await observe(.leave) { () throws(ConsumerError) in try await base.leave(group, as: member) }
    }

    /// The state of a group.
    public func state(of group: String) async throws(ConsumerError) -> ConsumerGroupState? {
        try await observe(.state) { () throws(ConsumerError) in try await base.state(of: group) }
    }

    /// Begins a group anew.
    public func reset(_ group: String, partitions: Int, to position: Int) async throws(ConsumerError) {
        try await observe(.reset) { () throws(ConsumerError) in
            try await base.reset(group, partitions: partitions, to: position)
        }
    }

    private func observe<T>(
        _ operation: Operation, _ body: () async throws(ConsumerError) -> T
    ) async throws(ConsumerError) -> T {
        try await calls.observe(operation.rawValue, \.store, body)
    }
}
