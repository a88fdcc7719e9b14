import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import GRDB
import Synchronization
import Testing

/// What engines do to a file, and what others do to theirs.
@Suite struct EngineTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore
    private let models: SQLiteReadModels

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
    }

    private func engine(_ projections: [any Projection.Type] = [TagCountProjection.self]) -> ProjectionEngine {
        ProjectionEngine(projections, events: store, readModels: models)
    }

    private func counts() async throws -> [String: Int] {
        let rows = try await models.read { db in try TagCount.fetchAll(db) }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.tag, $0.count) })
    }

    private func change(_ sql: String) async throws {
        try await models.database.write { db in try db.execute(sql: sql) }
    }

    @Test func aFileThatAnotherProcessHoldsIsTriedAgain() async throws {
        let path = file.directory + "/rows.sqlite"
        let rows = try SQLiteReadModels(path: path, busyTimeout: .milliseconds(1))
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        let (rests, rested) = AsyncStream<EventStoreError.Code>.makeStream()
        var options = EngineOptions()
        options.backoff = Backoff(first: .milliseconds(1), limit: .milliseconds(4))
        options.report = { report in
            if case .resting(_, let error, _) = report, case .store(let cause) = error.reason {
                rested.yield(cause.code)
            }
        }
        let engine = ProjectionEngine(
            [TagCountProjection.self], events: store, readModels: rows, options: options)
        try await engine.catchUp()
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let task = Task { try await engine.run() }
        var count = 0
        for await code in rests {
            #expect(code == .busy)
            count += 1
            if count == 5 { break }
        }
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await engine.waitUntil(2)
        task.cancel()
        try await task.value
        #expect(try await rows.read { db in try TagCount.fetchAll(db) } == [TagCount(tag: "x", count: 2)])
    }

    @Test func rebuiltTablesHaveTheirIndexesAndLeaveNothing() async throws {
        try await store.append([deposit(1, tags: ["x", "y"])], to: stream(), expecting: .any)
        for _ in 0..<3 {
            try await engine().catchUp()
            try await engine().control.rebuild("TagCount")
        }
        try await engine().catchUp()
        try await models.read { db in
            #expect(try db.indexes(on: "tag_counts").filter { $0.columns == ["count"] }.count == 1)
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%tag_counts%'")
            #expect(tables == ["tag_counts"])
        }
        #expect(try await counts() == ["x": 1, "y": 1])
        #expect(try await store.audit().mistakes.isEmpty)
    }

    @Test func anotherDefinitionMayHaveOtherColumns() async throws {
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        try await engine().catchUp()
        try await engine([LabelledCountProjection.self]).catchUp()
        let rows = try await models.read { db in
            try String.fetchAll(db, sql: "SELECT tag || ' ' || count || ' ' || label FROM tag_counts")
        }
        #expect(rows == ["x 1 x!"])
        // And back, by a program that begins now.
        try await engine().catchUp()
        #expect(try await counts() == ["x": 1])
        #expect(try await store.audit().mistakes.isEmpty)
    }

    @Test func aFileOfATimeBeforeDeadLettersGoesOn() async throws {
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        try await engine().catchUp()
        try await change("DROP TABLE annals_projection_states; DROP TABLE annals_dead_letters")
        try store.close()
        let later = try SQLiteEventStore(path: file.path, durability: .normal)
        let rows = try SQLiteReadModels(beside: later)
        try await later.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        let engine = ProjectionEngine([TagCountProjection.self], events: later, readModels: rows)
        try await engine.catchUp()
        try await engine.control.rebuild("TagCount")
        try await engine.catchUp()
        #expect(try await rows.read { db in try TagCount.fetchAll(db) } == [TagCount(tag: "x", count: 2)])
        #expect(try await later.audit().mistakes.isEmpty)
    }

    @Test func whatIsStoredCountsWhereItIsNotWhatTheEngineKnows() async throws {
        let engine = engine([AccountBalanceProjection.self])
        try await store.append([deposit(1, to: "a"), withdrawal(1, from: "b")], to: stream(), expecting: .any)
        try await engine.catchUp()
        func balances() async throws -> [Int] {
            try await models.read { db in try AccountBalance.order(Column("accountId")).fetchAll(db).map(\.balance) }
        }
        // The engine knows the row of a, and that b has none. Now it is the other way round.
        try await models.database.write { db in try AccountBalance(accountId: "b", balance: 10).insert(db) }
        try await store.append([deposit(5, to: "b")], to: stream(), expecting: .any)
        try await engine.catchUp()
        #expect(try await balances() == [1, 15])
        try await store.append([deposit(1, to: "a")], to: stream(), expecting: .any)
        try await engine.catchUp()
        #expect(try await balances() == [2, 15])
        try await models.database.write { db in _ = try AccountBalance.deleteOne(db, key: ["accountId": "a"]) }
        try await store.append([deposit(7, to: "a")], to: stream(), expecting: .any)
        try await engine.catchUp()
        #expect(try await balances() == [7, 15])
        #expect(try await engine.statuses().allSatisfy { $0.parked == 0 && $0.lag.events == 0 })
    }

    @Test func aTableOfSomebodyElseHoldsUpItsProjectionOnly() async throws {
        try await change("CREATE TABLE tag_counts (mine TEXT); INSERT INTO tag_counts VALUES ('x')")
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        let reports = Mutex<[EngineReport]>([])
        var options = EngineOptions()
        options.report = { report in reports.withLock { $0.append(report) } }
        let both = ProjectionEngine(
            [TagCountProjection.self, AccountBalanceProjection.self], events: store, readModels: models,
            options: options)
        for attempt in 1...2 {
            try await both.catchUp()
            #expect(try await models.read { db in try AccountBalance.fetchAll(db) }.map(\.balance) == [1])
            let status = try #require(try await both.statuses().last)
            #expect(status.name == "TagCount" && status.state == .stopped)
            #expect(
                status.failure?.contains("the database has a table \"tag_counts\" that this projection did not make")
                    == true)
            #expect(reports.withLock { $0.count { if case .stopped = $0 { true } else { false } } } == attempt)
            let error = await #expect(throws: ProjectionError.self) { try await both.waitUntil(1) }
            guard case .stopped? = error?.reason else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(reports.withLock { $0.allSatisfy { if case .resting = $0 { false } else { true } } })
        #expect(try await models.read { db in try String.fetchAll(db, sql: "SELECT mine FROM tag_counts") } == ["x"])
        // Also for who runs one alone, and until the table is out of the way.
        await #expect(throws: ProjectionError.self) {
            try await ProjectionRunner(TagCountProjection.self, events: store, readModels: models).run()
        }
        #expect(try await store.audit().mistakes.isEmpty)
        try await change("DROP TABLE tag_counts")
        try await both.catchUp()
        #expect(try await counts() == ["x": 1])
        #expect(try await both.statuses().allSatisfy { $0.state == .active && $0.failure == nil })
    }

    @Test func aTableThatIsGoneHoldsUpItsProjectionOnly() async throws {
        let both = engine([TagCountProjection.self, AccountBalanceProjection.self])
        try await both.keepInline()
        try await change("DROP TABLE tag_counts")
        #expect(try await store.audit().mistakes == ["the table \"tag_counts\" of a projection is gone"])
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        #expect(try await models.read { db in try AccountBalance.fetchAll(db) }.map(\.balance) == [1])
        let statuses = try await both.statuses()
        #expect(statuses.map(\.state) == [.active, .stopped])
        #expect(statuses.last?.failure?.contains("tag_counts") == true)
        try await both.control.reset("TagCount")
        try await both.control.resume("TagCount")
        try await both.catchUp()
        #expect(try await counts() == ["x": 1])
    }

    @Test func anAppendThatCannotBeCommittedChangesNoRow() async throws {
        try await engine().keepInline()
        try await change(
            """
            CREATE TRIGGER failing BEFORE UPDATE ON annals_projections
            BEGIN SELECT RAISE(ROLLBACK, 'the disk is on fire'); END
            """)
        _ = await #expect(throws: EventStoreError.self) {
            try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        }
        #expect(try await store.lastPosition() == 0)
        #expect(try await counts() == [:])
        try await change("DROP TRIGGER failing")
        try await store.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
        #expect(try await counts() == ["x": 1])
    }

    @Test func anAuditSeesWhatIsLeftOver() async throws {
        try await engine().catchUp()
        try await change("CREATE TABLE tag_counts_rebuild_7 (a); CREATE TABLE my_rebuild_plans (a)")
        #expect(
            try await store.audit().mistakes == ["the table \"tag_counts_rebuild_7\" is left over from a rebuild"])
    }
}

