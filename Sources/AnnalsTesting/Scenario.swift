public import Annals
public import Testing

/// What an aggregate decides, as a sentence: given these events, when this is asked of it, then those events follow.
///
/// ```swift
/// try await Scenario(Account.self, id: "a")
///     .given(.moneyDeposited(MoneyDeposited(accountId: "a", amount: 5)))
///     .when { account in try account.withdraw(3) }
///     .then(.moneyWithdrawn(MoneyWithdrawn(accountId: "a", amount: 3)))
/// ```
///
/// The events take the way that they take in a program: they are validated, written as JSON, stored in memory, and decoded.
/// Times and ids are the same in every run.
public struct Scenario<A: Aggregate>: Sendable {
    let id: A.ID
    private(set) var past: [(event: A.Event, time: Timestamp)] = []
    private var time = TestClock.start

    /// Begins a scenario of an aggregate without events.
    public init(_ aggregate: A.Type = A.self, id: A.ID) {
        self.id = id
    }

    /// Adds events that have happened.
    public func given(_ events: A.Event...) -> Scenario { given(events) }

    /// Adds events that have happened.
    public func given(_ events: [A.Event]) -> Scenario {
        var scenario = self
        scenario.past += events.map { ($0, time) }
        return scenario
    }

    /// Says at which time the next events happen, for upcasts and folds that look at `meta.time`;
    /// ``TestClock/start`` unless said.
    public func at(_ time: Timestamp) -> Scenario {
        var scenario = self
        scenario.time = time
        return scenario
    }

    /// Says what is asked of the aggregate.
    public func when(_ decide: @escaping @Sendable (A) throws -> [A.Event]) -> Question {
        Question(scenario: self, decide: decide)
    }

    /// Checks the state that the events make.
    ///
    /// Throws `AggregateError` when they cannot be stored or read.
    public func thenState(_ check: (A) throws -> Void) async throws {
        try check(try await repository().load(id).state)
    }

    /// The past in a store, and the aggregate in its last state.
    func repository() async throws -> AggregateRepository<A> {
        let clock = TestClock(at: time)
        let ids = TestIDs(clock)
        let store = InMemoryEventStore(now: clock.now)
        var events: [ProposedEvent] = []
        for (event, time) in past { events.append(try ProposedEvent(event.event, id: ids.next(), time: time)) }
        try await store.append(events, to: A.stream(id), expecting: .noStream)
        return AggregateRepository(store: store, makeID: ids.next)
    }

    /// A scenario with what is asked.
    public struct Question: Sendable {
        let scenario: Scenario
        let decide: @Sendable (A) throws -> [A.Event]

        /// Expects these events, in this order; none means that nothing happens.
        ///
        /// Throws what is wrong with the past.
        public func then(_ events: A.Event..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let answer = try await answer()
            if case .decided(let found) = answer, found == events { return }
            try await report(expected: .decided(events), found: answer, sourceLocation)
        }

        /// Expects that nothing is decided and this error is thrown.
        ///
        /// Throws what is wrong with the past.
        public func thenFails<Failure: Error & Equatable>(
            with expected: Failure, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let answer = try await answer()
            if case .refused(let error) = answer, error as? Failure == expected { return }
            try await report(expected: .refused(expected), found: answer, sourceLocation)
        }

        /// Checks the state after what was decided.
        public func thenState(_ check: (A) throws -> Void) async throws {
            let repository = try await scenario.repository()
            try await repository.execute(scenario.id, decide: decide)
            try check(try await repository.load(scenario.id).state)
        }

        private func answer() async throws -> ScenarioAnswer<A> {
            let repository = try await scenario.repository()
            // What is wrong with the past is no answer.
            _ = try await repository.load(scenario.id)
            do {
                return .decided(try await repository.execute(scenario.id, decide: decide).events)
            } catch {
                return .refused(error)
            }
        }

        private func report(
            expected: ScenarioAnswer<A>, found: ScenarioAnswer<A>, _ sourceLocation: SourceLocation
        ) async throws {
            let state = try await scenario.repository().load(scenario.id).state
            let report = ScenarioReport(
                id: scenario.id, past: scenario.past.map(\.event), state: state, expected: expected, found: found)
            Issue.record("\(report.text)", sourceLocation: sourceLocation)
        }
    }
}
