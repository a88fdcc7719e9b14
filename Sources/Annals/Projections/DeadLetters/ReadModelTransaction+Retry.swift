extension ReadModelTransaction {
    /// Carries out what is asked of the dead letters of a projection, in the order of positions, and gives what became of
    /// them.
    ///
    /// A retry tries the whole sequence of its letter again, up to the first that fails; a skip leaves its letter out and
    /// goes on with those that wait behind it.
    func carryOutRequests<P: Projection>(
        of projection: P.Type, _ check: LetterCheck, now: Timestamp
    ) throws(ProjectionError) -> [DeadLetter] {
        guard var record = try currentRecord(of: P.self) else { return [] }
        let open = try letters(of: P.name, .open)
        let (tried, gone) = check.requests(open)
        var results = gone.map { $0.withoutEvent(now) }
        for letter in results { try save(letter) }
        guard !tried.isEmpty else { return results }
        let others = try parked(of: P.name, inRebuild: false).filter { !tried.contains($0.position) }
        var applier = try EventApplier<P>(
            self, suffix: "", policy: .park(limit: .max), now: now, inRebuild: false,
            // What failed before had no effects that count.
            effectPosition: .min, parked: ParkedSequences(others))
        for letter in open where tried.contains(letter.position) {
            let result = letter.request == .skip ? letter.skipped(now) : try applier.retry(letter)
            try save(result)
            results.append(result)
        }
        record.checkpoint.missedUpdates += applier.missedUpdates
        // Rows changed and the checkpoint did not: what engines keep of them counts no more.
        record.epoch += 1
        try save(record)
        return results
    }
}
