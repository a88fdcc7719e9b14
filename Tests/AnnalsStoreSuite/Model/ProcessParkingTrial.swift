import Annals
import AnnalsStoreSamples
import AnnalsTesting
import JSONTrials
import Testing

/// Random histories of a process manager that cannot handle some events, with streams that have events of several processes,
/// retries of single letters and of all, and skips: whatever is parked and tried again, each process sees its events in their
/// order, and each of them once.
package enum ProcessParkingTrial {
    /// Runs a history on empty stores.
    package static func run(seed: UInt64, steps: Int, _ setting: ProcessSetting) async throws {
        var random = SeededGenerator(seed: seed)
        let control = ProcessControl(setting.processes, now: setting.clock.now)
        var skipped: Set<Int> = []
        var seen: [[String: [String]]] = []
        for _ in 0..<steps {
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<6: try await append(to: setting, &random)
            case 6..<8:
                _ = try await setting.runner(batchSize: Int.random(in: 1...4, using: &random)).run()
            case 8..<10:
                guard let letter = try await control.letters().randomElement(using: &random) else { continue }
                try await control.retry("AccountCare", positions: [letter.position])
                // Some programs can handle what others cannot.
                if Bool.random(using: &random) {
                    try await setting.runner(RepairedCareProcess.self).run()
                } else {
                    try await setting.runner().run()
                }
            case 10:
                guard let letter = try await control.letters().randomElement(using: &random) else { continue }
                try await control.skip("AccountCare", position: letter.position, reason: "a test")
                try await setting.runner().run()
                skipped.insert(letter.position)
            default: _ = try? await setting.runner().retryParked()
            }
            seen.append(try await byKey(setting))
        }
        let repaired = setting.runner(RepairedCareProcess.self)
        try await repaired.run()
        try await repaired.retryParked()
        #expect(try await repaired.parked().isEmpty, "seed \(seed)")
        let fresh = try await replay(setting, without: skipped)
        let commands = try await byKey(setting)
        #expect(try await commands == byKey(fresh), "seed \(seed): commands")
        let states = try await fresh.runner(RepairedCareProcess.self).states()
        #expect(try await repaired.states() == states, "seed \(seed): states")
        for (step, earlier) in seen.enumerated() {
            for (key, some) in earlier {
                #expect(commands[key]?.starts(with: some) == true, "seed \(seed), step \(step): order of \(key)")
            }
        }
        try await repaired.rebuild()
        #expect(try await repaired.states() == states, "seed \(seed): made anew")
        #expect(try await byKey(setting) == commands, "seed \(seed): made anew")
    }

    /// An event of one of three processes in one of three streams; some withdrawals cannot be handled.
    private static func append(to setting: ProcessSetting, _ random: inout SeededGenerator) async throws {
        let accounts = ["a", "b", "c"]
        let account = accounts.randomElement(using: &random) ?? "a"
        let amount = Int.random(in: 0...6, using: &random)
        let event =
            Bool.random(using: &random)
            ? try ProposedEvent(MoneyDeposited(accountId: account, amount: amount), time: ProcessSetting.time(0))
            : try ProposedEvent(
                MoneyWithdrawn(accountId: account, amount: max(amount - 3, 0)), time: ProcessSetting.time(0))
        try await setting.events.append(
            [event], to: stream(accounts.randomElement(using: &random) ?? "a"), expecting: .any)
    }

    /// The same events but for some, handled one after the other by a program that can.
    private static func replay(_ setting: ProcessSetting, without skipped: Set<Int>) async throws -> ProcessSetting {
        let fresh = ProcessSetting(events: InMemoryEventStore(), processes: InMemoryProcesses())
        for record in try await setting.events.readAll(limit: .max) where !skipped.contains(record.position) {
            let event = try ProposedEvent(
                type: record.type, version: record.metadata.version, payload: record.payload, registry: sampleRegistry,
                time: record.metadata.time)
            let name = try #require(StreamName(record.metadata.stream))
            try await fresh.events.append([event], to: name, expecting: .any)
        }
        try await fresh.runner(RepairedCareProcess.self).run()
        return fresh
    }

    private static func byKey(_ setting: ProcessSetting) async throws -> [String: [String]] {
        Dictionary(grouping: try await setting.commands()) { String($0.prefix(1)) }
    }
}
