import ArgumentParser
import Foundation

/// The command-line tool for people and for CI. It parses arguments and prints; what it does stands in the libraries.
@main
struct Annals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annals",
        abstract:
            "Schemas for event-sourced systems: generate, check, lock, validate, upcast, verify, why, store, projections, processes, dlq, outbox, totality, import, export.",
        discussion: """
            EXIT CODES
              0  fine; for check: compatible
              1  findings: a break, a draft where none may be, an invalid payload, a stale file
              2  the schemas do not load, or the command is wrong
            """,
        subcommands: [
            Generate.self, Check.self, Lock.self, Validate.self, Upcast.self, Totality.self, Import.self, Export.self,
            Format.self, StartVersion.self, Lint.self, Explain.self, Fix.self, Verify.self, Why.self, Store.self,
            Projections.self, Processes.self, DeadLetters.self, Outbox.self,
        ])

    /// The argument parser ends with 64 for a wrong command and with 1 for any error; here 1 means findings.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch  where error is ExitCode || exitCode(for: error) == .success {
            exit(withError: error)
        } catch {
            Console.printError(fullMessage(for: error))
            exit(withError: Console.failure)
        }
    }
}
