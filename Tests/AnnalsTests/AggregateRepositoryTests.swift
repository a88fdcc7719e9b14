import Annals
import AnnalsStoreSuite
import Testing

@Suite struct AggregateRepositoryTests {
    private let store = InMemoryEventStore()
    private var repository: AggregateRepository<Account> { AggregateRepository(store: store) }

    private func deposited(_ amount: Int) -> AccountEvent {
        .moneyDeposited(MoneyDeposited(accountId: "a", amount: amount))
    }

    @Test func aNewAggregateHasItsInitialState() async throws {
        let loaded = try await repository.load("a")
        #expect(loaded.state == Account())
        #expect(loaded.version == 0)
    }

    @Test func foldsAllEventsOverManyPages() async throws {
        try await store.append(deposits(1500) + [withdrawal(10)], to: stream(), expecting: .any)
        try await store.append([oldDeposit(2)], to: stream(), expecting: .any)
        let loaded = try await repository.load("a")
        #expect(loaded.state.balance == 1500 * 1501 / 2 - 10 + 200)
        #expect(loaded.state.transactions == 1502)
        #expect(loaded.version == 1502)
    }

    @Test func foldsWhatTookThePlaceOfRetiredEvents() async throws {
        let events = try [deposit(10), BalanceCorrected.stored(taken: 3, given: 1), BalanceCorrected.stored()]
        try await store.append(events, to: stream(), expecting: .any)
        let loaded = try await repository.load("a")
        #expect(loaded.state.balance == 8)
        #expect(loaded.state.transactions == 3)
        #expect(loaded.version == 3)
        // A decision is appended after all stored events, also those that are read as nothing.
        #expect(try await repository.execute("a") { _ in [deposited(1)] }.version == 4)
    }

    @Test func aRetiredEventWithoutPartsThatApplyIsAnError() async throws {
        try await store.append([BalanceCorrected.stored(given: -1)], to: stream(), expecting: .any)
        let error = await #expect(throws: AggregateError.self) { try await repository.load("a") }
        guard case .decoding(let cause)? = error, case .noPart = cause.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.event?.streamVersion == 1)
        #expect(cause.description.contains("otherwise: drop"))
    }

    @Test func appendsWhatIsDecided() async throws {
        let outcome = try await repository.execute("a", context: EventContext(userId: "u", correlationId: "c")) { _ in
            [deposited(5), deposited(6)]
        }
        #expect(outcome.events == [deposited(5), deposited(6)])
        #expect(outcome.version == 2)
        #expect(outcome.position == 2)
        let records = try await store.read(stream())
        #expect(records.map(\.metadata.userId) == ["u", "u"])
        #expect(records.map(\.metadata.correlationId) == ["c", "c"])
    }

    @Test func aCommandThatDecidesNothingAppendsNothing() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        let outcome = try await repository.execute("a") { state in
            #expect(state.balance == 3)
            return []
        }
        #expect(outcome.events.isEmpty && outcome.version == 2 && outcome.position == nil)
        #expect(try await store.lastPosition() == 2)
    }

    @Test func whatDecideThrowsIsThrown() async throws {
        struct Refused: Error {}
        await #expect(throws: Refused.self) { try await repository.execute("a") { _ in throw Refused() } }
        #expect(try await store.lastPosition() == 0)
    }

    @Test func anInvalidEventIsRefusedAndNothingIsAppended() async throws {
        let error = await #expect(throws: AggregateError.self) {
            try await repository.execute("a") { _ in [deposited(1), deposited(-1)] }
        }
        guard case .store(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.code == .invalidPayload)
        #expect(try await store.lastPosition() == 0)
    }

    @Test func aConflictIsDecidedAgainOnFreshState() async throws {
        let racing = RacingStore(store, conflicts: 2)
        let seen = Seen()
        let outcome = try await AggregateRepository<Account>(store: racing).execute("a", retries: 2) { state in
            seen.add(state.balance)
            return [deposited(100)]
        }
        #expect(seen.balances == [0, 1, 2])
        #expect(outcome.version == 3)
        #expect(try await repository.load("a").state.balance == 102)
    }

    @Test(arguments: [0, 1, -5]) func aConflictThatStaysIsThrown(retries: Int) async throws {
        let racing = RacingStore(store, conflicts: 10)
        let seen = Seen()
        let error = await #expect(throws: AggregateError.self) {
            try await AggregateRepository<Account>(store: racing).execute("a", retries: retries) { state in
                seen.add(state.balance)
                return [deposited(100)]
            }
        }
        guard case .store(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.code == .wrongExpectedVersion)
        #expect(seen.balances.count == max(retries, 0) + 1)
    }

    @Test func anEventThatCannotBeAppliedIsNamed() async throws {
        try await store.append([deposit(1), deposit(.max)], to: stream(), expecting: .any)
        let error = await #expect(throws: AggregateError.self) { try await repository.load("a") }
        guard case .apply(let cause, let event) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.kind == .overflow)
        #expect(event.streamVersion == 2)
        #expect(error?.description.contains("Account-a version 2") == true)
    }

    @Test func anEventThatCannotBeReadIsNamed() async throws {
        try await store.append([oldDeposit(.max)], to: stream(), expecting: .any)
        let error = await #expect(throws: AggregateError.self) { try await repository.load("a") }
        guard case .decoding(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.event?.position == 1)
    }

    @Test func anIdThatMakesNoStreamIsRefused() async {
        let error = await #expect(throws: AggregateError.self) { try await repository.load("") }
        guard case .stream = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
