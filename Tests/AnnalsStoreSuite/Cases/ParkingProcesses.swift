import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

extension ProcessCase {
    /// A withdrawal of 0 cannot be handled, because a command divides by it.
    static let parkingProcesses = [
        ProcessCase("an event that cannot be handled waits with its process, and the others go on") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            try await setting.deposit(8, to: "b", at: 3)
            setting.clock.set(ProcessSetting.time(200))
            let runner = setting.runner(batchSize: 1)
            #expect(try await runner.run().position == 4)
            #expect(
                try await setting.commands() == [
                    "a deposit 5", "b deposit 8", "b fee 8", "b late 1", "b late 2",
                ])
            let parked = try await runner.parked()
            #expect(parked.map(\.position) == [2, 3])
            #expect(parked.map(\.state) == [.failed, .waiting])
            #expect(parked.map(\.attempts) == [1, 0])
            #expect(parked[0].keys == ["a"])
            #expect(parked[0].step == "emit SendNotice number")
            #expect(parked[0].error.contains("divides by zero"))
            #expect(parked[0].event.payload == Array(#"{"accountId":"a","amount":0}"#.utf8))
            #expect(try await runner.states().map(\.balance) == [5, 8])
        },
        ProcessCase("parked events are handled in order when they can be, and emit once") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            let runner = setting.runner()
            try await runner.run()
            #expect(try await runner.retryParked() == 0)
            #expect(try await runner.parked().map(\.attempts) == [2, 0])
            let repaired = setting.runner(RepairedCareProcess.self)
            #expect(try await repaired.retryParked() == 2)
            #expect(try await repaired.parked().isEmpty)
            #expect(try await setting.commands() == ["a deposit 5", "a withdrawal 100", "a deposit 6"])
            #expect(try await repaired.retryParked() == 0)
            // The timeout that waited fires now.
            setting.clock.set(ProcessSetting.time(62))
            try await repaired.run()
            #expect(try await setting.commands().last == "a fee 11")
        },
        ProcessCase("the process goes on without an event that is skipped") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            let runner = setting.runner()
            try await runner.run()
            #expect(try await runner.skipParked(2, because: "nothing was withdrawn") == 1)
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6"])
            #expect(try await runner.parked().isEmpty)
            try await runner.rebuild()
            #expect(try await runner.parked().isEmpty)
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6"])
        },
        ProcessCase("what is asked of a dead letter is done by the next run") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            let runner = setting.runner()
            try await runner.run()
            try await setting.processes.transaction { transaction throws(ProcessError) in
                for var letter in try transaction.letters(of: AccountCareProcess.name, .open)
                where letter.position == 2 {
                    letter.request = .skip
                    letter.reason = "nothing was withdrawn"
                    try transaction.save(letter)
                }
            }
            try await runner.run()
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6"])
            #expect(try await runner.parked().isEmpty)
        },
        ProcessCase("events that were parked emit when states are made anew") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(6, at: 2)
            try await setting.runner().run()
            let repaired = setting.runner(RepairedCareProcess.self)
            try await repaired.rebuild()
            #expect(try await repaired.parked().isEmpty)
            #expect(try await setting.commands() == ["a deposit 5", "a withdrawal 100", "a deposit 6"])
            setting.clock.set(ProcessSetting.time(62))
            try await repaired.run()
            try await repaired.rebuild()
            #expect(
                try await setting.commands() == ["a deposit 5", "a withdrawal 100", "a deposit 6", "a fee 11"])
        },
        ProcessCase("an event that cannot be read holds up its stream") { setting in
            try await setting.deposit(5, at: 0)
            let huge = #"{"accountId":"a","amount":\#(Int.max)}"#
            let event = try ProposedEvent(
                type: "MoneyDeposited", version: 1, payload: Array(huge.utf8), registry: sampleRegistry,
                time: ProcessSetting.time(0))
            try await setting.events.append([event], to: stream("a"), expecting: .any)
            try await setting.deposit(6, at: 1)
            try await setting.deposit(8, to: "b", at: 2)
            let runner = setting.runner()
            try await runner.run()
            #expect(try await runner.parked().map(\.position) == [2, 3])
            #expect(try await setting.commands() == ["a deposit 5", "b deposit 8"])
        },
        ProcessCase("a process manager that parks nothing stops before the event") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(0, at: 1)
            try await setting.deposit(8, to: "b", at: 2)
            let error = try await processError { try await setting.runner(policy: .stop).run() }
            #expect(error.event?.position == 2)
            #expect(error.process == "AccountCare")
            #expect(try await setting.commands() == ["a deposit 5"])
            try await setting.runner(RepairedCareProcess.self, policy: .stop).run()
            #expect(try await setting.commands() == ["a deposit 5", "a withdrawal 100", "b deposit 8"])
        },
        ProcessCase("a process manager that parks too much stops") { setting in
            for account in ["a", "b", "c"] {
                try await setting.deposit(5, to: account, at: 0)
                try await setting.withdraw(0, from: account, at: 1)
            }
            let error = try await processError { try await setting.runner(policy: .park(limit: 2)).run() }
            guard case .tooManyParked(limit: 2, _) = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(error.event?.position == 6)
            #expect(try await setting.commands().count == 3)
        },
    ]
}
