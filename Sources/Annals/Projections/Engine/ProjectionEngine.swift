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

    /// Given whenever rows have moved.
    nonisolated let moved = AppendSignal()
    /// Given when this program asks something of a projection.
    nonisolated let asked = AppendSignal()

    /// What failed and is tried again after a rest.
    private var setbacks: [ProjectionLane.ID: Setback] = [:]
    /// What is kept of lanes between transactions.
    private var memories: [ProjectionLane.ID: LaneMemory] = [:]
    /// Pages that are read while others are applied, by the position after which they begin.
    private var pagesAhead: [Int: PageAhead] = [:]
    /// Projections whose rows this engine's definition has made: when another one has, this program has been overtaken.
    private var owned: Set<String> = []
    /// Whether rows were made anew when this was last looked at.
    private var isRebuilding = false
    private var isStopping = false

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
                try await recover(error)
            }
        }
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
            guard isRebuilding else { return }
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

extension ProjectionEngine {
    /// A failure that is tried again.
    private struct Setback {
        var count: Int
        /// By the engine's clock.
        var until: Duration
        var error: ProjectionError
    }

    func lastPosition() async throws(ProjectionError) -> Int {
        do throws(EventStoreError) {
            return try await events.lastPosition()
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Gives every lane that is behind one page; true when one may still be.
    private func round(_ head: Int) async throws(ProjectionError) -> Bool {
        var lanes = try await lanes().filter { ($0.position < head || $0.isRebuild) && !isResting($0.id) }
        isRebuilding = lanes.contains(where: \.isRebuild)
        lanes.sort { ($0.position, $0.isRebuild ? 1 : 0) < ($1.position, $1.isRebuild ? 1 : 0) }
        var isBehind = false
        while let first = lanes.first, !isStopping {
            let limit = first.isRebuild ? options.rebuildBatchSize : options.batchSize
            // Only events within so many positions can be on the page.
            let near = lanes.prefix { $0.position - first.position < limit }
            let types = near.map { $0.projection }.types
            let page = try await page(after: first.position, types, head: head, limit: limit)
            if options.readsAhead, page.end < head { readAhead(after: page.end, types, head: head, limit: limit) }
            // Rows that are made anew and have come to the end may be swapped.
            let members = Array(near.prefix { $0.position < page.end || $0.isRebuild && $0.position == page.end })
            lanes.removeFirst(members.count)
            if try await advance(members, page, head) || page.end < head { isBehind = true }
        }
        return isBehind
    }

    private func page(
        after position: Int, _ types: [String], head: Int, limit: Int
    ) async throws(ProjectionError) -> EventPage {
        if let ahead = pagesAhead.removeValue(forKey: position), ahead.types == types, ahead.limit == limit,
            let page = await ahead.page.value
        {
            return page
        }
        do throws(EventStoreError) {
            return try await events.page(after: position, types: types, head: head, limit: limit)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Reads a page while the one before is applied. What fails is read again when it is wanted.
    private func readAhead(after position: Int, _ types: [String], head: Int, limit: Int) {
        let task = Task { [events] in
            try? await events.page(after: position, types: types, head: head, limit: limit)
        }
        pagesAhead[position] = PageAhead(types: types, limit: limit, page: task)
    }

    /// What is kept of a lane.
    private func memory(of lane: ProjectionLane, rebuilds: Int) -> LaneMemory {
        let memory = memories[lane.id] ?? LaneMemory.of(lane.projection)
        memory.limit = lane.isRebuild ? options.rebuildBytes / max(rebuilds, 1) : options.keptBytes
        memories[lane.id] = memory
        return memory
    }

    /// Applies a page to lanes in one transaction; where that fails, to each in one of its own, so that none is held up by
    /// another. True when a lane was overtaken and has to be looked at again.
    private func advance(_ lanes: [ProjectionLane], _ page: EventPage, _ head: Int) async throws(ProjectionError)
        -> Bool
    {
        let outcomes: [LaneOutcome?]
        do throws(ProjectionError) {
            let (policy, now) = (options.poison, options.now())
            let rebuilds = lanes.count(where: \.isRebuild)
            let memories = lanes.map { memory(of: $0, rebuilds: rebuilds) }
            outcomes = try await readModels.transaction { transaction throws(ProjectionError) in
                var outcomes: [LaneOutcome?] = []
                for (lane, memory) in zip(lanes, memories) {
                    outcomes.append(
                        try transaction.advance(
                            lane.projection, lane, with: page, head: head, policy: policy, now: now, memory: memory))
                }
                return outcomes
            }
        } catch {
            // Nobody knows which rows are stored.
            for lane in lanes { memories[lane.id] = nil }
            if error.endsEngine { throw error }
            guard lanes.count == 1, let lane = lanes.first else {
                var isBehind = false
                for lane in lanes where try await advance([lane], page, head) { isBehind = true }
                return isBehind
            }
            await setBack(lane, error)
            return false
        }
        for (lane, outcome) in zip(lanes, outcomes) {
            setbacks[lane.id] = nil
            if lane.isRebuild, outcome?.isSwapped == true { memories[lane.id] = nil }
            if let outcome { tell(outcome, of: lane) }
        }
        moved.give()
        return outcomes.contains { $0 == nil || $0?.isSwapped == true }
    }

    private func tell(_ outcome: LaneOutcome, of lane: ProjectionLane) {
        let name = lane.projection.name
        options.report(
            .advanced(
                projection: name, position: outcome.position, events: outcome.events, isRebuild: lane.isRebuild))
        for letter in outcome.parked { options.report(.parked(letter)) }
        if outcome.isSwapped { options.report(.rebuilt(projection: name, position: outcome.position)) }
        if let failure = outcome.failure { options.report(.stopped(projection: name, failure)) }
    }
}

// MARK: - What can go on

extension ProjectionEngine {
    /// The lanes that can go on, after what is asked of their projections was done.
    private func lanes() async throws(ProjectionError) -> [ProjectionLane] {
        let (records, asked) = try await readModels.snapshot {
            transaction throws(ProjectionError) -> ([ProjectionRecord], Set<String>) in
            (try transaction.records(), Set(try transaction.letters(of: nil, .requested).map(\.projection)))
        }
        var lanes: [ProjectionLane] = []
        for projection in projections {
            let id = ProjectionLane.ID(projection: projection.name, isRebuild: false)
            if isResting(id) { continue }
            var record = records.first { $0.name == projection.name }
            if needsWork(projection, record) || asked.contains(projection.name) {
                do throws(ProjectionError) {
                    record = try await prepare(projection)
                    setbacks[id] = nil
                } catch {
                    if error.endsEngine { throw error }
                    rest(id, error)
                    continue
                }
            }
            if let record {
                if record.fingerprint == projection.fingerprint { owned.insert(projection.name) }
                lanes += ProjectionLane.lanes(of: projection, record, memories)
            }
        }
        return lanes
    }

    /// Whether there is something to do before events can be applied.
    private func needsWork(_ projection: any Projection.Type, _ record: ProjectionRecord?) -> Bool {
        guard let record else { return true }
        if record.isPaused { return false }
        return record.request != nil || needsRebuild(projection, record)
    }

    /// Whether the definition has changed and this engine is the one to make the rows anew.
    private func needsRebuild(_ projection: any Projection.Type, _ record: ProjectionRecord) -> Bool {
        record.fingerprint != projection.fingerprint && record.rebuild?.fingerprint != projection.fingerprint
            && options.definitionChange == .rebuild && !owned.contains(projection.name)
    }

    private func prepare(_ projection: any Projection.Type) async throws(ProjectionError) -> ProjectionRecord? {
        let now = options.now()
        let changed = options.definitionChange == .rebuild && !owned.contains(projection.name)
        let check = try await check(lettersOf: projection.name)
        let (record, letters, began) = try await readModels.transaction(projection.name) {
            transaction throws(ProjectionError) in
            try transaction.prepare(projection, rebuildsChanged: changed, check, now: now)
        }
        if began { options.report(.rebuildBegan(projection: projection.name)) }
        for letter in letters where letter.state == .failed { options.report(.parked(letter)) }
        moved.give()
        return record
    }

    private func check(lettersOf projection: String) async throws(ProjectionError) -> LetterCheck {
        let open = try await readModels.snapshot { transaction throws(ProjectionError) in
            try transaction.letters(of: projection, .open)
        }
        do throws(EventStoreError) {
            return try await LetterCheck(open, in: events)
        } catch {
            throw ProjectionError(error).at(projection)
        }
    }
}

// MARK: - Failures

extension ProjectionEngine {
    /// Lets go on what stood still, as a person may have corrected the cause.
    private func tryAgain() async throws(ProjectionError) {
        setbacks = [:]
        let names = Set(projections.map { $0.name })
        let stopped = try await readModels.snapshot { transaction throws(ProjectionError) in
            try transaction.records().filter { names.contains($0.name) && ($0.failure ?? $0.rebuild?.failure) != nil }
        }
        for name in stopped.map(\.name) {
            try await readModels.transaction(name) { transaction throws(ProjectionError) in
                guard var record = try transaction.record(of: name) else { return }
                record.failure = nil
                record.rebuild?.failure = nil
                try transaction.save(record)
            }
        }
    }

    private func isResting(_ id: ProjectionLane.ID) -> Bool {
        setbacks[id].map { $0.until > options.clock.elapsed } ?? false
    }

    /// Stops a lane, or lets it rest.
    private func setBack(_ lane: ProjectionLane, _ error: ProjectionError) async {
        let error = error.at(lane.projection.name)
        guard !error.mayPass else { return rest(lane.id, error) }
        let failure = ProjectionRecord.Failure(message: error.description, time: options.now())
        do throws(ProjectionError) {
            try await readModels.transaction { transaction throws(ProjectionError) in
                guard var record = try transaction.record(of: lane.projection.name) else { return }
                if lane.isRebuild { record.rebuild?.failure = failure } else { record.failure = failure }
                try transaction.save(record)
            }
            options.report(.stopped(projection: lane.projection.name, error))
            moved.give()
        } catch {
            rest(lane.id, error)
        }
    }

    private func rest(_ id: ProjectionLane.ID, _ error: ProjectionError) {
        let count = (setbacks[id]?.count ?? 0) + 1
        let rest = options.backoff.rest(after: count)
        setbacks[id] = Setback(count: count, until: options.clock.elapsed + rest, error: error)
        options.report(.resting(projection: id == .ofTheLog ? nil : id.projection, error, rest))
    }

    /// Waits until there may be something to do.
    private func rest(_ head: Int, _ count: Int) async throws(ProjectionError) {
        let now = options.clock.elapsed
        let next = setbacks.values.map { $0.until - now }.filter { $0 > .zero }.min()
        do throws(EventStoreError) {
            try await options.clock.sleep(
                for: min(next ?? options.attention, options.attention), orSignal: asked, after: count,
                orEvents: events, after: head)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Rests after a failure of the store of events; throws it when time will not mend it.
    private func recover(_ error: ProjectionError) async throws(ProjectionError) {
        if error.isCancelled { return }
        guard error.mayPass else { throw error }
        rest(.ofTheLog, error)
        let count = asked.count
        guard !isStopping else { return }
        try? await options.clock.sleep(
            for: options.backoff.rest(after: setbacks[.ofTheLog]?.count ?? 1), orSignal: asked, after: count)
    }
}

extension ProjectionError {
    /// Whether time may mend it.
    var mayPass: Bool {
        guard case .store(let error) = reason else { return false }
        return [.busy, .io, .full].contains(error.code)
    }

    var isCancelled: Bool {
        if case .store(let error) = reason { error.code == .cancelled } else { false }
    }

    /// Whether no projection can go on.
    var endsEngine: Bool {
        if case .store(let error) = reason { error.code == .cancelled || error.code == .closed } else { false }
    }
}

/// A page that is being read before it is wanted.
private struct PageAhead {
    var types: [String]
    var limit: Int
    var page: Task<EventPage?, Never>
}

extension [any Projection.Type] {
    /// The event types that any of them handles.
    fileprivate var types: [String] {
        var types: [String] = []
        for projection in self { types += projection.eventTypes.filter { !types.contains($0) } }
        return types
    }
}
