import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

@Suite struct ClockTests {
    @Test func aClockGoesWhereItIsSet() throws {
        let clock = TestClock()
        #expect(clock.now().description == "2026-01-01T00:00:00Z")
        clock.advance(by: .milliseconds(1_500))
        #expect(clock.now().description == "2026-01-01T00:00:01.500Z")
        clock.advance(by: .milliseconds(-1_501))
        #expect(clock.now().description == "2025-12-31T23:59:59.999Z")
        clock.advance(by: .nanoseconds(1_000_001))
        #expect(clock.now().description == "2026-01-01T00:00:00.000000001Z")
        clock.set(.max)
        clock.advance(by: .nanoseconds(1))
        #expect(clock.now() == .max)
        clock.advance(by: .seconds(Int64.min))
        #expect(clock.now() == .min)
        clock.advance(by: .seconds(Int64.max))
        #expect(clock.now() == .max)
    }

    @Test func aClockGoesOnWhenItIsAsked() {
        let clock = TestClock(step: .seconds(1))
        #expect((0..<3).map { _ in clock.now().secondOfDay } == [0, 1, 2])
    }

    @Test func idsAreTheSameInEveryRunAndGrow() {
        let clock = TestClock()
        let ids = TestIDs(clock)
        let first = (0..<3).map { _ in ids.next() }
        #expect(first[0].description == "019b76da-a800-7000-8000-000000000001")
        #expect(first == first.sorted() && Set(first).count == 3)
        clock.advance(by: .seconds(1))
        #expect(ids.next() > first[2])
        #expect(TestIDs(source: 2).next().description == "019b76da-a800-7000-8002-000000000001")
        #expect(TestIDs(source: .max).next().description == "019b76da-a800-7000-bfff-000000000001")
    }

    @Test func storesAndRepositoriesTakeThem() async throws {
        let clock = TestClock()
        let store = InMemoryEventStore(now: clock.now)
        let accounts = AggregateRepository<Account>(store: store, makeID: TestIDs(clock).next)
        for _ in 0..<2 {
            try await accounts.execute("a") { _ in [.moneyDeposited(MoneyDeposited(accountId: "a", amount: 1))] }
            clock.advance(by: .seconds(60))
        }
        let stored = try await store.readAll()
        #expect(stored.map(\.metadata.time.secondOfDay) == [0, 60])
        #expect(stored.map { String($0.metadata.id.description.suffix(3)) } == ["001", "002"])
    }
}
