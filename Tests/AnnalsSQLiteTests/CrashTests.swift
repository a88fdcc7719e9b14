import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Foundation
import GRDB
import JSONTrials
import Testing

/// A process that appends, projects, parks, retries, rebuilds and swaps is killed again and again on the same file.
///
/// `ANNALS_KILLS` says how often, and `ANNALS_SEED` when; `Scripts/crash` runs it for long.
@Suite struct CrashTests {
    private struct Request: Hashable {
        var account: String
        var request: Int
        var count: Int
    }

    @Test func whatWasAcknowledgedIsThereAndNothingIsHalf() async throws {
        let file = try TemporaryFile()
        let seed = WorkerProcess.setting("ANNALS_SEED", usually: 1)
        var random = SeededGenerator(seed: UInt64(seed))
        var acknowledged: Set<Request> = []
        for run in 0..<WorkerProcess.setting("ANNALS_KILLS", usually: 20) {
            let said = try WorkerProcess.kill([file.path, "\(run)"], after: .random(in: 1...60, using: &random))
            #expect(said.first == "ready", "seed \(seed), run \(run): the process did not begin: \(said)")
            for line in said.dropFirst() {
                let numbers = line.split(separator: " ").compactMap { Int($0) }
                try #require(numbers.count == 3, "\(line)")
                acknowledged.insert(Request(account: "\(run).\(numbers[0])", request: numbers[1], count: numbers[2]))
            }
            try await Self.check(file.path, acknowledged, "seed \(seed), run \(run)")
        }
        #expect(!acknowledged.isEmpty)
        // The consumers came to something, too.
        let store = try SQLiteEventStore(readingOnly: file.path)
        let state = try await SQLiteConsumerStore(beside: store).state(of: "ledger")
        #expect(state?.positions.contains { $0 > 0 } == true)
        #expect(try await store.snapshot(of: StreamName("Account-shared")!, fingerprint: Account.fingerprint) != nil)
    }

