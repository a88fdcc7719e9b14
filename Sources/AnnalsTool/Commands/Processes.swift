import Annals
import AnnalsSQLite
import AnnalsVerification
import ArgumentParser

/// `annals processes`
struct Processes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the process managers of a store: their processes, timeouts and commands.",
        discussion: """
            What a process manager could not handle is looked after with 'annals dlq', its commands with 'annals outbox'.
            """,
        subcommands: [ShowStatus<WatchedProcesses>.self, CheckHealth<WatchedProcesses>.self])
}

/// The process managers that `annals processes` shows.
enum WatchedProcesses: Watched {
    static let command = "processes"
    static let noun = "process manager"
    static let lagHelp = ArgumentHelp(
        "How many seconds a process manager may be behind, a command may wait and a timeout be late.")
    static let parkedHelp = ArgumentHelp("How many events, and how many commands, of a process manager may be parked.")

    static func look<Answer>(
        _ files: ProcessOptions, _ look: (() async throws -> [ProcessStatus]) async throws -> Answer
    ) async throws -> Answer {
        try await files.read { events, processes in
            let monitor = ProcessMonitor(events: events, processes: processes)
            return try await look { try await monitor.statuses() }
        }
    }

    static func text(_ statuses: [ProcessStatus], since earlier: [ProcessStatus], _ time: Duration) -> String {
        ProcessStatusTextPrinter().text(statuses)
    }

    static func json(_ statuses: [ProcessStatus]) -> String { ProcessStatusJSONPrinter().text(statuses) }

    static func problems(_ statuses: [ProcessStatus], lag: Duration, parked: Int) -> [String] {
        ProcessHealth(statuses, lag: lag, parked: parked).problems
    }
}
