/// The rows of a lane that were read or written last, so that they need not be read again, and, while rows are made anew,
/// those that are not written yet.
///
/// Rows follow from the events up to a checkpoint, whoever applies them: as long as the stored one is where it was, in the
/// same epoch, so are the rows.
final class KeptRows<P: Projection>: LaneMemory, @unchecked Sendable {
    /// Some of the rows, which one fold works on at a time.
    private final class Part: @unchecked Sendable {
        var batch: RowBatch<P.Row>?

        init(_ batch: RowBatch<P.Row>?) { self.batch = batch }

        /// The rows, which are forgotten unless they are put back: where something fails, nobody knows what is stored.
        func take() -> RowBatch<P.Row> {
            defer { batch = nil }
            return batch ?? RowBatch(load: { _ in nil }, find: { _, _ in [] })
        }
    }

    private var parts = [Part(nil)]

    override var partCount: Int { parts.count }

    override func forget() { parts = [Part(nil)] }

    /// All rows, which must not be in parts.
    func take() -> RowBatch<P.Row> { parts[0].take() }

    func put(_ batch: consuming RowBatch<P.Row>) { parts[0].batch = batch }

    override func split() {
        parts = take().parts(wantedParts).map { Part($0) }
    }

    /// Folds events of a page into a part of the rows, ahead of the transaction that stores them: rows that are not kept are
    /// read from what is stored by then, which is true of them, as whatever pages before have changed is kept.
    override func fold(
        part number: Int, _ events: PartOfPage, _ lane: ProjectionLane, _ transaction: any ReadModelTransaction
    ) throws(ProjectionError) -> FoldedPart {
        var batch = parts[number].take()
        batch.read(from: try transaction.rows(of: P.Row.self, suffix: lane.suffix), isAhead: true)
        var folded = FoldedPart()
        let all = events.page.events
        for index in events.indices(of: P.self) {
            do throws(ProjectionError) {
                try batch.apply(all[index], with: P.self, isReplay: all[index].position <= lane.effectPosition)
            } catch {
                folded.isCutShort = true
                folded.isUnsuited = batch.hasAskedAround
                break
            }
            folded.position = all[index].position
            folded.events += 1
        }
        folded.missedUpdates = batch.takeMissedUpdates()
        folded.byteCount = batch.byteCount
        batch.endReading()
        parts[number].batch = batch
        return folded
    }

    override func takeChanges(
        ofPart number: Int, inRebuild: Bool, forgetting: Bool
    ) throws(ProjectionError) -> [RowChange] {
        var batch = parts[number].take()
        if inRebuild { batch.sortChanges() }
        let changes = try P.nextChanges(of: &batch, atMost: .max, keeping: !forgetting)
        if forgetting { batch.forgetRows() }
        parts[number].batch = batch
        return changes
    }
}
