package import Annals
import AnnalsStoreSamples
package import AnnalsTesting
import Testing

/// What every store of processes must do. A test target runs `all` on each of its stores.
package struct ProcessCase: Sendable, CustomTestStringConvertible {
    /// The behaviour.
    package let name: String
    /// Checks it on empty stores.
    package let check: @Sendable (ProcessSetting) async throws -> Void

    /// Shown in test reports.
    package var testDescription: String { name }

    init(_ name: String, _ check: @escaping @Sendable (ProcessSetting) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// All behaviours.
    package static let all = [handling, timingOut, remaking, parkingProcesses, asking, dispatching].flatMap(\.self)
}

/// The stores of a case, with a clock that it moves.
package struct ProcessSetting: Sendable {
    /// Where the events are.
    package let events: any EventStore
    /// The store under test.
    package let processes: any ProcessStore
    /// The clock of runners and dispatchers.
    package let clock = TestClock()

    /// Creates a setting on empty stores.
    package init(events: any EventStore, processes: any ProcessStore) {
        self.events = events
        self.processes = processes
    }

    /// A time so many minutes after the clock's start.
    package static func time(_ minutes: Int) -> Timestamp {
        Timestamp(seconds: TestClock.start.seconds + Int64(minutes) * 60) ?? .min
    }

    func runner<P: ProcessManager>(
        _ process: P.Type = AccountCareProcess.self, batchSize: Int = 500, policy: PoisonPolicy = .park(),
        emittingFrom start: SubscriptionStart = .beginning
    ) -> ProcessRunner<P> {
        ProcessRunner(
            process, events: events, processes: processes, batchSize: batchSize, policy: policy, emittingFrom: start,
            now: clock.now)
    }

    func deposit(_ amount: Int, to account: String = "a", tags: [String] = [], at minutes: Int = 0) async throws {
        let event = MoneyDeposited(accountId: account, amount: amount, tags: tags)
        try await events.append(
            [ProposedEvent(event, time: Self.time(minutes))], to: stream(account), expecting: .any)
    }

    func withdraw(_ amount: Int, from account: String = "a", at minutes: Int = 0) async throws {
        let event = MoneyWithdrawn(accountId: account, amount: amount)
        try await events.append(
            [ProposedEvent(event, time: Self.time(minutes))], to: stream(account), expecting: .any)
    }

    /// The commands in the outbox as texts, in the order of emission: `a deposit 5`, `a fee 3`.
    func commands(_ states: Set<OutboxCommand.State> = Set(OutboxCommand.State.allCases)) async throws -> [String] {
        try await outbox(states).map { command in
            switch try AccountCareCommand(command) {
            case .sendNotice(let notice): "\(command.key) \(notice.text) \(notice.number)"
            case .payFee(let fee): "\(command.key) fee \(fee.amount)"
            }
        }
    }

    func outbox(
        _ states: Set<OutboxCommand.State> = Set(OutboxCommand.State.allCases)
    ) async throws -> [OutboxCommand] {
        try await processes.snapshot { transaction throws(ProcessError) in
            try transaction.commands(of: AccountCareProcess.name, in: states, limit: .max)
        }
    }
}

/// The error that a process manager throws.
func processError<T>(
    sourceLocation: SourceLocation = #_sourceLocation, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> T
) async throws -> ProcessError {
    try #require(await #expect(throws: ProcessError.self, sourceLocation: sourceLocation) { _ = try await body() })
}
