import Synchronization

/// The batches of one member of a consumer group: those of the partitions that it has, as these come and go.
public struct ConsumerBatches: AsyncSequence, Sendable {
    let group: ConsumerGroup
    let member: String

    /// Begins to work, when the first batch is asked for.
    public func makeAsyncIterator() -> Iterator {
        Iterator(session: Session(group: group, member: ConsumerMember(group, name: member)))
    }

    /// Gives batch after batch.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate let session: Session

        /// The next batch, as soon as there is one; nil when the task was cancelled.
        ///
        /// Throws `otherPartitions`, or what the stores say.
        public mutating func next() async throws(ConsumerError) -> ConsumerBatch? {
            try await next(isolation: nil)
        }

        /// The next batch, as soon as there is one; nil when the task was cancelled.
        ///
        /// Throws `otherPartitions`, or what the stores say.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ConsumerError) -> ConsumerBatch? {
            let (session, group, member) = (session, session.group, session.member)
            do throws(ConsumerError) {
                try await session.begin()
                while !Task.isCancelled {
                    // Before looking, so that what comes meanwhile ends the wait.
                    let changes = member.changes.count
                    if let batch = try await member.next() { return batch }
                    let position = await member.end
                    await withTaskGroup(of: Void.self) { tasks in
                        // What the store has to say against it, looking again will show.
                        tasks.addTask { try? await group.events.waitForEvents(after: position) }
                        tasks.addTask { await member.changes.wait(after: changes) }
                        await tasks.next()
                        tasks.cancelAll()
                    }
                }
            } catch {
                guard error.store?.code == .cancelled else { throw error }
            }
            await session.end()
            return nil
        }
    }

    /// What lives as long as an iterator.
    fileprivate final class Session: Sendable {
        let group: ConsumerGroup
        let member: ConsumerMember
        private let renewal = Mutex<Task<Void, Never>?>(nil)

        init(group: ConsumerGroup, member: ConsumerMember) {
            self.group = group
            self.member = member
        }

        deinit {
            renewal.withLock { $0?.cancel() }
            Task { [member] in await member.leave() }
        }

        /// Joins the group at the first call, and from then on renews three times in each lease.
        func begin() async throws(ConsumerError) {
            guard renewal.withLock({ $0 == nil }) else { return }
            try await member.renew()
            renewal.withLock { renewal in
                renewal = Task { [group, member] in
                    while (try? await group.clock.sleep(for: group.lease / 3)) != nil { await member.renewOrFail() }
                }
            }
        }

        /// Leaves the group, also when the task is cancelled.
        func end() async {
            renewal.withLock { $0?.cancel() }
            await Task { [member] in await member.leave() }.value
        }
    }
}
