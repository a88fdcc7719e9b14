/// Brings a projection up to date: reads events after its checkpoint in pages and applies each page in a transaction.
///
/// No transaction is open while events are read or between pages.
public struct ProjectionRunner<P: Projection>: Sendable {
    /// Where the events come from.
    public let events: any EventStore
    /// Where the rows go.
    public let readModels: any ReadModelStore
    /// How many events are applied in one transaction.
    public let batchSize: Int

    /// Creates a runner. A batch has at least one event.
    public init(
        _ projection: P.Type, events: any EventStore, readModels: any ReadModelStore, batchSize: Int = 500
    ) {
        self.events = events
        self.readModels = readModels
        self.batchSize = max(batchSize, 1)
    }

    /// Applies everything that the store held when the run began. `report` is called after each batch.
    ///
    /// Stops at the first event that fails: the error says which event and why, the checkpoint stands before it, and
    /// the next run begins with it again.
    ///
    /// - Parameter change: What to do when the rows were made by another definition of the projection.
    @discardableResult
    public func run(
        ifDefinitionChanged change: ProjectionChange = .refuse,
        report: (@Sendable (ProjectionProgress) -> Void)? = nil
    ) async throws(ProjectionError) -> ProjectionProgress {
        let target = try await lastPosition()
        var checkpoint = try await checkpoint(change)
        while checkpoint.position < target {
            if Task.isCancelled { throw ProjectionError(EventStoreError.cancelled).at(P.name) }
            let page = try await page(after: checkpoint.position)
            // A page that is not full was read after `target` was known, so it holds all that is left up to there.
            let last = page.last?.position ?? 0
            let end = page.count < batchSize ? max(last, target) : last
            checkpoint = try await readModels.apply(page, with: P.self, from: checkpoint.position, to: end)
            report?(progress(checkpoint, target))
        }
        return progress(checkpoint, target)
    }

    /// Empties the rows and applies all events again. A rebuild that is interrupted is continued by the next `run`.
    @discardableResult
    public func rebuild(
        report: (@Sendable (ProjectionProgress) -> Void)? = nil
    ) async throws(ProjectionError) -> ProjectionProgress {
        try await readModels.reset(P.self)
        return try await run(report: report)
    }

    /// How far the projection has come.
    public func progress() async throws(ProjectionError) -> ProjectionProgress {
        progress(try await readModels.checkpoint(of: P.self), try await lastPosition())
    }

    private func progress(_ checkpoint: ProjectionCheckpoint, _ target: Int) -> ProjectionProgress {
        ProjectionProgress(position: checkpoint.position, target: target, missedUpdates: checkpoint.missedUpdates)
    }

    private func checkpoint(_ change: ProjectionChange) async throws(ProjectionError) -> ProjectionCheckpoint {
        do throws(ProjectionError) {
            return try await readModels.checkpoint(of: P.self)
        } catch {
            guard change == .rebuild, case .needsRebuild = error.reason else { throw error }
            try await readModels.reset(P.self)
            return try await readModels.checkpoint(of: P.self)
        }
    }

    private func lastPosition() async throws(ProjectionError) -> Int {
        do throws(EventStoreError) {
            return try await events.lastPosition()
        } catch {
            throw ProjectionError(error).at(P.name)
        }
    }

    private func page(after position: Int) async throws(ProjectionError) -> [RecordedEvent] {
        do throws(EventStoreError) {
            return try await events.readAll(after: position, filter: .types(P.eventTypes), limit: batchSize)
        } catch {
            throw ProjectionError(error).at(P.name)
        }
    }
}
