import AnnalsStoreSuite
import GRDB
import Synchronization
import Testing

@testable import Annals
@testable import AnnalsSQLite

@Suite struct RowCacheTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore
    private let models: SQLiteReadModels
    private let engine: ProjectionEngine

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
        engine = ProjectionEngine([AccountBalanceProjection.self], events: store, readModels: models)
    }

    private func deposit(_ amount: Int, _ account: String = "a") async throws {
        try await store.append([AnnalsStoreSuite.deposit(amount, to: account)], to: stream(account), expecting: .any)
        try await engine.catchUp()
    }

    /// Changes rows as nobody should, so that it is seen where a row comes from.
    private func tamper(_ balance: Int) async throws {
        try await models.database.write { db in
            try db.execute(sql: "UPDATE account_balances SET balance = ?", arguments: [balance])
        }
    }

    @Test func aHotRowIsNotReadAgain() async throws {
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row("a")?.balance == 1)
        #expect(try await cache.row("b") == nil)
        try await tamper(7)
        #expect(try await cache.row("a")?.balance == 1)
    }

    @Test func whatAProjectionCommitsIsSeen() async throws {
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        _ = try await cache.row("a")
        #expect(try await cache.row("b") == nil)
        try await deposit(2)
        try await deposit(5, "b")
        #expect(try await cache.row("a")?.balance == 3)
        #expect(try await cache.row("b")?.balance == 5)
    }

    @Test(arguments: [true, false])
    func rowsThatAreMadeAnewAreSeen(inPlace: Bool) async throws {
        try await deposit(1)
        try await tamper(7)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row("a")?.balance == 7)
        if inPlace {
            try await engine.control.reset("AccountBalance")
        } else {
            try await engine.control.rebuild("AccountBalance")
        }
        try await engine.catchUp()
        #expect(try await cache.row("a")?.balance == 1)
    }

    @Test func aRowIsNotOlderThanItMay() async throws {
        let hand = SteppedClock()
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 10, timeToLive: .seconds(2), clock: EngineClock(hand))
        _ = try await cache.row("a")
        try await tamper(7)
        hand.move(.seconds(2))
        #expect(try await cache.row("a")?.balance == 1)
        hand.move(.seconds(1))
        #expect(try await cache.row("a")?.balance == 7)
    }

    @Test func anOldRowDoesNotGetInBehindACommit() {
        let (key, other) = (PackedColumns([.text("a")]), PackedColumns([.text("b")]))
        for keys in [[key], nil] {
            let entries = RowCacheEntries(capacity: 2)
            func ticket(_ key: PackedColumns) -> Int? {
                if case .missing(let ticket) = entries.lookup(key, notBefore: nil) { ticket } else { nil }
            }
            // Read before the commit and stored after it; read during the commit; read after it.
            let before = ticket(key)
            #expect(before != nil)
            entries.begin(keys)
            let during = ticket(key)
            #expect(during == nil)
            entries.store("during", key, during, at: .zero)
            entries.end(keys)
            entries.store("before", key, before, at: .zero)
            let after = ticket(key)
            #expect(after != nil)
            entries.store("after", key, after, at: .zero)
            entries.store("other", other, ticket(other), at: .zero)
            guard case .found(let row) = entries.lookup(key, notBefore: nil) else {
                Issue.record("the row is not there")
                return
            }
            #expect(row as? String == "after")
        }
    }

    @Test func onlySoManyRowsAreHeld() {
        let entries = RowCacheEntries(capacity: 3)
        let keys = (0..<10).map { PackedColumns([.integer($0)]) }
        func isThere(_ key: PackedColumns) -> Bool {
            if case .found = entries.lookup(key, notBefore: nil) { true } else { false }
        }
        for (number, key) in keys.enumerated() {
            guard case .missing(let ticket) = entries.lookup(key, notBefore: nil) else { continue }
            entries.store(number, key, ticket, at: .zero)
            // A key that is used again and again stays.
            #expect(isThere(keys[0]))
            if number == 5 {
                entries.begin([keys[5]])
                entries.end([keys[5]])
            }
        }
        #expect(keys.count(where: isThere) <= 3)
    }

    @Test func readersNeverSeeLessThanWasCommitted() async throws {
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<3 {
                group.addTask {
                    for _ in 0..<200 {
                        let committed = try await models.read { db in try AccountBalance.fetchOne(db)?.balance ?? 0 }
                        let seen = try await cache.row("a")?.balance ?? 0
                        #expect(seen >= committed)
                        // Drives the row out now and then.
                        if reader == 0 { _ = try await cache.row("z") }
                    }
                }
            }
            group.addTask { for _ in 0..<60 { try await deposit(1) } }
            try await group.waitForAll()
        }
        #expect(try await cache.row("a")?.balance == 61)
    }
}

/// A clock that is moved by hand; nobody sleeps by it.
private final class SteppedClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Duration.zero)
    var now: Instant { Instant(offset: time.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func move(_ duration: Duration) { time.withLock { $0 += duration } }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
