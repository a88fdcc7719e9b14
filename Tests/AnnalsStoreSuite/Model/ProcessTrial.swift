import Annals
import AnnalsStoreSamples
import AnnalsTesting
import JSONTrials
import Synchronization
import Testing

/// Random histories of a process manager against a model of it: with redelivery, restarts, transactions that fail before or
/// after they are kept, states that are made anew, and commands whose delivery fails before or after it took effect.
package enum ProcessTrial {
    /// Runs a history on empty stores.
    package static func run(seed: UInt64, steps: Int, _ setting: ProcessSetting) async throws {
        var random = SeededGenerator(seed: seed)
        var model = CareModel()
        let flaky = FlakyProcesses(setting.processes, seed: seed ^ 5)
        let effects = Effects(seed: seed ^ 9)
        var minutes = 0
        for _ in 0..<steps {
            let batchSize = Int.random(in: 1...5, using: &random)
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<9:
                let account = ["a", "b", "c"].randomElement(using: &random) ?? "a"
                if Bool.random(using: &random) {
                    let amount = Int.random(in: 0...12, using: &random)
                    let tags = Array(["x", "y"].prefix(Int.random(in: 0...2, using: &random)))
                    try await setting.deposit(amount, to: account, tags: tags, at: minutes)
                    model.deposit(amount, to: account, tags, at: minutes)
                } else {
                    let amount = [1, 2, 3, 20, 50].randomElement(using: &random) ?? 1
                    try await setting.withdraw(amount, from: account, at: minutes)
                    model.withdraw(amount, from: account, at: minutes)
                }
            case 9..<13:
                minutes += Int.random(in: 1...90, using: &random)
                setting.clock.set(ProcessSetting.time(minutes))
            case 13..<16: _ = try? await setting.runner(on: flaky, batchSize: batchSize).run()
            case 16: _ = try? await setting.runner(on: flaky, batchSize: batchSize).rebuild()
            default: _ = try? await effects.dispatcher(setting, flaky, batchSize: batchSize).run()
            }
        }
        model.advance(to: minutes)
        let runner = setting.runner(on: setting.processes, batchSize: 500)
        let progress = try await runner.run()
        while try await effects.dispatcher(setting, setting.processes, batchSize: 10).run() != DispatchSummary() {}
        let commands = try await setting.commands()
        #expect(commands == model.commands, "seed \(seed)")
        #expect(progress.missedEvents == model.missed, "seed \(seed)")
        #expect(try await runner.states() == model.states, "seed \(seed)")
        #expect(try await runner.nextDue() == model.nextDue.map(ProcessSetting.time), "seed \(seed)")
        for account in ["a", "b", "c"] {
            let wanted = commands.filter { $0.hasPrefix(account) }
            #expect(try await effects.log(of: account) == wanted, "seed \(seed): effects on \(account)")
        }
        try await runner.rebuild()
        #expect(try await runner.states() == model.states, "seed \(seed): made anew")
        #expect(try await setting.commands() == commands, "seed \(seed): made anew")
    }
}

extension ProcessSetting {
    fileprivate func runner(on processes: any ProcessStore, batchSize: Int) -> ProcessRunner<AccountCareProcess> {
        ProcessRunner(
            AccountCareProcess.self, events: events, processes: processes, batchSize: batchSize, now: clock.now)
    }
}

/// Commands that are executed on aggregates, as texts in the tags of their events.
private final class Effects: Sendable {
    private let repository = AggregateRepository<Account>(store: InMemoryEventStore())
    private let random: Mutex<SeededGenerator>

    init(seed: UInt64) { random = Mutex(SeededGenerator(seed: seed)) }

    func dispatcher(
        _ setting: ProcessSetting, _ processes: any ProcessStore, batchSize: Int
    ) -> CommandDispatcher<AccountCareProcess> {
        CommandDispatcher(
            AccountCareProcess.self, processes: processes,
            policy: DeliveryPolicy(attempts: .max, backoff: Backoff(first: .zero, limit: .zero)), batchSize: batchSize,
            now: setting.clock.now
        ) { [self] command, delivery in
            if isUnlucky() { throw CancellationError() }
            let text =
                switch command {
                case .sendNotice(let notice): "\(delivery.key) \(notice.text) \(notice.number)"
                case .payFee(let fee): "\(delivery.key) fee \(fee.amount)"
                }
            try await repository.execute(delivery.key, command: delivery.id) { _ in
                [.moneyDeposited(MoneyDeposited(accountId: delivery.key, amount: 1, tags: [text]))]
            }
            if isUnlucky() { throw CancellationError() }
        }
    }

    func log(of account: String) async throws -> [String] {
        try await repository.store.read(stream(account)).flatMap { try MoneyDeposited.decode($0).tags }
    }

    private func isUnlucky() -> Bool { random.withLock { Int.random(in: 0..<8, using: &$0) == 0 } }
}

/// A store whose transactions fail now and then, before or after they are kept.
private final class FlakyProcesses: ProcessStore {
    private let store: any ProcessStore
    private let random: Mutex<SeededGenerator>

    init(_ store: any ProcessStore, seed: UInt64) {
        self.store = store
        random = Mutex(SeededGenerator(seed: seed))
    }

    func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        let luck = random.withLock { Int.random(in: 0..<10, using: &$0) }
        let result = try await store.transaction { transaction throws(ProcessError) in
            let result = try body(transaction)
            if luck == 0 { throw ProcessError(EventStoreError(.io, "not kept")) }
            return result
        }
        if luck == 1 { throw ProcessError(EventStoreError(.io, "kept, but nobody knows")) }
        return result
    }

    func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        try await store.snapshot(body)
    }
}
