import Annals
import AnnalsCompatibility
import AnnalsVerification
import ArgumentParser

/// `annals dlq`
struct DeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq",
        abstract:
            "Look at the events that projections and process managers could not take, and say what becomes of them.",
        discussion: """
            A retry or a skip is noted in the file. The program that has the projection or process manager carries it out: at \
            once when it runs, else when the next one begins. A retry decodes the event with that program's schemas.
            """,
        subcommands: [
            ListLetters.self, ShowLetter.self, RetryWaiting<ParkedEvents>.self, SkipWaiting<ParkedEvents>.self,
            PruneLetters.self,
        ], aliases: ["dead-letters"])
}

/// The events that `annals dlq` is about.
enum ParkedEvents: Waiting {
    static let noun = "event"
    static let owner = ArgumentHelp("The projection or process manager.")
    static let idHelp = "The event's position."
    static let retry = (
        abstract: "Have parked events tried again, each with its sequence, in order.",
        discussion: """
        Without positions, timeouts of a process manager that failed are tried again too.

        EXAMPLE
          annals dlq retry OrderSummary --store app.sqlite          (all of them)
          annals dlq retry OrderSummary 1200 --store app.sqlite
        """
    )
    static let skip = (
        abstract: "Have rows or processes go on without a parked event, for good; the reason is kept.",
        discussion: """
        Rebuilds leave it out too. The events that wait behind it go on.

        EXAMPLE
          annals dlq skip OrderSummary 1200 --store app.sqlite --reason "test order of 2024, see #812"
        """
    )
    static let consequence = "the program's engine does it at once when it runs, else when it begins"

    static func retry(_ owner: String, _ ids: [Int]?, in files: DeadLetterOptions) async throws -> Int {
        try await files.ask(owner) { control in try await control.retry(owner, positions: ids) }.count
    }

    static func skip(
        _ owner: String, _ id: Int, because reason: String, in files: DeadLetterOptions
    ) async throws -> Int {
        try await files.ask(owner) { control in try await control.skip(owner, position: id, reason: reason) }.count
    }
}

/// `annals dlq list`
struct ListLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the parked events, in the order of their positions.",
        discussion: """
            EXAMPLE
              annals dlq list --store app.sqlite
              annals dlq list OrderSummary --store app.sqlite --all --format json
            """)

    @Argument(help: "The projection or process manager; all of them without it.")
    var owner: String?

    @OptionGroup var files: DeadLetterOptions

    @Flag(help: "Also those that were resolved or skipped.")
    var all = false

    @Flag(name: .customLong("rebuild"), help: "Those of rows that are made anew, instead of those that are read.")
    var inRebuild = false

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        var filter = all ? DeadLetterFilter() : .open
        filter.inRebuild = inRebuild
        let letters = try await files.letters(of: owner, filter)
        switch format {
        case .text: print(DeadLetterTextPrinter().text(letters), terminator: "")
        case .json: print(DeadLetterJSONPrinter().text(letters), terminator: "")
        }
    }
}

/// `annals dlq show`
struct ShowLetter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all about a parked event: its error, its payload, its rows or processes.",
        discussion: """
            With the schemas of today it is also taken through every upcast step, as far as it comes.

            EXAMPLE
              annals dlq show OrderSummary 1200 --store app.sqlite --schemas schemas
            """)

    @Argument(help: ParkedEvents.owner)
    var owner: String

    @Argument(help: ArgumentHelp(stringLiteral: ParkedEvents.idHelp))
    var position: Int

    @OptionGroup var files: DeadLetterOptions

    @Option(name: .shortAndLong, help: "The folder with the schema files of today.")
    var schemas: String?

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        let schema = try schemas.map { try Console.load($0).schema }
        let letters = try await files.letters(of: owner, DeadLetterFilter())
        guard let letter = letters.first(where: { $0.position == position }) else {
            throw Console.fail("no event is parked at position \(position) of '\(owner)'; see 'annals dlq list --all'")
        }
        let explanation = schema.map { DeadLetterExplanation(letter, $0) } ?? DeadLetterExplanation(letter)
        switch format {
        case .text: print(DeadLetterTextPrinter().text(explanation), terminator: "")
        case .json: print(DeadLetterJSONPrinter().text(explanation), terminator: "")
        }
    }
}

/// `annals dlq prune`
struct PruneLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove the letters of events that are not in the store any more, with the bytes that they hold.",
        discussion: """
            Letters in the file of the events go by themselves when their stream is truncated or deleted. What waited behind a \
            letter that is removed is tried again.

            EXAMPLE
              annals dlq prune --store events.sqlite --read-models rows.sqlite
            """)

    @Argument(help: "The projection or process manager; all of them without it.")
    var owner: String?

    @OptionGroup var files: DeadLetterOptions

    func run() async throws {
        print("\(CompatibilityReport.count(try await files.prune(owner), "letter")) removed")
    }
}
