import Annals
import AnnalsStoreSuite
import Testing

@Suite struct AggregateSessionTests {
    /// The work runs where its caller runs, so that it may use what belongs to an actor.
    @MainActor @Test func worksOnAnActor() async throws {
        let store = InMemoryEventStore()
        let seen = SeenHere()
        try await AggregateSession(store: store).execute { work in
            MainActor.assertIsolated()
            seen.balances.append(try await work.load(Account.self, "a").balance)
            MainActor.assertIsolated()
            try await work.decide(Account.self, "b") { account in
                MainActor.assertIsolated()
                seen.balances.append(account.balance)
                return [.moneyDeposited(MoneyDeposited(accountId: "b", amount: 5))]
            }
        }
        #expect(seen.balances == [0, 0])
        #expect(try await store.lastPosition() == 1)
    }

    @Test func idsAreThoseThatAreGiven() async throws {
        let store = InMemoryEventStore()
        let id = UniqueID(high: 1, low: 2)
        try await AggregateSession(store: store, makeID: { id }).execute { work in
            try work.append(.moneyDeposited(MoneyDeposited(accountId: "b", amount: 5)), to: Account.self, "b")
        }
        try await AggregateRepository<Account>(store: store, makeID: { id.derived(1) }).execute("a") { _ in
            [.moneyDeposited(MoneyDeposited(accountId: "a", amount: 5))]
        }
        #expect(try await store.readAll().map(\.metadata.id) == [id, id.derived(1)])
    }
}

/// Something that is not sendable.
private final class SeenHere {
    var balances: [Int] = []
}