    private static func check(_ path: String, _ acknowledged: Set<Request>, _ name: String) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal)
        let records = try await store.readAll(limit: .max)
        #expect(records.map(\.position) == Array(0..<records.count).map { $0 + 1 }, "\(name): a position is skipped")
        var versions: [String: Int] = [:]
        var found: [Request: Int] = [:]
        for record in records {
            versions[record.metadata.stream, default: 0] += 1
            #expect(record.metadata.streamVersion == versions[record.metadata.stream], "\(name)")
            let event = try MoneyDeposited.decode(record)
            let parts = try #require(event.tags.first).split(separator: "/").compactMap { Int($0) }
            found[Request(account: event.accountId, request: parts[0], count: parts[1]), default: 0] += 1
        }
        #expect(found.allSatisfy { $0.key.count == $0.value }, "\(name): a request is half written")
        let lost = acknowledged.filter { found[$0] == nil }
        #expect(lost.isEmpty, "\(name): acknowledged and lost: \(lost)")
        try await checkLedger(store, records, name)
        try await checkSnapshots(store, name)
        try await checkRows(store, records, name)
        #expect(try await store.audit().mistakes.isEmpty, "\(name)")
        try store.close()
    }

    /// The consumers have noted the events up to their positions, and no others.
    private static func checkLedger(
        _ store: SQLiteEventStore, _ records: [RecordedEvent], _ name: String
    ) async throws {
        let consumers = try SQLiteConsumerStore(beside: store)
        guard let state = try await consumers.state(of: "ledger") else { return }
        let handled = try await consumers.database.read { db in
            try Row.fetchAll(db, sql: "SELECT partition, position FROM handled ORDER BY position")
                .map { (partition: $0[0] as Int, position: $0[1] as Int) }
        }
        for (number, position) in state.positions.enumerated() {
            let partition = try #require(StreamPartition(number, of: state.positions.count))
            let expected = try records.filter { record in
                let stream = try #require(StreamName(record.metadata.stream))
                return record.position <= position && partition.contains(stream)
            }
            #expect(
                handled.filter { $0.partition == number }.map(\.position) == expected.map(\.position),
                "\(name): partition \(number) has not noted the events up to \(position)")
        }
    }

    /// What a snapshot says is what the events say.
    private static func checkSnapshots(_ store: SQLiteEventStore, _ name: String) async throws {
        let accounts = AggregateRepository<Account>(store: store, policy: .every(3))
        let replayed = AggregateRepository<Account>(store: store, policy: nil)
        let (loaded, expected) = (try await accounts.load("shared"), try await replayed.load("shared"))
        #expect(
            loaded.version == expected.version && loaded.state.balance == expected.state.balance
                && loaded.state.transactions == expected.state.transactions, "\(name): a snapshot says something else")
    }

    /// The rows are those of all events up to the checkpoint, and go on from there.
    private static func checkRows(_ store: SQLiteEventStore, _ records: [RecordedEvent], _ name: String) async throws {
        let models = try SQLiteReadModels(beside: store)
        try await checkCounts(store, models, records, name)
        let runner = ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models)
        let position = try await runner.progress().position
        #expect(
            try await sums(models) == expected(records, to: position), "\(name): rows do not agree with the checkpoint")
        try await runner.run()
        #expect(try await sums(models) == expected(records, to: records.count), "\(name)")
        let integrity = try await models.read { db in try String.fetchOne(db, sql: "PRAGMA integrity_check") }
        #expect(integrity == "ok", "\(name)")
    }

    /// What is counted is every event up to the checkpoint once, but those that are parked; and then all of them.
    private static func checkCounts(
        _ store: SQLiteEventStore, _ models: SQLiteReadModels, _ records: [RecordedEvent], _ name: String
    ) async throws {
        let control = ProjectionControl(models)
        let known = try await models.snapshot { transaction throws(ProjectionError) in try transaction.records() }
        try await checkTables(models, known, name)
        for record in known { try await control.resume(record.name) }
        guard let record = known.first(where: { $0.name == "TagCount" }) else { return }
        let parked = Set(try await control.letters(of: "TagCount").map(\.position))
        let counted = records.filter { $0.position <= record.checkpoint.position && !parked.contains($0.position) }
        let isDouble = record.fingerprint == DoubleCountProjection.fingerprint
        #expect(
            try await counts(models) == expectedCounts(counted, isDouble ? 2 : 1),
            "\(name): counts do not agree with checkpoint and dead letters")
        let projection: any Projection.Type = isDouble ? DoubleCountProjection.self : TagCountProjection.self
        let engine = ProjectionEngine([projection], events: store, readModels: models)
        try await engine.catchUp()
        try await control.retry("TagCount")
        try await engine.catchUp()
        #expect(try await control.letters().isEmpty, "\(name)")
        #expect(
            try await counts(models) == expectedCounts(records, isDouble ? 2 : 1),
            "\(name): not those of a fresh replay")
        let after = try await models.snapshot { transaction throws(ProjectionError) in try transaction.records() }
        try await checkTables(models, after, name)
    }

    /// Every table of a rebuild belongs to one that is recorded.
    private static func checkTables(
        _ models: SQLiteReadModels, _ records: [ProjectionRecord], _ name: String
    ) async throws {
        let tables = try await models.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%rebuild%'")
        }
        #expect(Set(tables) == Set(records.flatMap { $0.rebuild?.tables ?? [] }), "\(name): orphan tables")
    }

    private static func counts(_ models: SQLiteReadModels) async throws -> [String: Int] {
        let rows = try await models.read { db in try TagCount.fetchAll(db) }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.tag, $0.count) })
    }

    private static func expectedCounts(_ records: [RecordedEvent], _ factor: Int) throws -> [String: Int] {
        try records.reduce(into: [:]) { counts, record in
            for tag in try MoneyDeposited.decode(record).tags { counts[tag, default: 0] += factor }
        }
    }

    private static func sums(_ models: SQLiteReadModels) async throws -> [String: Int] {
        let rows = try await models.read { db in
            try db.tableExists("account_balances") ? AccountBalance.fetchAll(db) : []
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.accountId, $0.balance) })
    }

    private static func expected(_ records: [RecordedEvent], to position: Int) throws -> [String: Int] {
        try records.prefix(position).reduce(into: [:]) { sums, record in
            let event = try MoneyDeposited.decode(record)
            sums[event.accountId, default: 0] += event.amount
        }
    }
}
