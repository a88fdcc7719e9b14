import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

extension ProcessCase {
    /// What a person asks of dead letters, timeouts and commands, from this process or another one.
    static let asking = [
        ProcessCase("a retry tries its sequence and no other") { setting in
            for account in ["a", "b"] {
                try await setting.deposit(5, to: account)
                try await setting.withdraw(0, from: account)
                try await setting.deposit(6, to: account)
            }
            try await setting.runner().run()
            let control = setting.control
            #expect(try await control.letters().map(\.position) == [2, 3, 5, 6])
            // Asked for by way of the one that waits.
            #expect(try await control.retry("AccountCare", positions: [6]).map(\.position) == [6])
            #expect(try await setting.runner(RepairedCareProcess.self).run().emitted == 2)
            #expect(try await control.letters().map(\.position) == [2, 3])
            #expect(try await control.letters().map(\.attempts) == [1, 0])
            #expect(
                try await setting.commands() == [
                    "a deposit 5", "b deposit 5", "b withdrawal 100", "b deposit 6",
                ])
            let done = try await control.letters(of: "AccountCare", DeadLetterFilter(states: [.resolved]))
            #expect(done.map(\.position) == [5, 6])
            #expect(done.allSatisfy { $0.event.payload.isEmpty && $0.event.extra.isEmpty && $0.request == nil })
            // One that fails again is counted, and holds up what waits behind it.
            try await control.retry("AccountCare")
            try await setting.runner().run()
            #expect(try await control.letters().map(\.attempts) == [2, 0])
        },
        ProcessCase("a skip needs a reason and a letter, and is recorded") { setting in
            try await setting.deposit(5)
            try await setting.withdraw(0)
            try await setting.deposit(6)
            try await setting.runner().run()
            let control = setting.control
            for (name, position, reason) in [
                ("AccountCare", 2, ""), ("AccountCare", 2, " \n"), ("AccountCare", 7, "why not"),
                ("Care", 2, "why not"),
            ] {
                let error = try await processError {
                    try await control.skip(name, position: position, reason: reason)
                }
                guard case .unknown = error.reason else { throw error }
            }
            #expect(try await control.letters(of: nil, .requested).isEmpty)
            try await control.skip("AccountCare", position: 2, reason: "a test")
            #expect(try await setting.runner().run().emitted == 1)
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6"])
            let skipped = try await control.letters(of: nil, DeadLetterFilter(states: [.skipped]))
            #expect(skipped.map(\.position) == [2])
            #expect(skipped.map(\.reason) == ["a test"])
        },
        ProcessCase("an event that waits for its stream holds up the process that it belongs to") { setting in
            try await setting.deposit(5)
            try await setting.withdraw(0)
            let event = try ProposedEvent(MoneyDeposited(accountId: "b", amount: 6), time: ProcessSetting.time(1))
            try await setting.events.append([event], to: stream("a"), expecting: .any)
            try await setting.deposit(8, to: "b", at: 2)
            try await setting.deposit(9, to: "c", at: 3)
            try await setting.runner().run()
            let letters = try await setting.control.letters()
            #expect(letters.map(\.position) == [2, 3, 4])
            #expect(letters.map(\.keys) == [["a"], ["b"], ["b"]])
            #expect(try await setting.commands() == ["a deposit 5", "c deposit 9"])
            try await setting.runner(RepairedCareProcess.self).retryParked()
            #expect(try await setting.commands().suffix(3) == ["a withdrawal 100", "b deposit 6", "b deposit 8"])
        },
        ProcessCase("a timeout that failed is seen, and fires again when it is asked to") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(5, at: 1)
            try await setting.deposit(6, to: "b", at: 2)
            setting.clock.set(ProcessSetting.time(61))
            // Nobody pays a fee of 0.
            try await setting.runner().run()
            let control = setting.control
            let held = try await control.held("AccountCare")
            #expect(held.map(\.key) == ["a"])
            #expect(held.first?.hold?.contains("the timeout idle failed") == true)
            let status = try #require(try await setting.monitor.statuses().first)
            #expect(status.tally.held == 1)
            #expect(!ProcessHealth([status], lag: .seconds(100_000)).isHealthy)
            // One whose event is parked goes on waiting.
            try await setting.withdraw(0, from: "b", at: 3)
            try await setting.runner().run()
            #expect(try await control.held("AccountCare").map(\.key) == ["a", "b"])
            #expect(try await control.retryTimeouts("AccountCare") == 1)
            #expect(try await control.held("AccountCare").map(\.key) == ["b"])
            // It fails again, until another event makes the balance one that it can take.
            try await setting.runner().run()
            #expect(try await control.held("AccountCare").map(\.key) == ["a", "b"])
            try await setting.deposit(2, at: 4)
            setting.clock.set(ProcessSetting.time(64))
            try await setting.runner().run()
            #expect(try await setting.commands().last == "a fee 2")
        },
        ProcessCase("parked commands are retried, or skipped with a reason, by those who know only the store") {
            setting in
            for amount in 1...3 { try await setting.deposit(amount) }
            try await setting.deposit(4, to: "b")
            try await setting.runner().run()
            let dispatcher = setting.dispatcher { _, _ in throw CommandRejected("no") }
            try await dispatcher.run()
            let control = setting.control
            let parked = try await control.commands()
            #expect(parked.map(\.key) == ["a", "b"])
            #expect(try await control.command(parked[0].id) == parked[0])
            #expect(try await control.command(.version7()) == nil)
            for (name, id, reason) in [
                ("AccountCare", parked[0].id, " "), ("AccountCare", .version7(), "why"), ("Care", parked[0].id, "why"),
            ] {
                let error = try await processError {
                    try await control.skipCommand(of: name, id, reason: reason)
                }
                guard case .unknown = error.reason else { throw error }
            }
            #expect(try await control.skipCommand(of: "AccountCare", parked[0].id, reason: "moved").error == "moved")
            #expect(try await control.retryCommands(of: "AccountCare").map(\.id) == [parked[1].id])
            #expect(
                try await processError { try await control.retryCommands(of: "Care") }.description.contains(
                    "known are: AccountCare"))
            let inbox = setting.dispatcher { _, _ in }
            #expect(try await inbox.run().delivered == 3)
            #expect(try await setting.outbox([.skipped]).map(\.error) == ["moved"])
        },
        ProcessCase("a status says how much there is, and how late it is") { setting in
            #expect(try await setting.monitor.statuses().isEmpty)
            try await setting.deposit(5, tags: ["x"], at: 0)
            try await setting.deposit(6, to: "b", at: 1)
            try await setting.withdraw(0, from: "b", at: 2)
            try await setting.withdraw(9, from: "c", at: 3)
            setting.clock.set(ProcessSetting.time(10))
            try await setting.runner().run()
            let dispatcher = setting.dispatcher { _, _ in throw CommandRejected("no") }
            var status = try #require(try await setting.monitor.statuses().first)
            #expect((status.name, status.position, status.head, status.parked) == ("AccountCare", 4, 4, 1))
            #expect(status.missedEvents == 1)
            var tally = ProcessTally()
            tally.instances = 2
            tally.timeouts = 2
            tally.nextDue = ProcessSetting.time(60)
            tally.held = 1
            tally.pending = 3
            tally.oldestPending = ProcessSetting.time(0)
            #expect(status.tally == tally)
            #expect(status.lag == .none)
            #expect(status.commandLag == .seconds(600))
            #expect(status.timeoutLag == .zero)
            try await dispatcher.run()
            try await setting.deposit(1, to: "d", at: 40)
            setting.clock.set(ProcessSetting.time(70))
            status = try #require(try await setting.monitor.statuses(of: ["AccountCare"]).first)
            #expect((status.tally.pending, status.tally.parkedCommands) == (1, 2))
            #expect(status.lag == ProjectionLag(events: 1, time: .seconds(1800)))
            #expect(status.timeoutLag == .seconds(600))
            let health = ProcessHealth([status])
            #expect(health.problems.count == 5, "\(health.problems)")
            #expect(ProcessHealth([status], lag: .seconds(100_000), parked: 2).isHealthy)
            #expect(try await setting.monitor.statuses(of: ["Care"]).isEmpty)
        },
        ProcessCase("a status says why a process manager stands still, until it goes on") { setting in
            try await setting.deposit(5)
            try await setting.withdraw(0)
            let failure = try await processError { try await setting.runner(policy: .stop).run() }
            _ = try await processError { try await setting.runner(policy: .stop).run() }
            let status = try #require(try await setting.monitor.statuses().first)
            #expect(status.failure == failure.description)
            #expect(ProcessHealth([status], lag: .seconds(100_000)).problems.count == 1)
            let other = try await processError { try await setting.runner(ChangedCareProcess.self).run() }
            #expect(try await setting.monitor.statuses().first?.failure == other.description)
            try await setting.runner(RepairedCareProcess.self).run()
            #expect(try await setting.monitor.statuses().first?.failure == nil)
        },
        ProcessCase("a retry of a letter whose event is gone says so, and changes nothing") { setting in
            // Events elsewhere, so that letters do not go with them.
            let setting = ProcessSetting(events: InMemoryEventStore(), processes: setting.processes)
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            setting.clock.set(ProcessSetting.time(62))
            let runner = setting.runner(RepairedCareProcess.self)
            try await setting.runner().run()
            #expect(try await setting.events.truncate(stream("a"), before: 3) == 2)
            #expect(try await runner.retryParked() == 0)
            let letter = try #require(try await runner.parked().first)
            #expect(letter.error.contains("not in the store any more"))
            #expect(letter.error.contains("annals dlq prune"))
            #expect((letter.state, letter.attempts, letter.request) == (.failed, 2, nil))
            #expect(try await setting.commands() == ["a deposit 5"])
            // The one behind it waits on, until the letter is removed.
            #expect(try await runner.parked().map(\.state) == [.failed, .waiting])
            #expect(try await setting.control.prune(events: setting.events) == 1)
            try await runner.run()
            #expect(try await runner.parked().isEmpty)
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6", "a fee 11"])
            #expect(try await setting.control.prune(events: setting.events) == 0, "the other event is stored")
            try await setting.events.delete(stream("a"))
            #expect(try await setting.control.prune("AccountCare", events: setting.events) == 1)
            #expect(try await setting.control.letters(of: nil, DeadLetterFilter()).map(\.position) == [])
        },
        ProcessCase("timeouts go on when the letter that held them up is removed") { setting in
            let setting = ProcessSetting(events: InMemoryEventStore(), processes: setting.processes)
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            setting.clock.set(ProcessSetting.time(61))
            try await setting.runner().run()
            #expect(try await setting.control.held("AccountCare").map(\.key) == ["a"])
            try await setting.events.delete(stream("a"))
            #expect(try await setting.control.prune(events: setting.events) == 1)
            try await setting.runner().run()
            #expect(try await setting.commands() == ["a deposit 5", "a fee 5"])
        },
    ]
}

extension ProcessSetting {
    /// What a person has who knows only the store.
    fileprivate var control: ProcessControl { ProcessControl(processes, now: clock.now) }

    fileprivate var monitor: ProcessMonitor { ProcessMonitor(events: events, processes: processes, now: clock.now) }
}
