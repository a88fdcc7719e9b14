import Annals
import AnnalsCompatibility
import AnnalsVerification
import ArgumentParser

/// `annals outbox`
struct Outbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the commands of process managers, and say what becomes of those that failed for good.",
        discussion: """
            A command that was rejected, or failed too often, is parked, and later ones of the same process wait for it. The \
            program that has the dispatcher goes on with what is retried or skipped: at once when it runs, else when it begins.
            """,
        subcommands: [
            ListCommands.self, ShowCommand.self, RetryWaiting<ParkedCommands>.self, SkipWaiting<ParkedCommands>.self,
            PruneCommands.self,
        ])
}

/// The commands that `annals outbox` is about.
enum ParkedCommands: Waiting {
    static let noun = "command"
    static let owner = ArgumentHelp("The process manager.")
    static let idHelp = "The command's id."
    static let retry = (
        abstract: "Have parked commands delivered, as if they had not been tried.",
        discussion: """
        EXAMPLE
          annals outbox retry OrderFulfilment --store app.sqlite          (all of them)
          annals outbox retry OrderFulfilment 6ba7b810-9dad-51d1-80b4-00c04fd430c8 --store app.sqlite
        """
    )
    static let skip = (
        abstract: "Give a parked command up, so that later ones of its process are delivered; the reason is kept.",
        discussion: """
        EXAMPLE
          annals outbox skip OrderFulfilment 6ba7b810-9dad-51d1-80b4-00c04fd430c8 --store app.sqlite \\
            --reason "paid by hand, see #812"
        """
    )
    static let consequence = "the program's dispatcher goes on at once when it runs, else when it begins"

    static func retry(_ owner: String, _ ids: [CommandID]?, in files: ProcessOptions) async throws -> Int {
        try await files.ask { control in
            try await control.retryCommands(of: owner, ids.map { $0.map(\.id) })
        }.count
    }

    static func skip(
        _ owner: String, _ id: CommandID, because reason: String, in files: ProcessOptions
    ) async throws -> Int {
        _ = try await files.ask { control in try await control.skipCommand(of: owner, id.id, reason: reason) }
        return 1
    }
}

/// The id of a command, as an argument.
struct CommandID: ExpressibleByArgument, Sendable {
    let id: UniqueID

    init?(argument: String) {
        guard let id = UniqueID(argument) else { return nil }
        self.id = id
    }
}

/// `annals outbox list`
struct ListCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the commands that failed for good, in the order of their emission.",
        discussion: """
            EXAMPLE
              annals outbox list --store app.sqlite
              annals outbox list OrderFulfilment --store app.sqlite --pending
            """)

    @Argument(help: "The process manager; all of them without it.")
    var process: String?

    @OptionGroup var files: ProcessOptions

    @Flag(help: "Also those that are to be delivered.")
    var pending = false

    @Flag(help: "Also those that were delivered or skipped.")
    var all = false

    @Option(help: "How many at most.")
    var limit = 1000

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        let states: Set<OutboxCommand.State> =
            all ? Set(OutboxCommand.State.allCases) : pending ? [.pending, .parked] : [.parked]
        let commands = try await files.read { _, processes in
            try await ProcessControl(processes).commands(of: process, in: states, limit: max(limit, 0))
        }
        switch format {
        case .text: print(OutboxTextPrinter().text(commands), terminator: "")
        case .json: print(OutboxJSONPrinter().text(commands), terminator: "")
        }
    }
}

/// `annals outbox show`
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all about a command: its error, its payload, what caused it.",
        discussion: """
            With the schemas of today it is also said whether a program with them could deliver it.

            EXAMPLE
              annals outbox show 6ba7b810-9dad-51d1-80b4-00c04fd430c8 --store app.sqlite --schemas schemas
            """)

    @Argument(help: ArgumentHelp(stringLiteral: ParkedCommands.idHelp))
    var id: CommandID

    @OptionGroup var files: ProcessOptions

    @Option(name: .shortAndLong, help: "The folder with the schema files of today.")
    var schemas: String?

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        let schema = try schemas.map { try Console.load($0).schema }
        let found = try await files.read { _, processes in try await ProcessControl(processes).command(id.id) }
        guard let found else {
            throw Console.fail("there is no command \(id.id) in the outbox; see 'annals outbox list --all'")
        }
        let explanation = schema.map { CommandExplanation(found, $0) } ?? CommandExplanation(found)
        switch format {
        case .text: print(OutboxTextPrinter().text(explanation), terminator: "")
        case .json: print(OutboxJSONPrinter().text(explanation), terminator: "")
        }
    }
}

/// `annals outbox prune`
struct PruneCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove old commands that were delivered or skipped, with what they say.",
        discussion: """
            A command that was removed is not recognised when its event is handled again, which happens to parked events only.

            EXAMPLE
              annals outbox prune --before 2026-01-01T00:00:00Z --store app.sqlite
            """)

    @Argument(help: "The process manager; all of them without it.")
    var process: String?

    @OptionGroup var files: ProcessOptions

    @Option(
        help: "Commands go that were emitted before this time, such as 2026-01-31T09:30:00Z.",
        transform: { text in
            guard let time = Timestamp(text) else { throw ValidationError("'\(text)' is no time") }
            return time
        })
    var before: Timestamp

    func run() async throws {
        let count = try await files.ask { control in
            try await control.pruneCommands(of: process, before: before)
        }
        print("\(CompatibilityReport.count(count, "command")) removed")
    }
}
