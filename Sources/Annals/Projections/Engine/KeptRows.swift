/// The rows of a lane that were read or written last, so that they need not be read again, and, while rows are made anew,
/// those that are not written yet.
///
/// Rows follow from the events up to a checkpoint, whoever applies them: as long as the stored one is where it was, in the
/// same epoch, so are the rows.
final class KeptRows<P: Projection>: LaneMemory, @unchecked Sendable {
    private var batch: RowBatch<P.Row>?

    override func forget() { batch = nil }

    /// The rows, which are forgotten unless they are put back: where something fails, nobody knows what is stored.
    func take() -> RowBatch<P.Row> {
        defer { batch = nil }
        if let batch { return batch }
        return RowBatch(load: { _ in nil }, find: { _, _ in [] })
    }

    func put(_ batch: consuming RowBatch<P.Row>) { self.batch = batch }

    /// Folds the events of a page into the rows, ahead of the transaction that stores them: rows that are not kept are read
    /// from what is stored by then, which is true of them, as whatever pages before have changed is kept.
    ///
    /// - Parameter transaction: One that reads.
    override func fold(
        _ page: EventPage, from before: ProjectionCheckpoint, _ options: FoldOptions,
        _ transaction: any ReadModelTransaction
    ) throws(ProjectionError) -> FoldedPage {
        var batch = take()
        batch.read(from: try transaction.rows(of: P.Row.self, suffix: options.suffix), isAhead: true)
        var folded = FoldedPage(before: before, after: before, end: page.end)
        for event in page.events(after: before.position, of: P.self) {
            do throws(ProjectionError) {
                try batch.apply(event, with: P.self, isReplay: event.position <= options.effectPosition)
            } catch {
                folded.isCutShort = true
                // One that looks for rows by other columns will do so again.
                folded.isUnsuited = batch.hasAskedAround
                break
            }
            folded.after.position = event.position
            folded.events += 1
        }
        if !folded.isCutShort { folded.after.position = max(before.position, page.end) }
        folded.after.missedUpdates += batch.takeMissedUpdates()
        let isFull = batch.byteCount > limit
        folded.isWaiting = options.mayWait && mayWait && !folded.isCutShort && !isFull
        folded.isLast = folded.isCutShort || isFull
        if !folded.isWaiting {
            if options.isRebuild { batch.sortChanges() }
            folded.changes = try P.nextChanges(of: &batch, atMost: .max, keeping: true)
            if isFull { batch.forgetRows() }
        }
        batch.endReading()
        put(batch)
        return folded
    }
}
