/// What an engine keeps of a lane between transactions.
class LaneMemory: @unchecked Sendable {
    // Used by one engine, which waits for the transaction that uses it. The rows alone are used beside that, by one fold at
    // a time, of which the engine learns the result.

    /// The epoch of the record that it belongs to.
    private(set) var epoch = -1
    /// The checkpoint that is stored with the rows.
    private(set) var stored = ProjectionCheckpoint()
    /// The checkpoint of the rows with those that are not written yet.
    private(set) var reached = ProjectionCheckpoint()
    /// The epoch in which rows are written with each page: a row contradicted another one, and only then is it known which.
    private(set) var carefulEpoch: Int?
    /// About how many bytes of rows are kept.
    var limit = 0
    /// What waits and what is passed over, which only a new epoch or this lane changes; nil for what is not known.
    var parked: ParkedSequences?
    /// Whether the last transaction met nothing unusual, so that the next page may be folded ahead of its own.
    var foldsAhead = false
    /// Whether events look for rows by other columns than the key, which is only possible where all rows are stored.
    var isUnsuited = false
    /// In how many parts rows that are made anew are to be; 1 once it has turned out that their keys do not follow from
    /// streams.
    var wantedParts = 1
    /// The next page, which is being folded.
    var ahead: Task<Fold, Never>?

    /// Whether there are rows that are not written.
    var isWaiting: Bool { reached != stored }

    /// Whether there may be rows that are not written.
    var mayWait: Bool { carefulEpoch != epoch }

    /// Whether it belongs to what is stored.
    func fits(epoch: Int, stored: ProjectionCheckpoint) -> Bool { self.epoch == epoch && self.stored == stored }

    /// Begins with what is stored.
    func begin(epoch: Int, stored: ProjectionCheckpoint) {
        (self.epoch, self.stored, reached) = (epoch, stored, stored)
        foldsAhead = false
        parked = nil
        forget()
    }

    /// Notes how far the rows have come, and whether they are written.
    func note(_ checkpoint: ProjectionCheckpoint, isWritten: Bool) {
        reached = checkpoint
        if isWritten { stored = checkpoint }
    }

    /// Gives up what is not written, and begins anew with what is stored when it is used next.
    ///
    /// - Parameter carefully: Whether rows are written with each page from now on.
    func giveUp(carefully: Bool = false) {
        if carefully { carefulEpoch = epoch }
        epoch = -1
        reached = stored
        forget()
    }

    /// Forgets the rows.
    func forget() {}

    /// How many parts the rows are in.
    var partCount: Int { 1 }

    /// Has the rows, all of which must be written, in as many parts as are wanted.
    func split() {}

    /// Folds events of a page into a part of the rows.
    ///
    /// - Parameter transaction: One that reads.
    func fold(
        part number: Int, _ events: PartOfPage, _ lane: ProjectionLane, _ transaction: any ReadModelTransaction
    ) throws(ProjectionError) -> FoldedPart { FoldedPart(isCutShort: true) }

    /// What is to be stored of a part of the rows, after which they count as written.
    ///
    /// - Parameter forgetting: Whether the rows are no longer kept.
    func takeChanges(
        ofPart number: Int, inRebuild: Bool, forgetting: Bool
    ) throws(ProjectionError) -> [RowChange] { [] }

    /// The memory of a projection's lane, without rows.
    static func of<P: Projection>(_ projection: P.Type) -> LaneMemory { KeptRows<P>() }
}
