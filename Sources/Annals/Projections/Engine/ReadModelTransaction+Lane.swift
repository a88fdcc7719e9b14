extension ReadModelTransaction {
    /// Applies what a page has for a lane, and swaps its rows in where they have caught up. Does nothing for a lane that
    /// another engine has moved, paused or begun anew meanwhile.
    ///
    /// - Parameters:
    ///   - head: The position that the store had reached before the page was read.
    ///   - folded: What was made of the page, or of its first events, with this memory before the transaction.
    func advance<P: Projection>(
        _ projection: P.Type, _ lane: ProjectionLane, with page: EventPage, head: Int, policy: PoisonPolicy,
        now: Timestamp, memory: LaneMemory? = nil, folded: FoldedPage? = nil
    ) throws(ProjectionError) -> LaneOutcome? {
        guard var record = try record(of: P.name), record.epoch == lane.epoch, !record.isPaused,
            let stored = record.progress(of: P.fingerprint, inRebuild: lane.isRebuild)
        else { return nil }
        let kept = memory as? KeptRows<P>
        if let kept, !kept.fits(epoch: record.epoch, stored: stored) {
            if folded != nil { return nil }
            kept.begin(epoch: record.epoch, stored: stored)
        }
        let parked: ParkedSequences
        if let known = kept?.parked {
            parked = known
        } else {
            parked = ParkedSequences(try self.parked(of: P.name, inRebuild: lane.isRebuild))
            kept?.parked = parked
        }
        // Events that wait were not known when it was folded.
        if folded != nil, !parked.isEmpty { return nil }
        kept?.foldsAhead = parked.isEmpty
        var outcome: LaneOutcome
        if let folded {
            outcome = LaneOutcome(checkpoint: folded.after, events: folded.events)
            // A row that contradicts another one fails the transaction: to be able to undo these rows alone takes a copy of
            // each page of the file that they change.
            if !folded.changes.isEmpty {
                try rows(of: P.Row.self, suffix: lane.suffix).write(folded.changes)
            }
        } else {
            outcome = LaneOutcome(checkpoint: kept?.reached ?? stored)
            let start = outcome.checkpoint.position
            guard page.start <= start, start < page.end || lane.isRebuild && start == page.end else { return nil }
        }
        if folded?.isCutShort ?? true {
            let effects = record.effectPosition(inRebuild: lane.isRebuild)
            // Rows that are going to be in parts are stored before.
            let staysWhole = kept?.wantedParts == 1 || !parked.isEmpty
            var applier = try EventApplier<P>(
                self, suffix: lane.suffix, policy: policy, now: now, inRebuild: lane.isRebuild, effectPosition: effects,
                parked: parked, kept: kept, mayWait: staysWhole && lane.mayWait(page, head, effects: effects))
            try applier.apply(page, &outcome)
            kept?.parked = applier.parked
        }
        if outcome.isWaiting || outcome.startsOver { return outcome }
        outcome.isSwapped = try keep(outcome, of: P.self, lane, &record, head, now)
        return outcome
    }

    /// Keeps how far a lane has come; true when its rows took the place of the others.
    private func keep<P: Projection>(
        _ outcome: LaneOutcome, of projection: P.Type, _ lane: ProjectionLane, _ record: inout ProjectionRecord,
        _ head: Int, _ now: Timestamp
    ) throws(ProjectionError) -> Bool {
        let failure = outcome.failure.map { ProjectionRecord.Failure(message: $0.description, time: now) }
        guard lane.isRebuild else {
            record.checkpoint = outcome.checkpoint
            record.failure = failure
            if failure == nil { try move(record) } else { try save(record) }
            return false
        }
        record.rebuild?.checkpoint = outcome.checkpoint
        record.rebuild?.failure = failure
        if failure == nil, outcome.checkpoint.position >= max(head, record.checkpoint.position) {
            try swap(P.self, record, now: now)
            return true
        }
        try save(record)
        return false
    }
}

extension EventApplier {
    /// Applies what a page has left for a lane.
    mutating func apply(_ page: EventPage, _ outcome: inout LaneOutcome) throws(ProjectionError) {
        let events = page.events(after: outcome.checkpoint.position, of: P.self)
        let last = try apply(events)
        outcome.startsOver = startsOver
        outcome.checkpoint.position = max(outcome.checkpoint.position, failure == nil ? page.end : last)
        outcome.checkpoint.missedUpdates += missedUpdates
        outcome.events += events.count
        outcome.failure = failure
        outcome.isWaiting = isWaiting
        outcome.parked = parkedLetters
    }
}

extension ProjectionRecord {
    /// How far the rows have come that are read, or those of the rebuild; nil when they stand still or another definition
    /// makes them.
    fileprivate func progress(of fingerprint: String, inRebuild: Bool) -> ProjectionCheckpoint? {
        guard inRebuild else { return self.fingerprint == fingerprint && failure == nil ? checkpoint : nil }
        guard let rebuild, rebuild.fingerprint == fingerprint, rebuild.failure == nil else { return nil }
        return rebuild.checkpoint
    }
}
