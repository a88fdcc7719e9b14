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
public struct Scenario<A: Aggregate>: Sendable {
    private let id: A.ID
    private var past: [A.Event] = []
    private var time: Timestamp?

    /// Begins a scenario of an aggregate without events.
    public init(_ aggregate: A.Type = A.self, id: A.ID) {
        self.id = id
    }

    /// Adds events that have happened.
    public func given(_ events: A.Event...) -> Scenario { given(events) }

    /// Adds events that have happened.
    public func given(_ events: [A.Event]) -> Scenario {
        var scenario = self
        scenario.past += events
        return scenario
    }

    /// Says at which time the events happen, for upcasts and folds that look at `meta.time`; by default it is now.
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

    private func repository() async throws -> AggregateRepository<A> {
        let time = time
        let store = InMemoryEventStore { time ?? .now() }
        let events = try past.map { try ProposedEvent($0.event) }
        try await store.append(events, to: A.stream(id), expecting: .noStream)
        return AggregateRepository(store: store)
    }

    /// A scenario with what is asked.
    public struct Question: Sendable {
        fileprivate let scenario: Scenario
        fileprivate let decide: @Sendable (A) throws -> [A.Event]

        /// Expects these events, in this order; none means that nothing happens.
        public func then(_ events: A.Event..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let outcome = try await scenario.repository().execute(scenario.id, decide: decide)
            guard outcome.events != events else { return }
            Issue.record("\(Scenario.difference(outcome.events, events))", sourceLocation: sourceLocation)
        }

        /// Expects that nothing is decided and this error is thrown.
        public func thenFails<Failure: Error & Equatable>(
            with expected: Failure, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            do {
                let outcome = try await scenario.repository().execute(scenario.id, decide: decide)
                Issue.record(
                    "expected the error \(expected), found\n\(Scenario.lines(outcome.events, unlike: nil))",
                    sourceLocation: sourceLocation)
            } catch let error as Failure {
                #expect(error == expected, sourceLocation: sourceLocation)
            }
        }

        /// Checks the state after what was decided.
        public func thenState(_ check: (A) throws -> Void) async throws {
            let repository = try await scenario.repository()
            try await repository.execute(scenario.id, decide: decide)
            try check(try await repository.load(scenario.id).state)
        }
    }

    // MARK: - Failures

    private static func difference(_ found: [A.Event], _ expected: [A.Event]) -> String {
        "expected\n\(lines(expected, unlike: found))\nfound\n\(lines(found, unlike: expected))"
    }

    /// A line an event; those that are others on the other side have a mark.
    private static func lines(_ events: [A.Event], unlike others: [A.Event]?) -> String {
        guard !events.isEmpty else { return "    no event" }
        return events.enumerated().map { place, event in
            let isSame = others.map { place < $0.count && $0[place] == event } ?? true
            let type = Swift.type(of: event.event).eventType
            let payload = (try? event.event.json()).map { String(decoding: $0, as: UTF8.self) } ?? "\(event)"
            return "  \(isSame ? " " : "!") \(type) \(payload)"
        }.joined(separator: "\n")
    }
}
