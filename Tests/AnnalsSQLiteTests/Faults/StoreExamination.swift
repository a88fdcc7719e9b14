import Annals
import AnnalsSQLite
import AnnalsStoreSuite

/// Looks at a file that a workload has left, with nothing between SQLite and the disk.
struct StoreExamination {
    /// What the workload has asked for.
    let requests: [StoreWorkload.Request]
    /// Whether the scratch stream may have lost its events, and whether it must have.
    let truncation: (tried: Bool, done: Bool)
    /// Everything before this position and at it must be there.
    var promised = 0
    /// The account of the scratch stream.
    private static let removed = "x"

    /// What was there before the power failed, to which nothing may have been added; nil where that is not known.
    var history: [RecordedEvent]?

    /// What is wrong; empty for a file that is as it must be.
    func problems(with path: String) async -> [String] {
        do {
            let store = try SQLiteEventStore(path: path, durability: .normal)
            let records = try await store.readAll(limit: .max)
            var problems = appendProblems(records) + orderProblems(records) + historyProblems(records)
            for record in Dictionary(grouping: records, by: \.metadata.stream).values.compactMap(\.last) {
                guard let name = StreamName(record.metadata.stream) else { continue }
                let version = try await store.version(of: name)
                if version != record.metadata.streamVersion {
                    problems.append("\(name) has version \(version), and \(record.metadata.streamVersion) events")
                }
            }
            problems += try await projectionProblems(store, records)
            problems += try await countProblems(store, records)
            problems += try await consumerProblems(store, records)
            problems += try await snapshotProblems(store)
            problems += try await repetitionProblems(store)
            problems += try await store.audit().mistakes
            try store.close()
            return problems
        } catch {
            return ["an error: \(error)"]
        }
    }

    /// Each request is there whole or not at all, and those that were acknowledged are.
    private func appendProblems(_ records: [RecordedEvent]) -> [String] {
        let stored = Set(records.map(\.metadata.id))
        return requests.compactMap { request in
            let found = request.ids.count { stored.contains($0) }
            if found != 0, found != request.ids.count { return "half of a request is there: \(request.ids)" }
            let isExpected = request.positions.map { $0.upperBound <= promised } ?? false
            if request.isForScratch {
                if truncation.done { return found == 0 ? nil : "removed events are there" }
                if truncation.tried { return nil }
            }
            return isExpected && found == 0 ? "acknowledged and lost: \(request.ids)" : nil
        }
    }

    /// Positions and versions have gaps only where events were removed.
    private func orderProblems(_ records: [RecordedEvent]) -> [String] {
        let removable = Set(requests.filter(\.isForScratch).flatMap { $0.positions.map(Array.init) ?? [] })
        var problems: [String] = []
        var position = 0
        var versions: [String: Int] = [:]
        for record in records {
            position += 1
            while position < record.position, truncation.tried, removable.contains(position) { position += 1 }
            if position != record.position { problems.append("position \(record.position) follows \(position - 1)") }
            position = record.position
            versions[record.metadata.stream, default: 0] += 1
            if versions[record.metadata.stream] != record.metadata.streamVersion {
                problems.append("version \(record.metadata.streamVersion) of \(record.metadata.stream) is out of order")
            }
        }
        return problems
    }

    /// What is lost is only a tail.
    private func historyProblems(_ records: [RecordedEvent]) -> [String] {
        guard let history else { return [] }
        let isScratch = { (record: RecordedEvent) in record.metadata.stream.hasPrefix(StoreWorkload.scratch) }
        let isWhole = records.contains(where: isScratch)
        let last = records.last?.position ?? 0
        let expected = history.filter { $0.position <= last && (isWhole || !isScratch($0)) }
        return expected == records ? [] : ["the events are no beginning of what was stored"]
    }

