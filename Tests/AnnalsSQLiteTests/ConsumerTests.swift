import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import GRDB
import Testing

@Suite(.serialized) struct ConsumerTests {
    @Test(arguments: ConsumerCase.all) func besideEvents(_ behaviour: ConsumerCase) async throws {
        let (file, clock) = (try TemporaryFile(), ManualClock())
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await behaviour.check(SQLiteConsumerStore(beside: store, now: { clock.time }), clock)
    }

    @Test(arguments: ConsumerCase.all) func inADatabaseOfTheProgram(_ behaviour: ConsumerCase) async throws {
        let clock = ManualClock()
        try await behaviour.check(SQLiteConsumerStore(database: DatabaseQueue(), now: { clock.time }), clock)
    }

    @Test func anotherOpeningOfTheFileGoesOn() async throws {
        let (file, clock) = (try TemporaryFile(), ManualClock())
        let first = try SQLiteConsumerStore(path: file.path, now: { clock.time })
        _ = try await first.join("g", partitions: 2, as: "a", lease: .seconds(10))
        let claim = try #require(try await first.claim(1, of: "g", as: "a", lease: .seconds(10)))
        try await first.commit(17, under: claim)
        let second = try SQLiteConsumerStore(path: file.path, now: { clock.time })
        #expect(try await second.state(of: "g")?.positions == [0, 17])
        #expect(try await second.claim(1, of: "g", as: "b", lease: .seconds(10)) == nil)
    }

    @Test func workAndPositionAreCommittedTogetherOrNotAtAll() async throws {
        let database = try DatabaseQueue()
        let clock = ManualClock()
        let consumers = try SQLiteConsumerStore(database: database, now: { clock.time })
        try await database.write { db in try db.execute(sql: "CREATE TABLE seen (position INTEGER PRIMARY KEY)") }
        _ = try await consumers.join("g", partitions: 1, as: "a", lease: .seconds(10))
        let old = try #require(try await consumers.claim(0, of: "g", as: "a", lease: .seconds(10)))
        try await Self.work(5, old, consumers)
        clock.advance(by: .seconds(10))
        let new = try #require(try await consumers.claim(0, of: "g", as: "b", lease: .seconds(10)))
        let error = await #expect(throws: ConsumerError.self) { try await Self.work(6, old, consumers) }
        #expect(error?.code == .fenced)
        try await Self.work(7, new, consumers)
        let seen = try await database.read { db in try Int.fetchAll(db, sql: "SELECT position FROM seen") }
        #expect(seen == [5, 7])
        #expect(try await consumers.state(of: "g")?.positions == [7])
    }

    private static func work(_ position: Int, _ claim: PartitionClaim, _ consumers: SQLiteConsumerStore) async throws {
        try await consumers.database.write { db in
            try db.execute(sql: "INSERT INTO seen VALUES (?)", arguments: [position])
            try SQLiteConsumerStore.commit(position, under: claim, in: db)
        }
    }
}
