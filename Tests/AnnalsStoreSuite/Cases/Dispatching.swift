import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Synchronization
import Testing

extension ProcessCase {
    static let dispatching = [
        ProcessCase("commands are delivered once, those of a key in order") { setting in
            for amount in 1...6 { try await setting.deposit(amount, to: amount % 2 == 0 ? "a" : "b", at: amount) }
            try await setting.runner().run()
            let inbox = Inbox()
            let dispatcher = setting.dispatcher(batchSize: 2) { command, _ in inbox.add(command) }
            #expect(try await dispatcher.run().delivered == 6)
            #expect(inbox.notices("a") == [2, 4, 6])
            #expect(inbox.notices("b") == [1, 3, 5])
            #expect(try await dispatcher.run() == DispatchSummary())
            #expect(try await setting.outbox([.delivered]).count == 6)
        },
        ProcessCase("a command that fails is tried again after rests that grow, and holds up its key alone") {
            setting in
            for (account, amount) in [("a", 1), ("a", 2), ("b", 3)] {
                try await setting.deposit(amount, to: account, at: 0)
            }
            try await setting.runner().run()
            let inbox = Inbox(failing: [1: 2])
            let dispatcher = setting.dispatcher { command, _ in try inbox.take(command) }
            setting.clock.set(ProcessSetting.time(1))
            let first = try await dispatcher.run()
            #expect((first.delivered, first.failed) == (1, 1))
            let rest = try #require(Timestamp(seconds: ProcessSetting.time(1).seconds + 1))
            #expect(first.nextRetry == rest)
            #expect(try await dispatcher.run().delivered == 0)
            setting.clock.advance(by: .seconds(1))
            #expect(try await dispatcher.run().failed == 1)
            setting.clock.advance(by: .seconds(1))
            #expect(try await dispatcher.run().failed == 0)
            setting.clock.advance(by: .seconds(1))
            #expect(try await dispatcher.run().delivered == 2)
            #expect(inbox.notices("a") == [1, 2])
            #expect(try await setting.outbox().map(\.attempts) == [2, 0, 0])
        },
        ProcessCase("a command that fails too often is parked, until someone retries or skips it") { setting in
            for amount in 1...3 { try await setting.deposit(amount, at: 0) }
            try await setting.deposit(4, to: "b", at: 0)
            try await setting.runner().run()
            let inbox = Inbox(failing: [1: 3, 2: 99])
            let dispatcher = setting.dispatcher(attempts: 2) { command, _ in try inbox.take(command) }
            for _ in 0..<3 {
                try await dispatcher.run()
                setting.clock.advance(by: .seconds(100))
            }
            var parked = try await dispatcher.parked()
            #expect(parked.map(\.attempts) == [2])
            #expect(parked[0].error?.contains("no luck") == true)
            #expect(inbox.notices("b") == [4])
            #expect(try await dispatcher.retry(parked[0].id)?.state == .pending)
            try await dispatcher.run()
            setting.clock.advance(by: .seconds(100))
            try await dispatcher.run()
            setting.clock.advance(by: .seconds(100))
            try await dispatcher.run()
            #expect(inbox.notices("a") == [1])
            parked = try await dispatcher.parked()
            for reason in ["", " \n"] {
                let error = try await processError { try await dispatcher.skip(parked[0].id, because: reason) }
                #expect(error.description.contains("without a reason"))
            }
            #expect(try await dispatcher.skip(parked[0].id, because: "nobody needs it").state == .skipped)
            let error = try await processError { try await dispatcher.skip(parked[0].id, because: "again") }
            #expect(error.description.contains("is not parked: it is skipped"))
            try await dispatcher.run()
            #expect(inbox.notices("a") == [1, 3])
            #expect(try await setting.outbox([.skipped]).map(\.error) == ["nobody needs it"])
        },
        ProcessCase("a command that is rejected is parked at once, one that cannot be read after some tries") {
            setting in
            try await setting.deposit(1, at: 0)
            try await setting.runner().run()
            try await setting.processes.transaction { transaction throws(ProcessError) in
                for (type, payload) in [("SendNotice", #"{"text":"x"}"#), ("Unknown", "{}")] {
                    _ = try transaction.enqueue(
                        OutboxCommand(
                            id: .version7(), process: AccountCareProcess.name, key: type, type: type,
                            payload: Array(payload.utf8), time: ProcessSetting.time(0), cause: .version7()))
                }
            }
            let dispatcher = setting.dispatcher(attempts: 2) { _, _ in throw CommandRejected("the owner has moved") }
            let first = try await dispatcher.run()
            #expect((first.parked, first.failed) == (1, 2))
            #expect(try await dispatcher.run().parked == 0)
            setting.clock.advance(by: .seconds(100))
            #expect(try await dispatcher.run().parked == 2)
            let errors = try await dispatcher.parked().map { $0.error ?? "" }
            #expect(errors[0] == "the owner has moved")
            #expect(errors[1].contains("accountId"))
            #expect(errors[2].contains("\"Unknown\" is not known here"))
        },
        ProcessCase("a command that is delivered again takes effect once") { setting in
            for amount in 1...5 { try await setting.deposit(amount, at: 0) }
            try await setting.runner().run()
            let repository = AggregateRepository<Account>(store: setting.events)
            let inbox = Inbox(failing: [1: 1, 3: 2, 4: 1])
            let dispatcher = setting.dispatcher { command, delivery in
                try await repository.execute("mail", command: delivery.id, context: delivery.context) { _ in
                    [.moneyWithdrawn(MoneyWithdrawn(accountId: "mail", amount: 1))]
                }
                // It was done, but the dispatcher does not get to know.
                try inbox.take(command)
            }
            for _ in 0..<5 {
                try await dispatcher.run()
                setting.clock.advance(by: .seconds(100))
            }
            #expect(try await setting.outbox([.delivered]).count == 5)
            let effects = try await setting.events.read(stream("mail"))
            #expect(effects.count == 5)
            #expect(
                try await effects.map(\.metadata.causationId)
                    == setting.outbox().map(\.id.description))
        },
        ProcessCase("two dispatchers at once keep the order of each key") { setting in
            for amount in 1...40 { try await setting.deposit(amount, to: "\(amount % 4)", at: 0) }
            try await setting.runner().run()
            let repository = AggregateRepository<Account>(store: setting.events)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for batchSize in [3, 7] {
                    let dispatcher = setting.dispatcher(batchSize: batchSize) { command, delivery in
                        guard case .sendNotice(let notice) = command else { return }
                        let account = "mail.\(notice.accountId)"
                        try await repository.execute(account, command: delivery.id, retries: 50) { _ in
                            [.moneyWithdrawn(MoneyWithdrawn(accountId: account, amount: notice.number))]
                        }
                    }
                    group.addTask { _ = try await dispatcher.run() }
                }
                try await group.waitForAll()
            }
            for key in 0..<4 {
                let amounts = try await setting.events.read(stream("mail.\(key)")).map {
                    try MoneyWithdrawn.decode($0).amount
                }
                // The amount of 7 is left out by the process.
                #expect(amounts == (1...40).filter { $0 % 4 == key && $0 != 7 })
            }
        },
        ProcessCase("what comes is handled and delivered as it comes, and what is due as it becomes due") { setting in
            let (deliveries, continuation) = AsyncStream.makeStream(of: AccountCareCommand.self)
            let dispatcher = setting.dispatcher { command, _ in continuation.yield(command) }
            let live = Task {
                try await setting.runner().runLive(delivering: dispatcher, attention: .milliseconds(5))
            }
            var next = deliveries.makeAsyncIterator()
            try await setting.deposit(5, at: 0)
            #expect(await next.next() == .sendNotice(SendNotice(accountId: "a", text: "deposit", number: 5)))
            setting.clock.set(ProcessSetting.time(60))
            #expect(await next.next() == .payFee(PayFee(accountId: "a", amount: 5)))
            try await setting.deposit(6, to: "b", at: 61)
            #expect(await next.next() == .sendNotice(SendNotice(accountId: "b", text: "deposit", number: 6)))
            live.cancel()
            try await live.value
        },
        ProcessCase("what was delivered can be removed") { setting in
            try await setting.deposit(1, at: 0)
            try await setting.deposit(2, at: 10)
            try await setting.runner().run()
            let dispatcher = setting.dispatcher { _, _ in }
            #expect(try await dispatcher.removeDelivered(before: .max) == 0)
            try await dispatcher.run()
            #expect(try await dispatcher.removeDelivered(before: ProcessSetting.time(5)) == 1)
            #expect(try await setting.commands() == ["a deposit 2"])
            // Its event is not handled again.
            try await setting.runner().rebuild()
            #expect(try await setting.commands() == ["a deposit 2"])
        },
    ]
}

