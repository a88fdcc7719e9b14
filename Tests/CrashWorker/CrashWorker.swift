import Annals
import AnnalsSQLite
import AnnalsStoreSamples
import Foundation

extension AccountBalance: SQLiteReadModel {}

/// Appends and projects until it is killed. It says each append that was acknowledged, one a line: `writer request count`.
///
/// `CrashWorker FILE RUN`: events of a run are told from those of others by their account, `RUN.writer`, and by their first
/// tag, `request/count`. `CrashWorker FILE RUN WRITERS REQUESTS` only appends, with so many tasks so many requests each, and
/// ends.
@main
struct CrashWorker {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, let writers = Int(arguments[3]), let requests = Int(arguments[4]) {
            return try await append(to: arguments[1], run: arguments[2], writers: writers, requests: requests)
        }
        guard arguments.count == 3 else { exit(64) }
        let store = try SQLiteEventStore(path: arguments[1], durability: .normal)
        let models = try SQLiteReadModels(beside: store)
        let runner = ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models, batchSize: 5)
        say("ready")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                group.addTask { try await write(to: store, run: arguments[2], writer: writer) }
            }
            group.addTask {
                var round = 0
                while true {
                    round += 1
                    if round % 10 == 0 { try await runner.rebuild() } else { try await runner.run() }
                    await Task.yield()
                }
            }
            try await group.waitForAll()
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
            let events = try (0..<count).map { _ in
                try ProposedEvent(MoneyDeposited(accountId: account, amount: 1, tags: ["\(request)/\(count)"]))
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

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
