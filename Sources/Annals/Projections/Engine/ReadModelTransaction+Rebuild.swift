extension ReadModelTransaction {
    /// Creates tables beside those that are read, which go on being read. Another rebuild that was not done is given up.
    func beginRebuild<P: Projection>(
        _ projection: P.Type, _ record: ProjectionRecord, now: Timestamp
    ) throws(ProjectionError) -> ProjectionRecord {
        var record = record
        let table = P.Row.table.name
        if !record.tables.contains(table), try hasTable(table) {
            throw ProjectionError(EventStoreError.tableExists(table)).at(P.name)
        }
        record.noteEffects()
        try dropTables(record.rebuild?.tables ?? [])
        try removeLetters(of: P.name, inRebuild: true)
        record.epoch += 1
        let suffix = "_rebuild_\(record.epoch)"
        record.rebuild = ProjectionRecord.Rebuild(
            fingerprint: P.fingerprint, suffix: suffix, tables: try createTables(for: P.Row.self, suffix: suffix),
            start: now)
        record.request = nil
        try save(record)
        return record
    }

    /// Puts the rows that were made anew in the place of those that are read, with their checkpoint and dead letters.
    func swap<P: Projection>(
        _ projection: P.Type, _ record: ProjectionRecord, now: Timestamp
    ) throws(ProjectionError) {
        guard let rebuild = record.rebuild else { return }
        var record = record
        try createIndexes(for: P.Row.self, suffix: rebuild.suffix)
        try dropTables(record.tables)
        record.tables = try renameTables(of: P.Row.self, suffix: rebuild.suffix)
        try adoptLetters(of: P.name)
        record.fingerprint = rebuild.fingerprint
        record.checkpoint = rebuild.checkpoint
        record.epoch += 1
        record.failure = nil
        record.rebuild = nil
        record.rebuiltAt = now
        try save(record)
    }

    /// Makes the letters of a rebuild those of the rows that are read. What was skipped meanwhile is to be skipped there.
    private func adoptLetters(of projection: String) throws(ProjectionError) {
        var reasons: [Int: String] = [:]
        for letter in try letters(of: projection, DeadLetterFilter(states: [.skipped])) {
            reasons[letter.position] = letter.reason
        }
        try removeLetters(of: projection, inRebuild: false)
        for var letter in try letters(of: projection, DeadLetterFilter(inRebuild: true)) {
            letter.inRebuild = false
            if let reason = reasons[letter.position] {
                letter.request = .skip
                letter.reason = reason
            }
            try save(letter)
        }
        try removeLetters(of: projection, inRebuild: true)
    }
}
