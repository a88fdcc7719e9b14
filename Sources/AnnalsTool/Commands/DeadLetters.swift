import Annals
import AnnalsCompatibility
import AnnalsVerification
import ArgumentParser

/// `annals dlq`
struct DeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq",
        abstract: "Look at the events that projections could not take, and say what becomes of them.",
        discussion: """
            A retry or a skip is noted in the file. The program that has the projection carries it out: at once when its \
            engine runs, else when the next one begins. A retry decodes the event with that program's schemas.
            """,
        subcommands: [ListLetters.self, ShowLetter.self, RetryLetters.self, SkipLetter.self], aliases: ["dead-letters"])

    /// What has been noted, in words.
    static func summary(_ count: Int, _ verb: String) -> String {
        "\(CompatibilityReport.count(count, "event")) to \(verb); the program's engine does it at once when it runs, else "
            + "when it begins"
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

    @Argument(help: "The projection; all of them without it.")
    var projection: String?

    @OptionGroup var files: ReadModelOptions

    @Flag(help: "Also those that were resolved or skipped.")
    var all = false

    @Flag(name: .customLong("rebuild"), help: "Those of rows that are made anew, instead of those that are read.")
    var inRebuild = false

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        var filter = all ? DeadLetterFilter() : .open
        filter.inRebuild = inRebuild
        let wanted = filter
        let letters = try await files.read { _, models in
            try await ProjectionControl(models).letters(of: projection, wanted)
        }
        switch format {
        case .text: print(DeadLetterTextPrinter().text(letters), terminator: "")
        case .json: print(DeadLetterJSONPrinter().text(letters), terminator: "")
        }
    }
}

/// `annals dlq show`
struct ShowLetter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all about a parked event: its error, its payload, its rows.",
        discussion: """
            With the schemas of today it is also taken through every upcast step, as far as it comes.

            EXAMPLE
              annals dlq show OrderSummary 1200 --store app.sqlite --schemas schemas
            """)

    @Argument(help: "The projection.")
    var projection: String

    @Argument(help: "The event's position.")
    var position: Int

    @OptionGroup var files: ReadModelOptions

    @Option(name: .shortAndLong, help: "The folder with the schema files of today.")
    var schemas: String?

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        let schema = try schemas.map { try Console.load($0).schema }
        let letters = try await files.read { _, models in
            try await ProjectionControl(models).letters(of: projection, DeadLetterFilter())
        }
        guard let letter = letters.first(where: { $0.position == position }) else {
            throw Console.fail(
                "no event is parked at position \(position) of '\(projection)'; see 'annals dlq list --all'")
        }
        let explanation = schema.map { DeadLetterExplanation(letter, $0) } ?? DeadLetterExplanation(letter)
        switch format {
        case .text: print(DeadLetterTextPrinter().text(explanation), terminator: "")
        case .json: print(DeadLetterJSONPrinter().text(explanation), terminator: "")
        }
    }
}

/// `annals dlq retry`
struct RetryLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Have parked events tried again, each with its sequence, in order.",
        discussion: """
            EXAMPLE
              annals dlq retry OrderSummary --store app.sqlite          (all of them)
              annals dlq retry OrderSummary 1200 --store app.sqlite
            """)

    @Argument(help: "The projection.")
    var projection: String

    @Argument(help: "The positions of events; all that are parked without them.")
    var positions: [Int] = []

    @OptionGroup var files: ReadModelOptions

    func run() async throws {
        let letters = try await files.ask { control in
            try await control.retry(projection, positions: positions.isEmpty ? nil : positions)
        }
        print(DeadLetters.summary(letters.count, "retry"))
    }
}

/// `annals dlq skip`
struct SkipLetter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Have the rows go on without a parked event, for good; the reason is kept.",
        discussion: """
            Rebuilds leave it out too. The events that wait behind it go on.

            EXAMPLE
              annals dlq skip OrderSummary 1200 --store app.sqlite --reason "test order of 2024, see #812"
            """)

    @Argument(help: "The projection.")
    var projection: String

    @Argument(help: "The event's position.")
    var position: Int

    @OptionGroup var files: ReadModelOptions

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        let letters = try await files.ask { control in
            try await control.skip(projection, position: position, reason: reason)
        }
        print(DeadLetters.summary(letters.count, "skip"))
    }
}
