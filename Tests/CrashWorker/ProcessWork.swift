import Annals
import AnnalsSQLite
import AnnalsStoreSamples

/// Appends deposits, runs a process manager on them, makes its states anew and carries out its commands, all at once.
enum ProcessWork {
    static func run(_ path: String, _ run: String) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal)
        let processes = try SQLiteProcesses(beside: store)
        let runner = ProcessRunner(AccountCareProcess.self, events: store, processes: processes, batchSize: 3)
        let dispatcher = CareWorker.dispatcher(store, processes)
        CrashWorker.say("ready")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var number = 0
                while true {
                    number += 1
                    let account = "\(run).\(number % 4)"
                    guard let stream = StreamName("Account-\(account)") else { return }
                    // Two hours ago, so that timeouts of an hour are due at once.
                    let event = MoneyDeposited(accountId: account, amount: 1)
                    let time = Timestamp(seconds: Timestamp.now().seconds - 7200)
                    try await store.append([ProposedEvent(event, time: time)], to: stream, expecting: .any)
                }
            }
            group.addTask {
                var round = 0
                while true {
                    round += 1
                    if round % 10 == 0 { try await runner.rebuild() } else { try await runner.run() }
                }
            }
            group.addTask {
                while true { try await dispatcher.run() }
            }
            try await group.waitForAll()
        }
    }
}