    /// The rows are those of all events up to the checkpoint, and go on from there.
    private func projectionProblems(_ store: SQLiteEventStore, _ records: [RecordedEvent]) async throws -> [String] {
        let models = try SQLiteReadModels(beside: store)
        let runner = ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models)
        var problems: [String] = []
        let progress = try await runner.progress()
        if progress.position > progress.target { problems.append("the checkpoint stands after the last event") }
        // What was projected before it was removed stays in the rows until they are rebuilt.
        var rows = try await sums(models)
        var expected = try sums(records, to: progress.position)
        if truncation.tried { (rows[Self.removed], expected[Self.removed]) = (nil, nil) }
        if rows != expected { problems.append("the rows do not agree with the checkpoint at \(progress.position)") }
        try await runner.rebuild()
        if try await sums(models) != sums(records, to: .max) { problems.append("a rebuild gives other rows") }
        return problems
    }

    /// The counts, whose rows change with appends and are made anew beside those that are read.
    private func countProblems(_ store: SQLiteEventStore, _ records: [RecordedEvent]) async throws -> [String] {
        let models = try SQLiteReadModels(beside: store)
        let engine = ProjectionEngine([TagCountProjection.self], events: store, readModels: models)
        guard let status = try await engine.statuses().first else { return [] }
        var problems: [String] = []
        if try await counts(models) != counts(records, to: status.position) {
            problems.append("the counts do not agree with the checkpoint at \(status.position)")
        }
        try await engine.catchUp()
        if try await counts(models) != counts(records, to: .max) { problems.append("catching up gives other counts") }
        let tables = try await models.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%rebuild%'")
        }
        return problems + tables.map { "the table \($0) belongs to nothing" }
    }

    private func counts(_ models: SQLiteReadModels) async throws -> [String: Int] {
        let rows = try await models.read { db in
            try db.tableExists(TagCount.table.name) ? TagCount.fetchAll(db) : []
        }
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.tag, $0.count) }.filter { $0.0 != StoreWorkload.scratch })
    }

    private func counts(_ records: [RecordedEvent], to position: Int) throws -> [String: Int] {
        try records.filter { $0.position <= position }.reduce(into: [:]) { counts, record in
            for tag in try MoneyDeposited.decode(record).tags where tag != StoreWorkload.scratch {
                counts[tag, default: 0] += 1
            }
        }
    }

    /// What consumers have noted is what was committed with it.
    private func consumerProblems(_ store: SQLiteEventStore, _ records: [RecordedEvent]) async throws -> [String] {
        var (noted, expected) = try await FaultLedger(store).noted(of: records)
        let removable = requests.filter(\.isForScratch).flatMap { $0.positions.map(Array.init) ?? [] }
        noted.subtract(removable)
        expected.subtract(removable)
        return noted == expected ? [] : ["consumers have noted \(noted.sorted()), not \(expected.sorted())"]
    }

    /// What a snapshot says is what the events say.
    private func snapshotProblems(_ store: SQLiteEventStore) async throws -> [String] {
        let loaded = try await AggregateRepository<Account>(store: store, policy: .every(1)).load("a")
        let expected = try await AggregateRepository<Account>(store: store, policy: nil).load("a")
        let isSame = loaded.version == expected.version && loaded.state.balance == expected.state.balance
        return isSame ? [] : ["a snapshot says something else than the events"]
    }

    private func sums(_ models: SQLiteReadModels) async throws -> [String: Int] {
        let rows = try await models.read { db in
            try db.tableExists("account_balances") ? AccountBalance.fetchAll(db) : []
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.accountId, $0.balance) })
    }

    private func sums(_ records: [RecordedEvent], to position: Int) throws -> [String: Int] {
        try records.filter { $0.position <= position }.reduce(into: [:]) { sums, record in
            let event = try MoneyDeposited.decode(record)
            sums[event.accountId, default: 0] += event.amount
        }
    }

    /// Who repeats all requests has each of them once.
    private func repetitionProblems(_ store: SQLiteEventStore) async throws -> [String] {
        for request in requests where !request.isForScratch { _ = try await store.append(request.appends) }
        let ids = try await store.readAll(limit: .max).map(\.metadata.id)
        let wanted = requests.filter { !$0.isForScratch }.flatMap(\.ids)
        if Set(ids).count != ids.count { return ["an event is there twice"] }
        return Set(wanted).isSubset(of: ids) ? [] : ["a request that was repeated is not there"]
    }
}
