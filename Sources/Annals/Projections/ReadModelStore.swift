/// Where the rows of projections are kept, together with their checkpoints.
public protocol ReadModelStore: Sendable {
    /// The checkpoint of a projection. One that never ran gets its table and a checkpoint at 0.
    ///
    /// Throws `needsRebuild` when the rows were made by another definition.
    func checkpoint<P: Projection>(of projection: P.Type) async throws(ProjectionError) -> ProjectionCheckpoint

    /// Applies events and moves the checkpoint from `start` to `end`, all in one transaction.
    ///
    /// When an event fails, what it changed is undone, the events before it are kept with the checkpoint at the last
    /// of them, and the error is thrown. When the checkpoint is not at `start`, because another runner was faster,
    /// nothing is changed. Gives the checkpoint as it is afterwards.
    func apply<P: Projection>(
        _ events: [RecordedEvent], with projection: P.Type, from start: Int, to end: Int
    ) async throws(ProjectionError) -> ProjectionCheckpoint

    /// Empties the table and sets the checkpoint to 0, under the present definition.
    func reset<P: Projection>(_ projection: P.Type) async throws(ProjectionError)
}
