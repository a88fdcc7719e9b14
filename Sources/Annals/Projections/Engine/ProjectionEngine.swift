/// Keeps several projections up to date: catches up and goes on with what is appended, reading the log once for all.
///
/// Rows, checkpoint and dead letters change in one transaction, so that every event is in the rows exactly once, whenever
/// the program ends and however many engines work on the same store.
///
/// ```swift
/// let engine = ProjectionEngine([OrderSummaryProjection.self, CustomerStatisticsProjection.self], events: store, readModels: tables)
/// Task { try await engine.run() }
/// let result = try await store.append(events, to: stream, expecting: .any)
/// try await engine.waitUntil(result.position ?? 0)
/// ```
public actor ProjectionEngine {
    /// Where the events come from.
    public nonisolated let events: any EventStore
    /// Where the rows go.
    public nonisolated let readModels: any ReadModelStore
    /// How it works.
    public nonisolated let options: EngineOptions
    nonisolated let projections: [any Projection.Type]
    nonisolated let slots = FoldSlots(min(max(Processors.count, 2), 4))

    /// Given whenever rows have moved.
    nonisolated let moved = AppendSignal()
    /// Given when this program asks something of a projection.
    nonisolated let asked = AppendSignal()

    /// What failed and is tried again after a rest.
    var setbacks: [ProjectionLane.ID: Setback] = [:]
    /// What is kept of lanes between transactions.
    var memories: [ProjectionLane.ID: LaneMemory] = [:]
    /// Pages that are read while others are applied, by the position after which they begin.
    var pagesAhead: [Int: PageAhead] = [:]
    /// Projections whose rows this engine's definition has made: when another one has, this program has been overtaken.
    var owned: Set<String> = []
    /// Of how many projections rows were made anew when this was last looked at.
    var rebuildCount = 0
    private(set) var isStopping = false

    /// Creates an engine. Of two projections with the same name the first counts.
    public init(
        _ projections: [any Projection.Type], events: any EventStore, readModels: any ReadModelStore,
        options: EngineOptions = EngineOptions()
    ) {
        var names: Set<String> = []
        self.projections = projections.filter { names.insert($0.name).inserted }
        self.events = events
        self.readModels = readModels
        var options = options
        options.batchSize = max(options.batchSize, 1)
        options.rebuildBatchSize = max(options.rebuildBatchSize, 1)
        options.rebuildParts = min(max(options.rebuildParts, 1), 64)
        self.options = options
    }

    /// Pause, resume and more, by name; other processes see it.
    public nonisolated var control: ProjectionControl {
        var control = ProjectionControl(readModels, now: options.now)
        control.whenAsked = { [asked] in asked.give() }
        return control
    }

    /// Catches up and then applies what is appended, until the task is cancelled or the engine is told to stop. What stood
    /// still because something failed is tried again first.
    ///
    /// A projection that fails for good stands still and is reported; the others go on. What time may mend is tried again
    /// after a rest.
    ///
    /// Throws what the store of events says when it is closed or damaged.
    public func run() async throws(ProjectionError) {
        var isBegun = false
        while !Task.isCancelled, !isStopping {
            let count = asked.count
            do throws(ProjectionError) {
                if !isBegun { try await tryAgain() }
                isBegun = true
                let head = try await lastPosition()
                let isBehind = try await round(head)
                setbacks[.ofTheLog] = nil
                if isBehind { continue }
                try await rest(head, count)
            } catch {
                await settle()
                try await recover(error)
            }
        }
        await settle()
    }

    /// Lets `run` end when the batch is committed at which it is, for good. A task that is cancelled gives its batch up.
    public func stop() {
        isStopping = true
        asked.give()
    }

    /// Applies what the store holds now, and carries out what is asked. Returns when every projection has come there, is
    /// paused or stands still.
    ///
    /// Throws what the stores say; for one that another process holds, after five attempts.
    public func catchUp() async throws(ProjectionError) {
        do throws(ProjectionError) {
            try await catchUpNow()
        } catch {
            await settle()
            throw error
        }
    }

    private func catchUpNow() async throws(ProjectionError) {
        try await tryAgain()
        var head = try await lastPosition()
        while true {
            if Task.isCancelled { throw ProjectionError(EventStoreError.cancelled) }
            if try await round(head) { continue }
            if let (id, setback) = setbacks.min(by: { $0.value.until < $1.value.until }) {
                guard setback.count < 5 else { throw setback.error }
                await options.clock.sleep(for: setback.until - options.clock.elapsed)
                _ = try await round(head)
                // Not tried, because there is nothing to do for it any more.
                if setbacks[id]?.count == setback.count { setbacks[id] = nil }
                continue
            }
            // Rows that are read may have come further meanwhile, and are only replaced by such that have too.
            guard rebuildCount > 0 else { return }
            head = try await lastPosition()
        }
    }

    /// Returns when the rows that are read hold what is appended up to a position, or leave it out because it is parked.
    ///
    /// - Parameters:
    ///   - projections: Those that have to come there; all of the engine's when nil.
    ///   - timeout: How long it may take; as long as it takes when nil.
    /// - Throws: `timeout`; `stopped` when one stands still; `needsRebuild` when other definitions made the rows; `store`
    ///   with `cancelled`.
    public nonisolated func waitUntil(
        _ position: Int, _ projections: [any Projection.Type]? = nil, timeout: Duration? = nil
    ) async throws(ProjectionError) {
        let end = timeout.map { options.clock.elapsed + $0 }
        while true {
            let count = moved.count
            let waiting = try await behind(position, projections ?? self.projections)
            guard let (name, reached) = waiting else { return }
            if Task.isCancelled { throw ProjectionError(EventStoreError.cancelled).at(name) }
            let left = end.map { $0 - options.clock.elapsed }
            if let left, left <= .zero {
                throw ProjectionError(.timeout(position: position, reached: reached)).at(name)
            }
            // Another process may move them, which gives no signal here.
            let rest = min(left ?? options.attention, options.attention)
            try? await options.clock.sleep(for: rest, orSignal: moved, after: count)
        }
    }

    /// Which projection has not come to a position, and where it is; nil when all have.
    private nonisolated func behind(
        _ position: Int, _ projections: [any Projection.Type]
    ) async throws(ProjectionError) -> (String, Int)? {
        try await readModels.snapshot { transaction throws(ProjectionError) -> (String, Int)? in
            for projection in projections {
                let record = try transaction.record(of: projection.name)
                if let record, record.fingerprint != projection.fingerprint, record.rebuild == nil {
                    throw ProjectionError(
                        .needsRebuild(stored: record.fingerprint, current: projection.fingerprint)
                    ).at(projection.name)
                }
                let isOurs = record?.fingerprint == projection.fingerprint
                let reached = isOurs ? record?.checkpoint.position ?? 0 : 0
                if reached >= position { continue }
                if let failure = record?.failure {
                    throw ProjectionError(.stopped(failure.message)).at(projection.name)
                }
                return (projection.name, reached)
            }
            return nil
        }
    }
}
