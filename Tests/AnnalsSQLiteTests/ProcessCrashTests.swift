import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Foundation
import JSONTrials
import Testing

/// A process that appends, runs a process manager, makes its states anew and carries out its commands is killed again and
/// again on the same file.
///
/// `ANNALS_KILLS` says how often, and `ANNALS_SEED` when.
@Suite struct ProcessCrashTests {
    @Test func everyCommandTakesEffectOnce() async throws {
        let file = try TemporaryFile()
        let seed = WorkerProcess.setting("ANNALS_SEED", usually: 1)
        var random = SeededGenerator(seed: UInt64(seed))
        for run in 0..<WorkerProcess.setting("ANNALS_KILLS", usually: 12) {
            try WorkerProcess.kill([file.path, "\(run)", "processes"], after: .random(in: 20...120, using: &random))
            // What the process had done by then, before anything goes on.
            try await Self.check(file.path, "seed \(seed), run \(run)", isOver: false)
        }
        try await Self.check(file.path, "seed \(seed), at the end", isOver: true)
    }

    private static func check(_ path: String, _ name: String, isOver: Bool) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal)
        let processes = try SQLiteProcesses(beside: store)
        let runner = ProcessRunner(AccountCareProcess.self, events: store, processes: processes)
        if isOver {
            try await runner.run()
            try await CareWorker.dispatcher(store, processes).run()
        }
        let commands = try await processes.snapshot { transaction throws(ProcessError) in
            try transaction.commands(
                of: AccountCareProcess.name, in: Set(OutboxCommand.State.allCases), limit: .max)
        }
        let records = try await store.readAll(limit: .max)
        try effectsAreOnce(records, commands, name)
        if isOver {
            let deposits = records.filter { $0.type == "MoneyDeposited" }.map(\.metadata.id)
            let notices = commands.filter { $0.type == "SendNotice" && deposits.contains($0.cause) }
            #expect(notices.map(\.cause) == deposits, "\(name): not one notice for each deposit, in order")
            #expect(commands.contains { $0.type == "PayFee" }, "\(name): no timeout fired")
            #expect(commands.allSatisfy { $0.state == .delivered }, "\(name)")
            #expect(commands.count == records.count - deposits.count, "\(name)")
            let states = try await runner.states()
            try await runner.rebuild()
            #expect(try await runner.states() == states, "\(name): made anew")
            #expect(try await runner.run().emitted == 0, "\(name): made anew")
        }
        try store.close()
    }

    /// Each command has had its effect at most once, and has if it was noted as delivered; those of a key in order.
    private static func effectsAreOnce(
        _ records: [RecordedEvent], _ commands: [OutboxCommand], _ name: String
    ) throws {
        let effects = records.filter { $0.type == "MoneyWithdrawn" }
        let found = Dictionary(grouping: effects, by: \.metadata.causationId)
        #expect(found.allSatisfy { $0.value.count == 1 }, "\(name): a command took effect twice")
        for command in commands where command.state == .delivered {
            #expect(found[command.id.description] != nil, "\(name): \(command.id) was delivered and did nothing")
        }
        let sequences = Dictionary(uniqueKeysWithValues: commands.map { ($0.id.description, $0.sequence) })
        for (stream, effects) in Dictionary(grouping: effects, by: \.metadata.stream) {
            let order = effects.compactMap { $0.metadata.causationId.flatMap { sequences[$0] } }
            #expect(order.count == effects.count, "\(name): an effect of no command on \(stream)")
            #expect(order == order.sorted(), "\(name): effects on \(stream) are out of order")
        }
    }
}
