import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

extension ProcessCase {
    static let timingOut = [
        ProcessCase("a timeout fires once, when the clock has come to it") { setting in
            try await setting.deposit(5, at: 0)
            let runner = setting.runner()
            try await runner.run()
            #expect(try await runner.nextDue() == ProcessSetting.time(60))
            setting.clock.set(ProcessSetting.time(59))
            #expect(try await runner.run().fired == 0)
            setting.clock.set(ProcessSetting.time(60))
            #expect(try await runner.run().fired == 1)
            #expect(try await runner.run().fired == 0)
            #expect(try await setting.commands() == ["a deposit 5", "a fee 5"])
            #expect(try await runner.nextDue() == ProcessSetting.time(120))
        },
        ProcessCase("a timeout that is set again is moved") { setting in
            let runner = setting.runner()
            try await setting.deposit(5, at: 0)
            try await runner.run()
            try await setting.deposit(6, at: 30)
            try await runner.run()
            setting.clock.set(ProcessSetting.time(89))
            #expect(try await runner.run().fired == 0)
            setting.clock.set(ProcessSetting.time(90))
            #expect(try await runner.run().fired == 1)
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 6", "a fee 11"])
        },
        ProcessCase("a timeout that was cancelled does not fire") { setting in
            let runner = setting.runner()
            try await setting.deposit(5, at: 0)
            setting.clock.set(ProcessSetting.time(60))
            try await runner.run()
            try await setting.withdraw(1, at: 70)
            setting.clock.set(ProcessSetting.time(1000))
            #expect(try await runner.run().fired == 0)
            #expect(try await runner.nextDue() == nil)
        },
        ProcessCase("timeouts fire in the order of their times, across processes") { setting in
            try await setting.deposit(5, to: "c", at: 2)
            try await setting.deposit(6, to: "b", at: 0)
            try await setting.deposit(8, to: "a", at: 2)
            setting.clock.set(ProcessSetting.time(62))
            try await setting.runner(batchSize: 1).run()
            #expect(try await setting.commands().suffix(3) == ["b fee 6", "a fee 8", "c fee 5"])
        },
        ProcessCase("timeouts that set themselves again fire one after the other, also late") { setting in
            try await setting.deposit(5, at: 0)
            setting.clock.set(ProcessSetting.time(10_000))
            #expect(try await setting.runner(batchSize: 1).run().fired == 4)
            #expect(try await setting.commands() == ["a deposit 5", "a fee 5", "a late 1", "a late 2"])
            #expect(try await setting.runner().states().map(\.reminders) == [3])
            #expect(try await setting.runner().nextDue() == nil)
        },
        ProcessCase("it makes no difference when the process manager runs") { setting in
            // The timeout was due before the withdrawal was recorded.
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(1, at: 61)
            setting.clock.set(ProcessSetting.time(500))
            try await setting.runner().run()
            #expect(try await setting.commands() == ["a deposit 5", "a fee 5"])
            #expect(
                try await setting.runner().states() == [
                    AccountCare(accountId: "a", deposits: 1, balance: 4, reminders: 1)
                ])
        },
        ProcessCase("what an event changes at the very time of a timeout is too late") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.deposit(6, at: 60)
            try await setting.runner().run()
            #expect(try await setting.commands() == ["a deposit 5", "a fee 5", "a deposit 6"])
        },
        ProcessCase("a timeout that fails waits, and the others go on") { setting in
            // A fee of 0 is no valid command.
            try await setting.deposit(0, at: 0)
            try await setting.deposit(6, to: "b", at: 1)
            setting.clock.set(ProcessSetting.time(70))
            let runner = setting.runner()
            #expect(try await runner.run().fired == 1)
            #expect(try await setting.commands() == ["a deposit 0", "b deposit 6", "b fee 6"])
            #expect(try await runner.nextDue() == ProcessSetting.time(121))
            let held = try await setting.processes.snapshot { transaction throws(ProcessError) in
                try transaction.instance(of: AccountCareProcess.name, "a")
            }
            #expect(held?.hold?.contains("PayFee") == true)
            #expect(held?.timeouts["idle"] != nil)
            // An event that mends it lets it fire, late.
            try await setting.deposit(3, at: 75)
            setting.clock.set(ProcessSetting.time(140))
            try await runner.run()
            #expect(try await setting.commands().suffix(3) == ["a deposit 3", "b late 1", "a fee 3"])
        },
        ProcessCase("a process manager that parks nothing stops before a timeout that fails") { setting in
            try await setting.deposit(0, at: 0)
            try await setting.deposit(6, to: "b", at: 90)
            let runner = setting.runner(policy: .stop)
            let error = try await processError { try await runner.run() }
            guard case .invalidCommand("PayFee", _) = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(try await setting.commands() == ["a deposit 0"])
            #expect(try await runner.run(after: error) == 1)
        },
    ]
}

extension ProcessRunner {
    /// The position at which a runner stands that stopped with an error, and stops again.
    fileprivate func run(after error: ProcessError) async throws -> Int? {
        let again = try await processError { try await run() }
        #expect("\(again)" == "\(error)")
        return try await processes.snapshot { transaction throws(ProcessError) in
            try transaction.record(of: P.name)?.position
        }
    }
}
