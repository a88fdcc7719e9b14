// What can go on, and what has to be done before.

extension ProjectionEngine {
    /// The lanes that can go on, after what is asked of their projections was done.
    func lanes() async throws(ProjectionError) -> [ProjectionLane] {
        let (records, asked) = try await readModels.snapshot {
            transaction throws(ProjectionError) -> ([ProjectionRecord], Set<String>) in
            (try transaction.records(), Set(try transaction.letters(of: nil, .requested).map(\.projection)))
        }
        var lanes: [ProjectionLane] = []
        for projection in projections {
            let id = ProjectionLane.ID(projection: projection.name, isRebuild: false)
            if isResting(id) { continue }
            var record = records.first { $0.name == projection.name }
            if needsWork(projection, record) || asked.contains(projection.name) {
                do throws(ProjectionError) {
                    record = try await prepare(projection)
                    setbacks[id] = nil
                } catch {
                    if error.endsEngine { throw error }
                    await setBack(projection, error)
                    continue
                }
            }
            if let record {
                if record.fingerprint == projection.fingerprint { owned.insert(projection.name) }
                lanes += ProjectionLane.lanes(of: projection, record, memories)
            }
        }
        return lanes
    }

    /// Whether there is something to do before events can be applied.
    private func needsWork(_ projection: any Projection.Type, _ record: ProjectionRecord?) -> Bool {
        guard let record else { return true }
        if record.isPaused { return false }
        if record.tables.isEmpty { return record.failure == nil }
        return record.request != nil || needsRebuild(projection, record)
    }

    /// Whether the definition has changed and this engine is the one to make the rows anew.
    private func needsRebuild(_ projection: any Projection.Type, _ record: ProjectionRecord) -> Bool {
        record.fingerprint != projection.fingerprint && record.rebuild?.fingerprint != projection.fingerprint
            && options.definitionChange == .rebuild && !owned.contains(projection.name)
    }

    private func prepare(_ projection: any Projection.Type) async throws(ProjectionError) -> ProjectionRecord? {
        let now = options.now()
        let changed = options.definitionChange == .rebuild && !owned.contains(projection.name)
        let check = try await check(lettersOf: projection.name)
        let (record, letters, began) = try await readModels.transaction(projection.name) {
            transaction throws(ProjectionError) in
            try transaction.prepare(projection, rebuildsChanged: changed, check, now: now)
        }
        if began { options.report(.rebuildBegan(projection: projection.name)) }
        for letter in letters where letter.state == .failed { options.report(.parked(letter)) }
        moved.give()
        return record
    }

    private func check(lettersOf projection: String) async throws(ProjectionError) -> LetterCheck {
        let open = try await readModels.snapshot { transaction throws(ProjectionError) in
            try transaction.letters(of: projection, .open)
        }
        do throws(EventStoreError) {
            return try await LetterCheck(open, in: events)
        } catch {
            throw ProjectionError(error).at(projection)
        }
    }
}
