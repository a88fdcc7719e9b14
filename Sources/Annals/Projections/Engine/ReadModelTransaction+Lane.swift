extension ReadModelTransaction {
    /// Applies what a page has for a lane, and swaps its rows in where they have caught up. Does nothing for a lane that
    /// another engine has moved, paused or begun anew meanwhile.
    ///
    /// - Parameter head: The position that the store had reached before the page was read.
    func advance<P: Projection>(
        _ projection: P.Type, _ lane: ProjectionLane, with page: EventPage, head: Int, policy: PoisonPolicy,
        now: Timestamp, memory: LaneMemory? = nil
    ) throws(ProjectionError) -> LaneOutcome? {
        guard var record = try record(of: P.name), record.epoch == lane.epoch, !record.isPaused else { return nil }
        var progress = lane.isRebuild ? record.rebuild?.progress(of: P.fingerprint) : record.progress(of: P.fingerprint)
        let kept = memory as? KeptRows<P>
        if let kept, let stored = progress {
            if !kept.fits(epoch: record.epoch, stored: stored) { kept.begin(epoch: record.epoch, stored: stored) }
            progress = kept.reached
        }
        guard let start = progress?.position, page.start <= start else { return nil }
        guard start < page.end || lane.isRebuild && start == page.end else { return nil }
        // Handlers had their effects up to where any rows came.
        let effects = lane.isRebuild ? record.checkpoint.position : record.rebuild?.checkpoint.position ?? 0
        let suffix = lane.isRebuild ? record.rebuild?.suffix ?? "" : ""
        var applier = try EventApplier<P>(
            self, suffix: suffix, policy: policy, now: now, inRebuild: lane.isRebuild,
            effectPosition: max(record.effectPosition, effects),
            parked: try parked(of: P.name, inRebuild: lane.isRebuild), kept: kept,
            // Effects elsewhere are had when their rows are written, not long before.
            mayWait: lane.isRebuild && page.end < head && page.end <= max(record.effectPosition, effects))
        let events = page.events(after: start, of: P.self)
        let last = try applier.apply(events)
        if applier.startsOver { return nil }
        progress?.position = max(start, applier.failure == nil ? page.end : last)
        progress?.missedUpdates += applier.missedUpdates
        guard let progress else { return nil }
        kept?.note(progress, isWritten: !applier.isWaiting)
        var outcome = LaneOutcome(
            position: progress.position, events: events.count, failure: applier.failure, parked: applier.parkedLetters)
        let failure = applier.failure.map { ProjectionRecord.Failure(message: $0.description, time: now) }
        if applier.isWaiting { return outcome }
        guard lane.isRebuild else {
            record.checkpoint = progress
            record.failure = failure
            if failure == nil { try move(record) } else { try save(record) }
            return outcome
        }
        record.rebuild?.checkpoint = progress
        record.rebuild?.failure = failure
        if failure == nil, progress.position >= max(head, record.checkpoint.position) {
            try swap(P.self, record, now: now)
            outcome.isSwapped = true
        } else {
            try save(record)
        }
        return outcome
    }
}

extension ProjectionRecord {
    /// How far the rows have come; nil when they stand still or another definition made them.
    fileprivate func progress(of fingerprint: String) -> ProjectionCheckpoint? {
        self.fingerprint == fingerprint && failure == nil ? checkpoint : nil
    }
}

extension ProjectionRecord.Rebuild {
    /// How far the rows have come; nil when they stand still or another definition makes them.
    fileprivate func progress(of fingerprint: String) -> ProjectionCheckpoint? {
        self.fingerprint == fingerprint && failure == nil ? checkpoint : nil
    }
}
