// What a `ProjectionRunner` needs of a store.

extension ReadModelStore {
    /// The checkpoint of a projection. One that never ran gets its table and a checkpoint at 0.
    ///
    /// Throws `needsRebuild` when the rows were made by another definition.
    public func checkpoint<P: Projection>(
        of projection: P.Type
    ) async throws(ProjectionError) -> ProjectionCheckpoint {
        let known = try await located(P.name) { () throws(ProjectionError) in
            try await snapshot { transaction throws(ProjectionError) in try transaction.currentRecord(of: P.self) }
        }
        if let known { return known.checkpoint }
        return try await transaction(P.name) { transaction throws(ProjectionError) in
            if let known = try transaction.currentRecord(of: P.self) { return known }
            return try transaction.begin(P.self)
        }.checkpoint
    }

    /// Applies events and moves the checkpoint from `start` to `end`, all in one transaction.
    ///
    /// When an event fails, what it changed is undone, the events before it are kept with the checkpoint at the last
    /// of them, and the error is thrown. An event whose sequence is parked is parked too. When the checkpoint is not at
    /// `start`, because another runner was faster, nothing is changed. Gives the checkpoint as it is afterwards.
    public func apply<P: Projection>(
        _ events: [RecordedEvent], with projection: P.Type, from start: Int, to end: Int
    ) async throws(ProjectionError) -> ProjectionCheckpoint {
        let now = Timestamp.now()
        let (checkpoint, failure) = try await transaction(P.name) {
            transaction throws(ProjectionError) -> (ProjectionCheckpoint, ProjectionError?) in
            guard var record = try transaction.currentRecord(of: P.self) else {
                throw ProjectionError(.unknown("it has no checkpoint; call checkpoint(of:) first")).at(P.name)
            }
            guard record.checkpoint.position == start, start < end else { return (record.checkpoint, nil) }
            if record.isPaused { throw ProjectionError(.stopped("it is paused; resume it first")).at(P.name) }
            // A runner begins again with the event at which it or another one stopped.
            if record.failure != nil {
                record.failure = nil
                try transaction.save(record)
            }
            let lane = ProjectionLane(projection: P.self, isRebuild: false, position: start, epoch: record.epoch)
            let outcome = try transaction.advance(
                P.self, lane, with: EventPage(events, from: start, to: end), head: end, policy: .stop, now: now)
            let moved = try transaction.record(of: P.name)?.checkpoint ?? record.checkpoint
            return (moved, outcome?.failure)
        }
        if let failure { throw failure }
        return checkpoint
    }

    /// Empties the table and sets the checkpoint to 0, under the present definition.
    public func reset<P: Projection>(_ projection: P.Type) async throws(ProjectionError) {
        try await transaction(P.name) { transaction throws(ProjectionError) in _ = try transaction.reset(P.self) }
    }

    /// A transaction whose errors say the projection.
    func transaction<T: Sendable>(
        _ projection: String, _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await located(projection) { () throws(ProjectionError) in try await transaction(body) }
    }

    private func located<T>(
        _ projection: String, _ body: () async throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        do throws(ProjectionError) {
            return try await body()
        } catch {
            throw error.at(projection)
        }
    }
}
