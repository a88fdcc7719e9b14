import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

extension ProcessCase {
    static let remaking = [
        ProcessCase("states that are made anew are the same, and emit nothing") { setting in
            try await setting.deposit(5, tags: ["x"], at: 0)
            try await setting.deposit(6, to: "b", at: 30)
            setting.clock.set(ProcessSetting.time(70))
            let runner = setting.runner()
            try await runner.run()
            try await setting.withdraw(1, at: 80)
            try await setting.withdraw(2, from: "none", at: 80)
            try await runner.run()
            let (states, commands) = (try await runner.states(), try await setting.outbox())
            for batchSize in [1, 2, 500] {
                let progress = try await setting.runner(batchSize: batchSize).rebuild()
                #expect((progress.position, progress.missedEvents, progress.emitted) == (4, 1, 0))
                #expect(try await runner.states() == states)
                #expect(try await setting.outbox() == commands)
            }
            // What was pending before goes on.
            setting.clock.set(ProcessSetting.time(95))
            try await runner.run()
            #expect(try await setting.commands().suffix(1) == ["b fee 6"])
        },
        ProcessCase("a timeout that the clock let fire does so again between the same events") { setting in
            let runner = setting.runner()
            try await setting.deposit(5, at: 0)
            setting.clock.set(ProcessSetting.time(60))
            try await runner.run()
            // Recorded later, but with an earlier time, such as one that was imported.
            try await setting.deposit(6, at: 50)
            try await runner.run()
            let (states, commands) = (try await runner.states(), try await setting.commands())
            #expect(commands == ["a deposit 5", "a fee 5", "a deposit 6"])
            try await runner.rebuild()
            #expect(try await runner.states() == states)
            #expect(try await setting.commands() == commands)
        },
        ProcessCase("states of another definition are not continued until they are made anew") { setting in
            try await setting.deposit(5, at: 0)
            try await setting.withdraw(2, at: 1)
            try await setting.runner().run()
            let changed = setting.runner(ChangedCareProcess.self)
            let error = try await processError { try await changed.run() }
            guard case .needsRebuild(stored: "care-1", current: "care-2") = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(error.description.contains("rebuild"))
            try await changed.run(ifDefinitionChanged: .rebuild)
            // It asks for a fee at every withdrawal now, but not at those that it knew before.
            #expect(try await setting.commands() == ["a deposit 5", "a withdrawal 50"])
            #expect(try await changed.nextDue() == ProcessSetting.time(120))
            try await setting.withdraw(2, at: 2)
            try await changed.run()
            #expect(
                try await setting.commands() == ["a deposit 5", "a withdrawal 50", "a withdrawal 50", "a fee 1"])
        },
        ProcessCase("a timeout that fired is not fired again by another definition") { setting in
            try await setting.deposit(5, at: 0)
            setting.clock.set(ProcessSetting.time(60))
            try await setting.runner().run()
            let changed = setting.runner(ChangedCareProcess.self)
            try await changed.run(ifDefinitionChanged: .rebuild)
            setting.clock.set(ProcessSetting.time(125))
            try await changed.run()
            #expect(try await setting.commands().filter { $0 == "a fee 5" }.count == 1)
        },
        ProcessCase("a timeout that another definition would have fired long ago emits nothing") { setting in
            let changed = setting.runner(ChangedCareProcess.self)
            try await setting.deposit(5, at: 0)
            try await setting.deposit(1, at: 90)
            try await changed.run()
            // Under this one a fee was due before the second deposit, which moved the timeout.
            try await setting.runner().run(ifDefinitionChanged: .rebuild)
            #expect(try await setting.runner().states().map(\.reminders) == [1])
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 1"])
            setting.clock.set(ProcessSetting.time(150))
            try await setting.runner().run()
            #expect(try await setting.commands() == ["a deposit 5", "a deposit 1", "a late 1", "a fee 6"])
        },
        ProcessCase("making anew that is interrupted goes on, and can begin anew itself") { setting in
            for amount in 8..<28 { try await setting.deposit(amount, to: "\(amount % 3)", at: amount) }
            setting.clock.set(ProcessSetting.time(75))
            let runner = setting.runner()
            try await runner.run()
            let (states, commands) = (try await runner.states(), try await setting.commands())
            let due = try await runner.nextDue()
            for cancelled in [true, false, true] {
                let task = Task { try await setting.runner(batchSize: 1).rebuild() }
                if cancelled { task.cancel() }
                _ = try? await task.value
            }
            try await runner.run()
            #expect(try await runner.states() == states)
            #expect(try await setting.commands() == commands)
            #expect(try await runner.nextDue() == due)
        },
    ]
}
