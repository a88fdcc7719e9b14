/// Projections whose rows change in the transactions of appends.
package struct InlineProjections: Sendable {
    /// How many positions rows may be behind for an append to catch up on them. An engine does it else.
    private static let reach = 1000

    private let projections: [any Projection.Type]
    private let policy: PoisonPolicy
    private let now: @Sendable () -> Timestamp
    /// To be told what `apply` gave, once that is committed.
    package let report: @Sendable (EngineReport) -> Void

    init(_ projections: [any Projection.Type], _ options: EngineOptions) {
        self.projections = projections
        policy = options.poison
        now = options.now
        report = options.report
    }

    /// Brings rows up to the events that were just appended, also past such that others appended without them.
    ///
    /// An event that a projection cannot take is parked, and what else a projection fails at stops it: neither is a reason
    /// not to append. Throws what the medium says where nothing can be written.
    ///
    /// - Parameters:
    ///   - head: The position of the last event.
    ///   - read: Gives the events after a position that have one of these types.
    /// - Returns: What there is to report when the transaction is committed.
    package func apply(
        in transaction: any ReadModelTransaction, head: Int,
        read: (_ position: Int, _ types: [String]) throws(ProjectionError) -> [RecordedEvent]
    ) throws(ProjectionError) -> [EngineReport] {
        var reports: [EngineReport] = []
        var lanes: [ProjectionLane] = []
        for projection in projections {
            guard let record = try transaction.record(of: projection.name) else { continue }
            lanes += ProjectionLane.lanes(of: projection, record, [:]).filter { $0.isWithin(Self.reach, of: head) }
        }
        var pages: [Int: EventPage] = [:]
        let now = now()
        for lane in lanes {
            if pages[lane.position] == nil {
                var types: [String] = []
                for other in lanes where other.position == lane.position { types += other.projection.eventTypes }
                pages[lane.position] = EventPage(try read(lane.position, types), from: lane.position, to: head)
            }
            guard let page = pages[lane.position] else { continue }
            reports += try advance(lane, page, head, transaction, now)
        }
        return reports
    }

    private func advance(
        _ lane: ProjectionLane, _ page: EventPage, _ head: Int, _ transaction: any ReadModelTransaction,
        _ now: Timestamp
    ) throws(ProjectionError) -> [EngineReport] {
        let policy = policy
        var reports: [EngineReport] = []
        do throws(ProjectionError) {
            try transaction.attempt { () throws(ProjectionError) in
                let outcome = try transaction.advance(
                    lane.projection, lane, with: page, head: head, policy: policy, now: now)
                reports = outcome?.reports(of: lane) ?? []
            }
            return reports
        } catch {
            // What ails the medium fails the commit too.
            guard error.isOfOneProjection, var record = try transaction.record(of: lane.projection.name) else {
                throw error
            }
            let failure = ProjectionRecord.Failure(
                message: error.at(lane.projection.name).description, time: now)
            if lane.isRebuild { record.rebuild?.failure = failure } else { record.failure = failure }
            try transaction.save(record)
            return [.stopped(projection: lane.projection.name, error)]
        }
    }
}

extension ProjectionLane {
    /// Whether there is something to do for it, and not too much.
    fileprivate func isWithin(_ reach: Int, of head: Int) -> Bool {
        head - position <= reach && (position < head || isRebuild)
    }
}

extension ProjectionError {
    /// Whether it may be one projection's alone, such as a table that is gone.
    fileprivate var isOfOneProjection: Bool {
        guard case .store(let error) = reason else { return true }
        return ![.busy, .full, .readOnly, .corrupt, .closed, .cancelled].contains(error.code)
    }
}

/// A store of events that can change rows in its transactions.
package protocol InlineEventStore: EventStore {
    /// Changes the rows of projections with every append from now on. False when the read models are not kept where the
    /// events are.
    func addInline(
        _ projections: InlineProjections, in readModels: any ReadModelStore
    ) async throws(EventStoreError) -> Bool
}

extension ProjectionEngine {
    /// Catches up, and has rows change in the transactions of appends from now on, as long as the store of events is open:
    /// whoever appended sees the rows at once.
    ///
    /// What becomes of rows is told `EngineOptions.report` when an append is stored, on its thread.
    ///
    /// The read models must be kept beside the events. Appends that other processes make without it are caught up on by the
    /// next append here, or by a running engine, which rebuilds and retries as ever.
    public func keepInline() async throws(ProjectionError) {
        try await catchUp()
        let inline = InlineProjections(projections, options)
        let isInline: Bool
        do throws(EventStoreError) {
            isInline = try await (events as? any InlineEventStore)?.addInline(inline, in: readModels.innermost) ?? false
        } catch {
            throw ProjectionError(error)
        }
        guard isInline else {
            throw ProjectionError(
                .unknown(
                    "rows change with appends only where they are kept beside the events, such as in "
                        + "SQLiteReadModels(beside: store)"))
        }
        // What was appended before the store knew.
        try await catchUp()
    }
}