extension ProcessSetting {
    func dispatcher(
        attempts: Int = 10, batchSize: Int = 100,
        _ handler: @escaping CommandDispatcher<AccountCareProcess>.Handler
    ) -> CommandDispatcher<AccountCareProcess> {
        CommandDispatcher(
            AccountCareProcess.self, processes: processes, policy: DeliveryPolicy(attempts: attempts),
            batchSize: batchSize, now: clock.now, handler: handler)
    }
}

/// What was delivered; some commands fail some times.
private final class Inbox: Sendable {
    private struct NoLuck: Error, CustomStringConvertible {
        let description = "no luck"
    }

    private let failures: Mutex<[Int: Int]>
    private let commands = Mutex<[SendNotice]>([])

    /// - Parameter failing: How often the notice with a number fails.
    init(failing: [Int: Int] = [:]) { failures = Mutex(failing) }

    func take(_ command: AccountCareCommand) throws {
        guard case .sendNotice(let notice) = command else { return }
        let fails = failures.withLock { failures in
            guard let left = failures[notice.number], left > 0 else { return false }
            failures[notice.number] = left - 1
            return true
        }
        if fails { throw NoLuck() }
        add(command)
    }

    func add(_ command: AccountCareCommand) {
        guard case .sendNotice(let notice) = command else { return }
        commands.withLock { $0.append(notice) }
    }

    func notices(_ account: String) -> [Int] {
        commands.withLock { $0.filter { $0.accountId == account }.map(\.number) }
    }
}
