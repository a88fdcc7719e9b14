/// A member of a consumer group: the partitions that it has, and how far it has read each.
package actor ConsumerMember {
    private struct Holding {
        var claim: PartitionClaim
        /// The position up to which nothing is left to do: the committed one, or a later one behind which is nothing yet.
        var position: Int
        let loss = AppendSignal()
    }

    private let group: ConsumerGroup
    private let name: String
    private var holdings: [Int: Holding] = [:]
    /// How many partitions it should have.
    private var share = 0
    /// The partition of the batch that is worked on, and where that ends.
    private var current: (number: Int, end: Int)?
    /// The partition that was given a batch last, so that each has its turn.
    private var last = -1
    private var failure: ConsumerError?
    private var hasLeft = false
    /// The last position of the store when it was looked at.
    private(set) var end = 0
    /// Given when there may be something to do.
    nonisolated let changes = AppendSignal()

    /// Creates a member that has nothing yet.
    package init(_ group: ConsumerGroup, name: String) {
        self.group = group
        self.name = name
    }

    /// The numbers of the partitions that it has.
    package var partitions: [Int] { holdings.keys.sorted() }

    /// Keeps what it has for another lease, gives up what others should have, and claims what it should have.
    package func renew() async throws(ConsumerError) {
        guard !hasLeft else { return }
        let state = try await group.consumers.join(
            group.name, partitions: group.partitions, as: name, lease: group.lease)
        if hasLeft { return try await group.consumers.leave(group.name, as: name) }
        let epochs = Dictionary(
            state.claims.filter { $0.member == name }.map { ($0.partition.number, $0.epoch) }, uniquingKeysWith: max)
        for (number, holding) in holdings where epochs[number] != holding.claim.epoch { lose(number) }
        share = state.share(of: name)
        try await giveUpSurplus()
        for number in state.free(for: name) where holdings.count < share && holdings[number] == nil && !hasLeft {
            let claim = try await group.consumers.claim(number, of: group.name, as: name, lease: group.lease)
            guard let claim else { continue }
            holdings[number] = Holding(claim: claim, position: claim.position)
            changes.give()
        }
    }

    /// Renews; what fails for good is thrown by `next`, anything else is tried again.
    func renewOrFail() async {
        do throws(ConsumerError) {
            try await renew()
        } catch {
            guard error.code != .store else { return }
            failure = error
            changes.give()
        }
    }

    /// The next batch of what it has; nil where there is none now.
    package func next() async throws(ConsumerError) -> ConsumerBatch? {
        if let failure { throw failure }
        try await settle()
        try await giveUpSurplus()
        let end = try await stored { store throws(EventStoreError) in try await store.lastPosition() }
        self.end = end
        let numbers = partitions
        for number in numbers.filter({ $0 > last }) + numbers.filter({ $0 <= last }) {
            guard let holding = holdings[number], holding.position < end else { continue }
            var filter = group.filter
            filter.partition = holding.claim.partition
            let (wanted, limit) = (filter, group.batchSize)
            let page = try await stored { store throws(EventStoreError) in
                try await store.readAll(after: holding.position, filter: wanted, limit: limit)
            }
            // It may have been lost while the page was read.
            guard holdings[number]?.claim.epoch == holding.claim.epoch else { continue }
            let position = max(page.count < limit ? end : 0, page.last?.position ?? 0)
            guard !page.isEmpty else {
                holdings[number]?.position = position
                continue
            }
            current = (number, position)
            last = number
            return ConsumerBatch(
                events: page, position: position, claim: holding.claim, member: self, loss: holding.loss)
        }
        return nil
    }

    /// Commits a batch.
    func commit(_ batch: ConsumerBatch) async throws(ConsumerError) {
        let number = batch.claim.partition.number
        do throws(ConsumerError) {
            try await group.consumers.commit(batch.position, under: batch.claim)
        } catch {
            if error.code == .fenced, holdings[number]?.claim.epoch == batch.claim.epoch { lose(number) }
            throw error
        }
        if holdings[number]?.claim.epoch == batch.claim.epoch { moveOn(number, to: batch.position) }
    }

    /// Gives everything up.
    package func leave() async {
        hasLeft = true
        let left = holdings
        holdings = [:]
        for holding in left.values { try? await giveUp(holding) }
        // Whoever cannot say that he leaves is gone when his lease ends.
        try? await group.consumers.leave(group.name, as: name)
    }

    /// Finds out whether the last batch was committed in another way, when it was not by `commit`: else it comes again.
    private func settle() async throws(ConsumerError) {
        guard let (number, end) = current else { return }
        current = nil
        guard let holding = holdings[number], holding.position < end else { return }
        let state = try await group.consumers.state(of: group.name)
        guard let state, state.positions.indices.contains(number) else { return }
        if holdings[number]?.claim.epoch == holding.claim.epoch, state.positions[number] > holding.position {
            moveOn(number, to: state.positions[number])
        }
    }

    private func giveUpSurplus() async throws(ConsumerError) {
        for number in partitions.reversed() where holdings.count > share && number != current?.number {
            guard let holding = holdings.removeValue(forKey: number) else { continue }
            try await giveUp(holding)
        }
    }

    /// Gives a partition up. Where nothing was left to do, whoever has it next need not look again.
    private func giveUp(_ holding: Holding) async throws(ConsumerError) {
        if holding.position > holding.claim.position {
            try? await group.consumers.commit(holding.position, under: holding.claim)
        }
        try await group.consumers.release(holding.claim)
    }

    private func lose(_ number: Int) {
        holdings.removeValue(forKey: number)?.loss.give()
    }

    private func moveOn(_ number: Int, to position: Int) {
        holdings[number]?.claim.position = position
        holdings[number]?.position = position
    }

    private func stored<T: Sendable>(
        _ read: (any EventStore) async throws(EventStoreError) -> T
    ) async throws(ConsumerError) -> T {
        do throws(EventStoreError) {
            return try await read(group.events)
        } catch {
            throw ConsumerError(error)
        }
    }
}
