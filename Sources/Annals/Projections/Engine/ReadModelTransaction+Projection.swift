// What is done with one projection in a transaction.

extension ReadModelTransaction {
    /// What is kept of a projection; nil for one that never ran. Throws `needsRebuild` for rows of another definition.
    func currentRecord<P: Projection>(of projection: P.Type) throws(ProjectionError) -> ProjectionRecord? {
        guard let record = try record(of: P.name), !record.tables.isEmpty else { return nil }
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
