import Annals
import AnnalsSQLite
import AnnalsStoreSamples
import Foundation
import GRDB

extension AccountBalance: SQLiteReadModel {}

/// Appends, projects, parks, retries, rebuilds, swaps, consumes and takes snapshots until it is killed. It says each append that was acknowledged, one
/// a line: `writer request count`.
///
/// `CrashWorker FILE RUN`: events of a run are told from those of others by their account, `RUN.writer`, and by their first
/// tag, `request/count`. `CrashWorker FILE RUN WRITERS REQUESTS` only appends, with so many tasks so many requests each, and
/// ends. `CrashWorker FILE consume MEMBER` handles events as a member of a group, until it is killed, and says
/// its name after each batch. `CrashWorker FILE RUN processes` runs a process manager.
@main
struct CrashWorker {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, let writers = Int(arguments[3]), let requests = Int(arguments[4]) {
            return try await append(to: arguments[1], run: arguments[2], writers: writers, requests: requests)
        }
        if arguments.count == 4, arguments[3] == "processes" {
            return try await ProcessWork.run(arguments[1], arguments[2])
        }
        if arguments.count == 4, arguments[2] == "consume" {
            return try await consume(arguments[1], as: arguments[3])
        }
        guard arguments.count == 3 else { exit(64) }
        let store = try SQLiteEventStore(path: arguments[1], durability: .normal)
        let models = try SQLiteReadModels(beside: store)
        let run = Int(arguments[2]) ?? 0
        var options = EngineOptions()
        (options.batchSize, options.rebuildBatchSize, options.attention) = (5, 7, .milliseconds(1))
        options.poison = .park(limit: .max)
        // Every run has another definition than the one before, so that it begins with a rebuild.
        let counting: any Projection.Type = run % 2 == 0 ? TagCountProjection.self : DoubleCountProjection.self
        let engine = ProjectionEngine(
            [AccountBalanceProjection.self, counting], events: store, readModels: models, options: options)
        if run % 3 == 0 { try await engine.keepInline() }
        say("ready")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                group.addTask { try await write(to: store, run: arguments[2], writer: writer) }
            }
            group.addTask { try await engine.run() }
            for member in ["one", "two"] { group.addTask { try await Ledger.keep(store, as: member) } }
            group.addTask {
                let accounts = AggregateRepository<Account>(store: store, policy: .every(3))
                while true { try await accounts.saveSnapshot(of: "shared") }
            }
            group.addTask { try await meddle(engine.control, run) }
            try await group.waitForAll()
        }
    }

    /// Asks everything of the projections that there is to ask, again and again.
    private static func meddle(_ control: ProjectionControl, _ run: Int) async throws {
        var round = run
        while true {
            round += 1
            // A projection has no record before its first batch.
            guard
                try await control.readModels.snapshot({ transaction throws(ProjectionError) in
                    try transaction.records().count == 2
                })
            else { continue }
            switch round % 8 {
            case 0: try await control.rebuild("TagCount")
            case 1: Faults.begin(poison)
            case 2: try await control.rebuild("AccountBalance")
            case 3:
                Faults.end(poison)
                try await control.retry("TagCount")
            case 4: try await control.reset(round % 3 == 0 ? "TagCount" : "AccountBalance")
            case 5: try await control.pause("AccountBalance")
            case 6: try await control.resume("AccountBalance")
            default: try await control.retry("TagCount")
            }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    /// The tag at which handlers fail, some of the time.
    private static let poison = "fault-poison"

    /// Notes each event in the transaction that commits it.
    private static func consume(_ path: String, as member: String) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal, busyTimeout: .seconds(60))
        let consumers = try SQLiteConsumerStore(beside: store)
        let group = ConsumerGroup(
            "group", partitions: 8, events: store, consumers: consumers, batchSize: 5, lease: .seconds(2))
        for try await batch in group.batches(as: member) {
            do {
                try await consumers.database.write { db in
                    for record in batch.events {
                        try db.execute(
                            sql: "INSERT INTO handled (position, member) VALUES (?, ?)",
                            arguments: [record.position, member])
                    }
                    try SQLiteConsumerStore.commit(batch.position, under: batch.claim, in: db)
                }
                say(member)
            } catch let error as ConsumerError where error.code == .fenced {
                // Another member does it.
            }
        }
    }

    private static func append(to path: String, run: String, writers: Int, requests: Int) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal, busyTimeout: .seconds(60))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask { try await write(to: store, run: run, writer: writer, requests: requests) }
            }
            try await group.waitForAll()
        }
    }

    private static func write(
        to store: SQLiteEventStore, run: String, writer: Int, requests: Int = .max
    ) async throws {
        let account = "\(run).\(writer)"
        guard let own = StreamName("Account-\(account)"), let shared = StreamName("Account-shared") else { return }
        var request = 0
        while request < requests {
            request += 1
            let count = request % 4 + 1
            let tags = ["\(request)/\(count)"] + (request % 5 == 0 ? [poison] : [])
            let events = try (0..<count).map { _ in
                try ProposedEvent(MoneyDeposited(accountId: account, amount: 1, tags: tags))
            }
            // Every third request is spread over two streams.
            let cut = request % 3 == 0 ? count / 2 : count
            _ = try await store.append([
                StreamAppend(Array(events[..<cut]), to: own, expecting: .any),
                StreamAppend(Array(events[cut...]), to: shared, expecting: .any),
            ])
            say("\(writer) \(request) \(count)")
        }
    }

    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
