// What becomes of failures.

extension ProjectionEngine {
    /// A failure that is tried again.
    struct Setback {
        var count: Int
        /// By the engine's clock.
        var until: Duration
        var error: ProjectionError
    }

    /// Lets go on what stood still, as a person may have corrected the cause.
    func tryAgain() async throws(ProjectionError) {
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

    func isResting(_ id: ProjectionLane.ID) -> Bool {
        setbacks[id].map { $0.until > options.clock.elapsed } ?? false
    }

    /// Lets a projection rest that could not be made ready. One that cannot begin for good, such as where its table is that of
    /// somebody else, stands still: it has a record all the same, which says why.
    func setBack(_ projection: any Projection.Type, _ error: ProjectionError) async {
        let (name, fingerprint) = (projection.name, projection.fingerprint)
        let id = ProjectionLane.ID(projection: name, isRebuild: false)
        let error = error.at(name)
        guard !error.mayPass else { return rest(id, error) }
        let failure = ProjectionRecord.Failure(message: error.description, time: options.now())
        do throws(ProjectionError) {
            let isKept = try await readModels.transaction { transaction throws(ProjectionError) in
                if try transaction.record(of: name)?.tables.isEmpty == false { return false }
                var record = ProjectionRecord(name: name, fingerprint: fingerprint, tables: [])
                record.failure = failure
                try transaction.save(record)
                return true
            }
            guard isKept else { return rest(id, error) }
            setbacks[id] = nil
            options.report(.stopped(projection: name, error))
            moved.give()
        } catch {
            rest(id, error)
        }
    }

    /// Stops a lane, or lets it rest.
    func setBack(_ lane: ProjectionLane, _ error: ProjectionError) async {
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

    func rest(_ id: ProjectionLane.ID, _ error: ProjectionError) {
        let count = (setbacks[id]?.count ?? 0) + 1
        let rest = options.backoff.rest(after: count)
        setbacks[id] = Setback(count: count, until: options.clock.elapsed + rest, error: error)
        options.report(.resting(projection: id == .ofTheLog ? nil : id.projection, error, rest))
    }

    /// Waits until there may be something to do.
    func rest(_ head: Int, _ count: Int) async throws(ProjectionError) {
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
    func recover(_ error: ProjectionError) async throws(ProjectionError) {
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
