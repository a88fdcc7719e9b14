/// What an engine keeps of a lane between transactions.
class LaneMemory: @unchecked Sendable {
    // Used by one transaction of one engine at a time, which the engine waits for.

    /// The epoch of the record that it belongs to.
    fileprivate(set) var epoch = -1
    /// The checkpoint that is stored with the rows.
    fileprivate(set) var stored = ProjectionCheckpoint()
    /// The checkpoint of the rows with those that are not written yet.
    fileprivate(set) var reached = ProjectionCheckpoint()
    /// How many bytes of rows are kept.
    var limit = 0

    /// Whether it belongs to what is stored.
    func fits(epoch: Int, stored: ProjectionCheckpoint) -> Bool { self.epoch == epoch && self.stored == stored }

    /// The memory of a projection's lane, without rows.
    static func of<P: Projection>(_ projection: P.Type) -> LaneMemory { KeptRows<P>() }
}

/// The rows of a lane that were read or written last, so that they need not be read again, and, while rows are made anew,
/// those that are not written yet.
///
/// Rows follow from the events up to a checkpoint, whoever applies them: as long as the stored one is where it was, in the
/// same epoch, so are the rows.
final class KeptRows<P: Projection>: LaneMemory, @unchecked Sendable {
    private var batch: RowBatch<P.Row>?
    /// Whether rows are written with each page: a row contradicted another one, and only then is it known which.
    private var isCareful = false

    /// Whether there may be rows that are not written.
    var mayWait: Bool { !isCareful }
    /// Whether there are rows that are not written.
    var isWaiting: Bool { reached != stored }

    /// Begins with what is stored.
    func begin(epoch: Int, stored: ProjectionCheckpoint) {
        if self.epoch != epoch { isCareful = false }
        (self.epoch, self.stored, reached) = (epoch, stored, stored)
        batch = nil
    }

    /// Gives up what is not written, and writes with each page from now on.
    func startOver() {
        isCareful = true
        epoch = -1
        batch = nil
    }

    /// The rows, which are forgotten unless they are put back: where something fails, nobody knows what is stored.
    func take() -> RowBatch<P.Row> {
        defer { batch = nil }
        if let batch { return batch }
        return RowBatch(load: { _ in nil }, find: { _, _ in [] })
    }

    func put(_ batch: consuming RowBatch<P.Row>) { self.batch = batch }

    /// Notes how far the rows have come, and whether they are written.
    func note(_ checkpoint: ProjectionCheckpoint, isWritten: Bool) {
        reached = checkpoint
        if isWritten { stored = checkpoint }
    }
}
