import AnnalsStoreSuite
import Dispatch
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

    @Test func aRowThatIsHeldIsAnsweredWhereItsCallerIs() async throws {
        try await deposit(1)
        let desk = Desk()
        let hand = SteppedClock { desk.isCurrent }
        let cache = RowCache<AccountBalance>(models, capacity: 10, timeToLive: .seconds(2), clock: EngineClock(hand))
        let caller = Caller(desk: desk)
        #expect(try await caller.balance(in: cache) == 1)
        hand.forgetPlaces()
        #expect(try await caller.balance(in: cache) == 1)
        #expect(hand.places == [true], "the clock was asked once, on the caller's queue")
    }

    @Test func anOldRowDoesNotGetInBehindACommit() throws {
        for keys in [[PackedColumns([.text("a")])], nil] {
            let held = Held(capacity: 2)
            // Read before the commit and stored after it; read during the commit; read after it.
            let before = try held.ticket("a")
            #expect(before != nil)
            held.entries.begin(keys)
            let during = try held.ticket("a")
            #expect(during == nil)
            held.store("during", "a", during)
            held.entries.end(keys)
            held.store("before", "a", before)
            let after = try held.ticket("a")
            #expect(after != nil)
            held.store("after", "a", after)
            held.store("other", "b", try held.ticket("b"))
            #expect(try held.row("a") == "after")
            #expect(held.entries.pendingReads == 0)
        }
    }

    @Test func onlySoManyRowsAreHeld() throws {
        let held = Held(capacity: 3)
        let keys = (0..<10).map { "\($0)" }
        for (number, key) in keys.enumerated() {
            held.store(key, key, try held.ticket(key))
            // A key that is used again and again stays.
            #expect(try held.row(keys[0]) == keys[0])
            if number == 5 {
                held.entries.begin([PackedColumns([.text(key)])])
                held.entries.end([PackedColumns([.text(key)])])
                #expect(try held.row(key) == nil)
            }
        }
        #expect(try keys.filter { try held.row($0) != nil }.count == 3)
        for key in keys { #expect(try [nil, key].contains(held.row(key)), "each key has its own row") }
    }

    @Test func aReadThatFailsLeavesNothing() async throws {
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        try await models.database.write { db in try db.execute(sql: "UPDATE account_balances SET tags = '{'") }
        await #expect(throws: InvalidRow.self) { try await cache.row("a") }
        #expect(cache.entries.pendingReads == 0)
        try await models.database.write { db in try db.execute(sql: "UPDATE account_balances SET tags = '[]'") }
        #expect(try await cache.row("a")?.balance == 1)
    }

    @Test func keysAreComparedAsTheDatabaseDoes() async throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        try await deposit(1, composed)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row(composed)?.balance == 1)
        #expect(try await cache.row(decomposed) == nil)
        await #expect(throws: InvalidRow.self) { try await cache.row("a\u{0}") }
    }

    @Test func whatARecordChangesIsSeen() async throws {
        try await deposit(1)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row("a")?.balance == 1)
        #expect(try await cache.row("b") == nil)
        try await models.database.writeWithoutTransaction { db in
            try AccountBalance(accountId: "a", balance: 5).update(db)
            try AccountBalance(accountId: "b", balance: 6).insert(db)
        }
        #expect(try await cache.row("a")?.balance == 5)
        #expect(try await cache.row("b")?.balance == 6)
        try await models.database.write { db in
            #expect(try AccountBalance(accountId: "a").delete(db))
            try AccountBalance(accountId: "b", balance: 7).save(db)
        }
        #expect(try await cache.row("a") == nil)
        #expect(try await cache.row("b")?.balance == 7)
        await #expect(throws: DatabaseError.self) {
            try await models.database.writeWithoutTransaction { db in
                try AccountBalance(accountId: "b", balance: 8).insert(db)
            }
        }
        try await tamper(9)
        #expect(try await cache.row("b")?.balance == 9, "it was read anew after the attempt")
        try await tamper(10)
        #expect(try await cache.row("b")?.balance == 9)
    }

    @Test func whatAnAppendChangesInlineIsSeen() async throws {
        try await engine.keepInline()
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row("a") == nil)
        for total in 1...5 {
            try await store.append([AnnalsStoreSuite.deposit(1)], to: stream(), expecting: .any)
            #expect(try await cache.row("a")?.balance == total)
            try await tamper(total + 100)
            #expect(try await cache.row("a")?.balance == total, "it is held until it is written")
            try await tamper(total)
        }
    }

    @Test func anAppendThatFailsLeavesWhatThereWas() async throws {
        try await engine.keepInline()
        try await store.append([AnnalsStoreSuite.deposit(1)], to: stream(), expecting: .any)
        let cache = RowCache<AccountBalance>(models, capacity: 10)
        #expect(try await cache.row("a")?.balance == 1)
        // The row is written, and then the checkpoint cannot be.
        try await models.database.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER failing BEFORE UPDATE ON annals_projections
                    BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END
                    """)
        }
        for _ in 0..<2 {
            await #expect(throws: EventStoreError.self) {
                try await store.append([AnnalsStoreSuite.deposit(5)], to: stream(), expecting: .any)
            }
            #expect(try await cache.row("a")?.balance == 1)
        }
        try await tamper(7)
        #expect(try await cache.row("a")?.balance == 1, "keys are let in again after a rollback")
        try await tamper(1)
        try await models.database.write { db in try db.execute(sql: "DROP TRIGGER failing") }
        try await store.append([AnnalsStoreSuite.deposit(5)], to: stream(), expecting: .any)
        #expect(try await cache.row("a")?.balance == 6)
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

/// Texts in a cache.
private struct Held {
    let entries: RowCacheEntries

    init(capacity: Int) { entries = RowCacheEntries(capacity: capacity) }

    private func lookup(_ key: String) throws -> RowCacheEntries.Lookup {
        try entries.lookup(notBefore: nil) { columns throws(InvalidRow) in try columns.write(key) }
    }

    /// A ticket for a key that is not there.
    func ticket(_ key: String) throws -> Int? {
        if case .missing(_, let ticket) = try lookup(key) { ticket } else { nil }
    }

    func store(_ text: String, _ key: String, _ ticket: Int?) {
        entries.store(CachedRow(text), PackedColumns([.text(key)]), ticket, at: .zero)
    }

    /// What is there; nothing is left pending.
    func row(_ key: String) throws -> String? {
        switch try lookup(key) {
        case .found(let row): return (row as? CachedRow<String>)?.row
        case .missing(let key, let ticket):
            entries.giveBack(ticket, of: key)
            return nil
        }
    }
}

/// Runs one thing after the other on a queue of its own.
private final class Desk: SerialExecutor {
    private static let key = DispatchSpecificKey<ObjectIdentifier>()
    private let queue = DispatchQueue(label: "desk")

    init() { queue.setSpecific(key: Self.key, value: ObjectIdentifier(self)) }

    var isCurrent: Bool { DispatchQueue.getSpecific(key: Self.key) == ObjectIdentifier(self) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// Asks a cache at its desk.
private actor Caller {
    private let desk: Desk

    nonisolated var unownedExecutor: UnownedSerialExecutor { desk.asUnownedSerialExecutor() }

    init(desk: Desk) { self.desk = desk }

    func balance(in cache: RowCache<AccountBalance>) async throws -> Int? { try await cache.row("a")?.balance }
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
    private let asked = Mutex<[Bool]>([])
    private let isPlace: @Sendable () -> Bool
    /// For each time that it was asked whether that was at a place.
    var places: [Bool] { asked.withLock { $0 } }
    var now: Instant {
        let isPlace = isPlace()
        asked.withLock { $0.append(isPlace) }
        return Instant(offset: time.withLock { $0 })
    }
    var minimumResolution: Duration { .nanoseconds(1) }

    init(isPlace: @escaping @Sendable () -> Bool = { false }) { self.isPlace = isPlace }

    func forgetPlaces() { asked.withLock { $0 = [] } }
    func move(_ duration: Duration) { time.withLock { $0 += duration } }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