/// Counts with a label: another table under the same name.
private struct LabelledCount: ReadModel {
    var tag: String
    var count: Int

    static let table = TableSchema(
        "tag_counts",
        columns: [ColumnSchema("tag", .text), ColumnSchema("count", .integer), ColumnSchema("label", .text)],
        primaryKey: ["tag"])

    var key: String { tag }

    init(tag: String, count: Int) {
        self.tag = tag
        self.count = count
    }

    func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(tag)
        try columns.write(count)
        try columns.write(tag + "!")
    }

    static func write(_ key: String, to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(key)
    }

    init(from columns: inout ColumnReader) throws(InvalidRow) {
        tag = try columns.read()
        count = try columns.read()
        _ = try columns.read(String.self)
    }
}

private enum LabelledCountProjection: Projection {
    typealias Row = LabelledCount
    static let name = "TagCount"
    static let fingerprint = "tags-3"
    static let eventTypes = ["MoneyDeposited"]

    static func apply(_ record: RecordedEvent, to rows: inout some RowAccess<LabelledCount>) throws(ProjectionError) {
        let event: MoneyDeposited
        do throws(EventDecodingError) { event = try MoneyDeposited.decode(record) } catch {
            throw ProjectionError(error)
        }
        for tag in event.tags {
            let count = try rows.row(tag)?.count ?? 0
            try rows.save(LabelledCount(tag: tag, count: count + 1))
        }
    }
}
