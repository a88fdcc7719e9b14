import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Testing

@Suite struct ReadModelTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore
    private let models: SQLiteReadModels
    private var runner: ProjectionRunner<AccountBalanceProjection> {
        ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models)
    }

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
    }

    private func error(_ body: () async throws -> Void) async throws -> ProjectionError {
        try #require(await #expect(throws: ProjectionError.self) { try await body() })
    }

    @Test func queriesAreThoseOfGRDB() async throws {
        let times = try ["2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.25Z"].map {
            try #require(Timestamp($0))
        }
        for (index, time) in times.enumerated() {
            try await store.append(
                [deposit(10 * (index + 1), to: "\(index)", time: time)], to: stream("\(index)"), expecting: .any)
        }
        try await runner.run()
        let (rich, ordered, later, one) = try await models.read { db in
            (
                try AccountBalance.filter(Column("balance") >= 20).fetchCount(db),
                try AccountBalance.order(Column("updatedAt")).fetchAll(db).map(\.accountId),
                try AccountBalance.filter(Column("updatedAt") > times[2]).fetchAll(db).map(\.accountId),
                try AccountBalance.filter(Column("accountId") == "1").fetchOne(db)
            )
        }
        #expect(rich == 2)
        #expect(ordered == ["1", "2", "0"])
        #expect(later == ["0"])
        #expect(one == AccountBalance(accountId: "1", balance: 20, updatedAt: times[1]))
    }

    @Test func everyKindOfColumnIsStoredAndReadBack() async throws {
        let event = try deposit()
        try await store.append([event], to: stream(), expecting: .any)
        let runner = ProjectionRunner(EveryColumnProjection.self, events: store, readModels: models)
        try await runner.run()
        var full = EveryColumn(tenant: "Account-a", id: event.id)
        full.date = CalendarDate("2024-02-29")
        full.optionalStatus = .open
        full.optionalList = [1, 2]
        let empty = EveryColumn(tenant: "Account-a", id: .zero)
        #expect(try await models.read { db in try EveryColumn.order(Column("id")).fetchAll(db) } == [empty, full])
        // Found by both columns of the key, and deleted by them.
        try await store.append([withdrawal()], to: stream(), expecting: .any)
        try await runner.run()
        #expect(try await models.read { db in try EveryColumn.fetchAll(db) } == [full])
        #expect(try await runner.rebuild().missedUpdates == 0)
        #expect(try await models.read { db in try EveryColumn.fetchAll(db) } == [full])
    }

    @Test func valuesStandInQueriesAsTheyAreStored() async throws {
        let event = try deposit()
        try await store.append([event], to: stream(), expecting: .any)
        try await ProjectionRunner(EveryColumnProjection.self, events: store, readModels: models).run()
        let found = try await models.read { db in
            try EveryColumn.filter(
                Column("id") == event.id && Column("time of day") == Timestamp.max
                    && Column("date") == CalendarDate("2024-02-29") && Column("span") < TimeSpan(nanoseconds: 0)
                    && Column("amount") == DecimalNumber(10) && Column("status") == "closed"
            ).fetchCount(db)
        }
        #expect(found == 1)
    }

    @Test func theTableIsAsDeclared() async throws {
        try await runner.run()
        try await models.read { db in
            let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'account_balances'")
            #expect(
                sql == """
                    CREATE TABLE "account_balances" ("accountId" TEXT NOT NULL, "balance" INTEGER NOT NULL, \
                    "updatedAt" TEXT, "tags" TEXT NOT NULL, PRIMARY KEY ("accountId")) STRICT, WITHOUT ROWID
                    """)
            #expect(try db.indexes(on: "account_balances").contains { $0.columns == ["updatedAt"] })
        }
    }

    @Test func eachRowIsWrittenOnceABatch() async throws {
        try await runner.run()
        try await store.append(deposits(200), to: stream(), expecting: .any)
        let before = try await models.database.write { $0.totalChangesCount }
        try await runner.run()
        let after = try await models.database.write { $0.totalChangesCount }
        #expect(after - before == 2, "the row and the checkpoint")
    }

    @Test(arguments: ["annals_projections", "account_balances"])
    func rowsAndCheckpointMoveTogether(failing table: String) async throws {
        try await store.append(deposits(3), to: stream("a"), expecting: .any)
        try await runner.run()
        try await models.database.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER failing BEFORE UPDATE ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END
                    """)
        }
        try await store.append([deposit(10, to: "new"), deposit(10)], to: stream("a"), expecting: .any)
        let error = try await error { try await runner.run() }
        guard case .store(let cause) = error.reason else {
            Issue.record("\(error)")
            return
        }
        #expect(cause.message.contains("the disk is on fire"))
        #expect(error.projection == "AccountBalance")
        let rows = try await models.read { db in try AccountBalance.fetchAll(db) }
        #expect(rows.map(\.balance) == [6])
        #expect(try await runner.progress().position == 3)
        try await models.database.write { db in try db.execute(sql: "DROP TRIGGER failing") }
        try await runner.run()
        #expect(try await models.read { db in try AccountBalance.fetchAll(db) }.map(\.balance) == [16, 10])
    }

    @Test func aTableThatIsThereAlreadyIsLeftAlone() async throws {
        try await models.database.write { db in
            try db.execute(sql: "CREATE TABLE account_balances (mine TEXT); INSERT INTO account_balances VALUES ('x')")
        }
        for run in 0..<2 {
            let error = try await error {
                if run == 0 { try await runner.run() } else { try await runner.rebuild() }
            }
            guard case .store(let cause) = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(cause.code == .tableExists)
            #expect(cause.message.contains("account_balances"))
        }
        let mine = try await models.read { db in try String.fetchAll(db, sql: "SELECT mine FROM account_balances") }
        #expect(mine == ["x"])
    }

    @Test func aRebuildRemovesTheOldTableUnderItsOldName() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        try await runner.run()
        try await models.database.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE account_balances RENAME TO balances_before;
                    UPDATE annals_projections SET table_name = 'balances_before', fingerprint = 'balance-0'
                    """)
        }
        try await runner.rebuild()
        let (isThere, count) = try await models.read { db in
            (try db.tableExists("balances_before"), try AccountBalance.fetchCount(db))
        }
        #expect(!isThere)
        #expect(count == 1)
    }

    @Test func aStoredRowThatIsNoneIsSaid() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        try await runner.run()
        try await models.database.write { db in try db.execute(sql: "UPDATE account_balances SET tags = '{'") }
        try await store.append(deposits(1), to: stream(), expecting: .any)
        let error = try await error { try await runner.run() }
        guard case .invalidRow(let row) = error.reason else {
            Issue.record("\(error)")
            return
        }
        #expect(row.table == "account_balances" && row.column == "tags")
        #expect(error.event?.position == 3)
        await #expect(throws: InvalidRow.self) {
            try await models.read { db in try AccountBalance.fetchAll(db) }
        }
    }

    @Test func aQueryWithoutAColumnIsSaid() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        try await runner.run()
        let error = await #expect(throws: InvalidRow.self) {
            try await models.read { db in try AccountBalance.select(Column("accountId")).fetchAll(db) }
        }
        #expect(error?.column == "balance")
    }

    @Test func rowsAreEncodedAsTheyAreStored() throws {
        let row = AccountBalance(accountId: "a", balance: 3, updatedAt: Timestamp("2024-01-02T03:04:05Z"), tags: ["x"])
        let encoded = try row.databaseDictionary
        #expect(encoded["balance"] == 3.databaseValue)
        #expect(encoded["updatedAt"] == "2024-01-02T03:04:05.000000000Z".databaseValue)
        #expect(encoded["tags"] == #"["x"]"#.databaseValue)
        #expect(try AccountBalance(row: Row(encoded)) == row)
    }

    @Test func closingTheStoreClosesItsReadModels() async throws {
        try store.close()
        let error = try await error { _ = try await models.checkpoint(of: AccountBalanceProjection.self) }
        guard case .store(let cause) = error.reason else {
            Issue.record("\(error)")
            return
        }
        #expect(cause.code == .closed)
    }

    @Test func aFileOfEventsIsNoFileOfAnotherProgram() async throws {
        let other = try SQLiteReadModels(path: file.path)
        try await store.append(deposits(2), to: stream(), expecting: .any)
        try await ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: other).run()
        #expect(try await models.read { db in try AccountBalance.fetchCount(db) } == 1)
    }
}
