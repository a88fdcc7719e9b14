import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import GRDB
import Testing

@testable import AnnalsStoreSamples

/// Dead letters beside the events: they hold what a truncation removes, and go with it.
@Suite struct ForgettingTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore
    private let models: SQLiteReadModels
    private let processes: SQLiteProcesses

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
        processes = try SQLiteProcesses(beside: store)
    }

    private var engine: ProjectionEngine {
        ProjectionEngine([TagCountProjection.self], events: store, readModels: models)
    }

    private func runner<P: ProcessManager>(_ process: P.Type = AccountCareProcess.self) -> ProcessRunner<P> {
        ProcessRunner(process, events: store, processes: processes)
    }

    /// How many letters there are of any state, of projections and process managers.
    private func letters() async throws -> Int {
        try await models.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM annals_dead_letters") ?? -1 }
    }

    @Test func lettersOfProjectionsGoWithTheirEvents() async throws {
        let tag = Faults.tag("a")
        Faults.begin(tag)
        try await store.append(
            [deposit(1, tags: [tag]), deposit(1, tags: ["x"]), deposit(1, tags: ["y"])], to: stream("1"),
            expecting: .any)
        try await store.append([deposit(1, tags: [tag])], to: stream("2"), expecting: .any)
        try await engine.catchUp()
        #expect(try await letters() == 4)
        // One of stream 1 waits for no other one now; that of stream 2 fails by itself.
        #expect(try await store.truncate(stream("1"), before: 3) == 2)
        #expect(try await letters() == 2)
        try await engine.catchUp()
        #expect(try await models.read { db in try TagCount.fetchAll(db) } == [TagCount(tag: "y", count: 1)])
        #expect(try await engine.control.letters().map(\.position) == [4])
        // Skipped ones too, whose reason nobody needs then.
        try await engine.control.skip("TagCount", position: 4, reason: "a test")
        try await engine.catchUp()
        #expect(try await engine.control.letters(of: nil, DeadLetterFilter(states: [.skipped])).count == 1)
        try await store.delete(stream("2"))
        try await store.delete(stream("1"))
        #expect(try await letters() == 0)
        #expect(try await store.audit().mistakes.isEmpty)
    }

    @Test func lettersOfProcessesGoWithTheirEvents() async throws {
        let time = ProcessSetting.time
        try await store.append(
            [
                ProposedEvent(MoneyDeposited(accountId: "a", amount: 5), time: time(0)),
                ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 0), time: time(1)),
                ProposedEvent(MoneyDeposited(accountId: "a", amount: 6), time: time(2)),
            ], to: stream("a"), expecting: .any)
        try await runner().run()
        #expect(try await runner().parked().map(\.state) == [.failed, .waiting])
        #expect(try await store.truncate(stream("a"), before: 3) == 2)
        #expect(try await runner().parked().map(\.state) == [.waiting])
        try await runner().run()
        #expect(try await runner().parked().isEmpty)
        #expect(try await runner().states().map(\.balance) == [11])
        #expect(try await ProcessControl(processes).held("AccountCare").isEmpty)
    }

    @Test func eventsAndLettersGoTogetherOrNotAtAll() async throws {
        let tag = Faults.tag("a")
        Faults.begin(tag)
        try await store.append([deposit(1, tags: [tag])], to: stream("1"), expecting: .any)
        try await engine.catchUp()
        try await models.database.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER failing BEFORE DELETE ON annals_dead_letters
                    BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END
                    """)
        }
        await #expect(throws: EventStoreError.self) { try await store.delete(stream("1")) }
        #expect(try await store.read(stream("1")).count == 1)
        #expect(try await letters() == 1)
    }

    @Test func aFileWithoutReadModelsIsTruncatedToo() async throws {
        let plain = try SQLiteEventStore(path: file.directory + "/plain.sqlite", durability: .normal)
        try await plain.append([deposit(1)], to: stream("1"), expecting: .any)
        #expect(try await plain.delete(stream("1")) == 1)
        try plain.close()
    }
}
