import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

extension ProcessCase {
    static let handling =
        [1, 2, 500].map { batchSize in
            ProcessCase("states and commands follow from the events in batches of \(batchSize)") { setting in
                try await setting.deposit(5, tags: ["x", "y"], at: 0)
                try await setting.deposit(2, to: "b", at: 1)
                try await setting.withdraw(4, at: 2)
                try await setting.withdraw(1, from: "b", at: 3)
                let progress = try await setting.runner(batchSize: batchSize).run()
                #expect((progress.position, progress.missedEvents, progress.emitted) == (4, 0, 5))
                #expect(
                    try await setting.commands() == [
                        "a deposit 5", "a x 0", "a y 0", "b deposit 2", "a withdrawal 25",
                    ])
                #expect(
                    try await setting.runner().states() == [
                        AccountCare(accountId: "a", deposits: 1, balance: 1),
                        AccountCare(accountId: "b", deposits: 1, balance: 1),
                    ])
            }
        } + [
            ProcessCase("what is handled again emits nothing again") { setting in
                try await setting.deposit(5, tags: ["x"])
                try await setting.runner().run()
                let first = try await setting.outbox()
                for _ in 0..<3 { #expect(try await setting.runner().run().emitted == 0) }
                try await setting.runner().rebuild()
                #expect(try await setting.outbox() == first)
            },
            ProcessCase("an event that begins none finds none, does nothing and is counted") { setting in
                try await setting.withdraw(3)
                try await setting.deposit(5, to: "b")
                try await setting.withdraw(3, from: "c")
                #expect(try await setting.runner(batchSize: 1).run().missedEvents == 2)
                #expect(try await setting.commands() == ["b deposit 5"])
                #expect(try await setting.runner().states().map(\.accountId) == ["b"])
            },
            ProcessCase("where the condition is not met nothing happens") { setting in
                try await setting.deposit(7)
                #expect(try await setting.runner().run().missedEvents == 0)
                #expect(try await setting.runner().states().isEmpty)
                try await setting.deposit(5)
                try await setting.deposit(7, tags: ["x"])
                try await setting.runner().run()
                #expect(try await setting.commands() == ["a deposit 5"])
                #expect(try await setting.runner().states() == [AccountCare(accountId: "a", deposits: 1, balance: 5)])
            },
            ProcessCase("a process that has ended is gone, and can begin anew") { setting in
                try await setting.deposit(80, at: 0)
                try await setting.withdraw(50, at: 1)
                let runner = setting.runner()
                try await runner.run()
                #expect(try await runner.states().isEmpty)
                #expect(try await runner.nextDue() == nil)
                try await setting.withdraw(2, at: 2)
                try await setting.deposit(3, at: 3)
                #expect(try await runner.run().missedEvents == 1)
                #expect(try await runner.states() == [AccountCare(accountId: "a", deposits: 1, balance: 3)])
                #expect(try await setting.commands() == ["a deposit 80", "a withdrawal 2", "a deposit 3"])
            },
            ProcessCase("ids follow from the event, the process and the place") { setting in
                try await setting.deposit(5, tags: ["x"])
                try await setting.runner().run()
                let event = try #require(try await setting.events.readAll(limit: 1).first).metadata.id
                let ids = ["1/SendNotice", "2.0/SendNotice"].map { event.derived("AccountCare/\($0)") }
                #expect(try await setting.outbox().map(\.id) == ids)
            },
            ProcessCase("a command says what its event belongs to") { setting in
                let context = EventContext(userId: "ann", correlationId: "request")
                let event = MoneyDeposited(accountId: "a", amount: 5)
                try await setting.events.append(
                    [ProposedEvent(event, context: context, time: ProcessSetting.time(0))], to: stream("a"),
                    expecting: .any)
                setting.clock.set(ProcessSetting.time(61))
                try await setting.runner().run()
                let commands = try await setting.outbox()
                #expect(commands.map(\.userId) == ["ann", "ann"])
                #expect(commands.map(\.correlationId) == ["request", "request"])
                #expect(commands.map(\.time) == [ProcessSetting.time(0), ProcessSetting.time(60)])
            },
            ProcessCase("what takes the place of a retired event is handled together or not at all") { setting in
                try await setting.deposit(5, at: 0)
                try await setting.events.append(
                    [
                        BalanceCorrected.stored(taken: 2, given: 3),
                        BalanceCorrected.stored(taken: 0, given: 4, to: "b"),
                    ],
                    to: stream("a"), expecting: .any)
                try await setting.runner().run()
                // Timeouts are due too: a corrected balance has the time at which it was appended.
                let commands = try await setting.commands().filter { !$0.contains("fee") && !$0.contains("late") }
                #expect(commands == ["a deposit 5", "a withdrawal 50", "a deposit 3", "b deposit 4"])
                // The withdrawal could be handled, but not the deposit, which the balance cannot take.
                try await setting.events.append(
                    [BalanceCorrected.stored(taken: 2, given: .max)], to: stream("a"), expecting: .any)
                try await setting.runner().run()
                #expect(try await setting.runner().parked().map(\.position) == [4])
                #expect(try await setting.commands().count { $0.hasSuffix("withdrawal 50") } == 1)
                #expect(try await setting.runner().states().first?.balance == 6)
            },
            ProcessCase("two runners at once handle every event once") { setting in
                for amount in 8..<58 { try await setting.deposit(amount, to: "\(amount % 5)", at: amount) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for size in [1, 3, 7] {
                        group.addTask { _ = try await setting.runner(batchSize: size).run() }
                    }
                    try await group.waitForAll()
                }
                #expect(try await setting.commands().filter { $0.contains("deposit") }.count == 50)
                #expect(try await setting.runner().states().map(\.deposits) == [10, 10, 10, 10, 10])
            },
            ProcessCase("a process manager that begins at the end emits nothing for what was before") { setting in
                try await setting.deposit(5, at: 0)
                try await setting.deposit(6, to: "b", at: 59)
                let runner = setting.runner(emittingFrom: .end)
                try await runner.run()
                #expect(try await setting.commands().isEmpty)
                #expect(try await runner.states().map(\.balance) == [5, 6])
                // What becomes due afterwards is not of the past.
                try await setting.deposit(1, to: "b", at: 61)
                try await runner.run()
                #expect(try await setting.commands() == ["a fee 5", "b deposit 1"])
            },
        ]
}
