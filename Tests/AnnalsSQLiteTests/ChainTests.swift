import Annals
import AnnalsStoreSuite
import GRDB
import Testing

@testable import AnnalsSQLite

/// Files with a hash chain. One after the other, because each case has files open.
@Suite(.serialized) struct ChainTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    private func open(isChained: Bool = true) throws -> SQLiteEventStore {
        try SQLiteEventStore(path: file.path, durability: .normal, isChained: isChained)
    }

    @Test(arguments: StoreCase.all) func aChainedStoreBehavesLikeAnyOther(_ behaviour: StoreCase) async throws {
        let store = try open()
        try await behaviour.check(store)
        // Some cases close the store.
        let audit = try await SQLiteEventStore(readingOnly: file.path).audit()
        #expect(audit.mistakes.isEmpty && audit.chain?.verified == audit.events, "\(audit)")
    }

    @Test func chainedHistoriesAreThoseOfTheModel() async throws {
        for seed in 1000..<UInt64(1000 + StoreTrial.histories(usually: 20)) {
            let isFine = try await StoreTrial.run(seed: seed, steps: 40) {
                let (file, consumers) = (try TemporaryFile(), InMemoryConsumerStore())
                return StoreTrial(reopens: true) {
                    try SQLiteEventStore(path: file.path, durability: .normal, isChained: true)
                } consumers: { _ in
                    consumers
                }
            }
            guard isFine else { break }
        }
    }

    @Test func whoDoesNotAskForTheChainKeepsItUp() async throws {
        try await open().append(deposits(3), to: stream("a"), expecting: .any)
        let (first, second) = (try open(isChained: false), try open(isChained: false))
        try await first.append(deposits(3), to: stream("b"), expecting: .any)
        try await second.append(deposits(3), to: stream("c"), expecting: .any)
        // One that fails, with others in its commit, leaves nothing in the chain.
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    _ = try? await first.append(
                        deposits(1 + number % 3), to: stream("d"), expecting: number % 2 == 0 ? .any : .exactly(3))
                }
            }
        }
        let audit = try await first.audit()
        #expect(audit.mistakes.isEmpty && audit.events > 9)
        #expect(audit.chain?.verified == audit.events && audit.chain?.head.count == 64)
        #expect(audit.summary.hasSuffix("; \(audit.events) as appended, by the hash chain: whole"))
    }

    @Test func aFileIsChainedWithAllThatItHas() async throws {
        let plain = try open(isChained: false)
        for name in ["a", "b", "c"] { try await plain.append(deposits(4), to: stream(name), expecting: .any) }
        let old = try await plain.read(stream("b"))
        try await plain.delete(stream("b"))
        _ = try await plain.truncate(stream("a"), before: 3)
        #expect(try await plain.audit().chain == nil)
        let store = try open()
        #expect(try await store.audit().chain?.verified == 6)
        // The store that was open before keeps it up as well.
        try await plain.append(deposits(2), to: stream("a"), expecting: .any)
        #expect(try await store.audit().chain?.verified == 8)
        #expect(try await store.restore(old) == 4)
        let audit = try await store.audit()
        #expect(audit.mistakes.isEmpty && audit.chain?.verified == 8 && audit.events == 12)
        try await store.delete(stream("b"))
        #expect(try await store.audit().mistakes.isEmpty)
    }

    @Test func anEmptyFileIsChainedFromItsFirstEvent() async throws {
        let (plain, store) = (try open(isChained: false), try open())
        try await plain.append(deposits(2), to: stream(), expecting: .any)
        #expect(try await store.audit().chain?.verified == 2)
    }

    @Test func theChainGoesOnBehindWhatWasRemoved() async throws {
        let store = try open()
        try await store.append(deposits(5), to: stream("a"), expecting: .any)
        let head = try await store.audit().chain?.head
        let old = try await store.read(stream("a"))
        try await store.delete(stream("a"))
        #expect(try await store.audit().chain == StoreAudit.Chain(verified: 0, head: try #require(head)))
        try await store.append(deposits(1), to: stream("b"), expecting: .any)
        #expect(try await store.audit().mistakes.isEmpty)
        // The chain knows what was removed.
        var other = old
        other[2].payload = try deposit(77).payload
        _ = try await storeError(.placeTaken) { try await store.restore(other) }
        #expect(try await store.restore(old) == 5)
        #expect(try await store.audit().chain?.verified == 6)
    }

    @Test(arguments: [
        ("UPDATE annals_events SET payload = replace(payload, '3', '4') WHERE position = 3", "position 3 was changed"),
        ("UPDATE annals_events SET type = 'MoneyWithdrawn' WHERE position = 2", "position 2 was changed"),
        ("UPDATE annals_events SET user_id = '' WHERE position = 2", "position 2 was changed"),
        ("UPDATE annals_events SET time_nanoseconds = 7 WHERE position = 6", "position 6 was changed"),
        ("UPDATE annals_events SET id = randomblob(16) WHERE position = 1", "position 1 was changed"),
        ("UPDATE annals_streams SET name = 'Account-x' WHERE name = 'Account-a'", "position 1 was changed"),
        ("DELETE FROM annals_events WHERE position = 1", "position 1 was removed in another way"),
        ("DELETE FROM annals_events WHERE position = 6", "position 6 was removed in another way"),
        ("DELETE FROM annals_chain WHERE position = 4", "position 4 was removed from the hash chain"),
        ("DELETE FROM annals_chain WHERE position = 6", "position 6 is missing at the end of the hash chain"),
        ("DELETE FROM annals_chain WHERE position = 0", "does not begin as it was begun"),
        ("UPDATE annals_chain SET hash = zeroblob(32) WHERE position = 5", "position 5 was changed"),
        ("UPDATE annals_chain SET state = 1 WHERE position = 5", "position 5 was inserted in another way"),
        ("UPDATE annals_chain SET state = 2 WHERE position = 5", "the hash chain was changed at position 5"),
        ("UPDATE annals_chain SET state = 9 WHERE position = 5", "the hash chain was changed at position 5"),
        (
            "INSERT INTO annals_events SELECT 7, stream_id, 4, 6, randomblob(16), type, version, time_seconds, "
                + "time_nanoseconds, user_id, correlation_id, causation_id, extra, payload FROM annals_events WHERE position = 6",
            "position 7 is missing at the end of the hash chain"
        ),
    ])
    func whatWasDoneByOtherMeansIsNamed(change: String, mistake: String) async throws {
        let store = try open()
        try await store.append(deposits(3), to: stream("a"), expecting: .any)
        try await store.append(deposits(3), to: stream("b"), expecting: .any)
        try await store.pool.writeWithoutTransaction { db in try db.execute(sql: change) }
        let mistakes = try await store.audit().mistakes
        #expect(mistakes.contains { $0.contains(mistake) }, "\(mistakes)")
    }

    /// The same bytes on every machine: other programs can follow the chain.
    @Test func theChainIsSettled() async throws {
        let store = try open()
        let time = try #require(Timestamp("2026-01-31T09:30:00.5Z"))
        let event = try ProposedEvent(
            MoneyWithdrawn(accountId: "ä", amount: 1), id: UniqueID(high: 1, low: 2),
            context: EventContext(userId: "", extra: ["n": .null]), time: time)
        try await store.append([event], to: stream("a"), expecting: .any)
        #expect(
            try await store.audit().chain?.head == "57df6bc3f15624c55758389a2f8384bb29c2849d74fd2faf53ede9b5a3817d83")
    }
}
