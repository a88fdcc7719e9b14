extension ReadModelTransaction {
    /// Does what is asked of a projection, and what has to be done before events can be applied.
    ///
    /// - Parameters:
    ///   - rebuildsChanged: Whether rows that another definition made are made anew.
    ///   - check: Which dead letters can be tried again.
    /// - Returns: What is kept now, what became of dead letters, and whether a rebuild began.
    func prepare<P: Projection>(
        _ projection: P.Type, rebuildsChanged: Bool, _ check: LetterCheck, now: Timestamp
    ) throws(ProjectionError) -> (ProjectionRecord, [DeadLetter], Bool) {
        guard var record = try record(of: P.name) else { return (try begin(P.self), [], false) }
        if record.isPaused { return (record, [], false) }
        if record.tables.isEmpty { return (try begin(P.self), [], false) }
        if record.request == .reset { record = try reset(P.self) }
        let isChanged = record.fingerprint != P.fingerprint && record.rebuild?.fingerprint != P.fingerprint
        let begins = record.request == .rebuild || (isChanged && rebuildsChanged)
        if begins { record = try beginRebuild(P.self, record, now: now) }
        guard record.fingerprint == P.fingerprint else { return (record, [], begins) }
        let letters = try carryOutRequests(of: P.self, check, now: now)
        return (try self.record(of: P.name) ?? record, letters, begins)
    }
}
