// What is done with one projection in a transaction.

extension ReadModelTransaction {
    /// What is kept of a projection; nil for one that never ran. Throws `needsRebuild` for rows of another definition.
    func currentRecord<P: Projection>(of projection: P.Type) throws(ProjectionError) -> ProjectionRecord? {
        guard let record = try record(of: P.name) else { return nil }
        guard record.fingerprint == P.fingerprint else {
            throw ProjectionError(.needsRebuild(stored: record.fingerprint, current: P.fingerprint)).at(P.name)
        }
        return record
    }

    /// Creates the tables of a projection that never ran.
    func begin<P: Projection>(_ projection: P.Type) throws(ProjectionError) -> ProjectionRecord {
        let record = ProjectionRecord(
            name: P.name, fingerprint: P.fingerprint, tables: try createTables(P.self, suffix: ""))
        try save(record)
        return record
    }

    /// Removes the rows of a projection, under whatever names they are, and begins anew in place. What was skipped stays
    /// skipped, and up to where handlers had effects is still known.
    func reset<P: Projection>(_ projection: P.Type) throws(ProjectionError) -> ProjectionRecord {
        guard var record = try record(of: P.name) else { return try begin(P.self) }
        try dropTables(record.tables + (record.rebuild?.tables ?? []))
        try removeLetters(of: P.name, inRebuild: false)
        try removeLetters(of: P.name, inRebuild: true)
        record.noteEffects()
        record.tables = try createTables(P.self, suffix: "")
        record.fingerprint = P.fingerprint
        record.checkpoint = ProjectionCheckpoint()
        record.epoch += 1
        record.request = nil
        record.failure = nil
        record.rebuild = nil
        try save(record)
        return record
    }

    /// Applies what a page has for the rows that are read, and moves the checkpoint. Gives what is kept afterwards, and why
    /// it stands still.
    func advance<P: Projection>(
        _ projection: P.Type, _ record: ProjectionRecord, with page: EventPage, policy: PoisonPolicy, now: Timestamp
    ) throws(ProjectionError) -> (ProjectionRecord, ProjectionError?) {
        var record = record
        let (checkpoint, failure) = try apply(
            P.self, page, from: record.checkpoint,
            effectPosition: max(record.effectPosition, record.rebuild?.checkpoint.position ?? 0), suffix: "",
            inRebuild: false, policy: policy, now: now)
        if checkpoint != record.checkpoint {
            record.checkpoint = checkpoint
            try move(record)
        }
        return (record, failure)
    }

    /// Applies what a page has after a checkpoint.
    func apply<P: Projection>(
        _ projection: P.Type, _ page: EventPage, from checkpoint: ProjectionCheckpoint, effectPosition: Int,
        suffix: String, inRebuild: Bool, policy: PoisonPolicy, now: Timestamp
    ) throws(ProjectionError) -> (ProjectionCheckpoint, ProjectionError?) {
        var applier = try EventApplier<P>(
            self, suffix: suffix, policy: policy, now: now, inRebuild: inRebuild, effectPosition: effectPosition,
            parked: try parked(of: P.name, inRebuild: inRebuild))
        let types = Set(P.eventTypes)
        let events = page.events.filter { $0.position > checkpoint.position && types.contains($0.type) }
        let last = try applier.apply(events)
        var checkpoint = checkpoint
        checkpoint.position = max(checkpoint.position, applier.failure == nil ? page.end : last)
        checkpoint.missedUpdates += applier.missedUpdates
        return (checkpoint, applier.failure)
    }

    private func createTables<P: Projection>(
        _ projection: P.Type, suffix: String
    ) throws(ProjectionError) -> [String] {
        do throws(ProjectionError) {
            let tables = try createTables(for: P.Row.self, suffix: suffix)
            try createIndexes(for: P.Row.self, suffix: suffix)
            return tables
        } catch {
            throw error.at(P.name)
        }
    }
}
