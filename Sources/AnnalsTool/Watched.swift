import AnnalsCompatibility
import ArgumentParser
import Foundation

/// What runs in a program and is looked at from outside: projections or process managers. One form for the commands that show
/// and check them.
protocol Watched {
    /// The files in which it is.
    associatedtype Files: ParsableArguments
    /// How one of them is doing.
    associatedtype Status: Sendable

    /// The command of the tool, such as `projections`.
    static var command: String { get }
    /// What one is called, such as `projection`.
    static var noun: String { get }
    /// How late one may be, in words.
    static var lagHelp: ArgumentHelp { get }
    /// What may be parked, in words.
    static var parkedHelp: ArgumentHelp { get }

    /// Gives the means to ask how they are doing, as long as `look` goes on.
    static func look<Answer>(
        _ files: Files, _ look: (() async throws -> [Status]) async throws -> Answer
    ) async throws -> Answer
    /// A table for people. `earlier` is how they did some time ago.
    static func text(_ statuses: [Status], since earlier: [Status], _ time: Duration) -> String
    /// The same for programs.
    static func json(_ statuses: [Status]) -> String
    /// What is wrong.
    static func problems(_ statuses: [Status], lag: Duration, parked: Int) -> [String]
}

/// `annals … status`
struct ShowStatus<Subject: Watched>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: "Show how far each \(Subject.noun) is, and what is wrong with it.",
            discussion: """
                EXAMPLE
                  annals \(Subject.command) status --store app.sqlite
                  annals \(Subject.command) status --store app.sqlite --watch
                """)
    }

    @OptionGroup var files: Subject.Files

    @Flag(help: "Show it again every second, until the command is interrupted.")
    var watch = false

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        try await Subject.look(files) { statuses in
            var last = try await statuses()
            show(last, since: [], .zero)
            while watch {
                try await Task.sleep(for: .seconds(1))
                let now = try await statuses()
                show(now, since: last, .seconds(1))
                last = now
            }
        }
    }

    private func show(_ statuses: [Subject.Status], since earlier: [Subject.Status], _ time: Duration) {
        // On a terminal the table stays where it is.
        if watch, Console.isTerminal(.standardOutput) { print("\u{1B}[H\u{1B}[2J", terminator: "") }
        switch format {
        case .text: print(Subject.text(statuses, since: earlier, time), terminator: "")
        case .json: print(Subject.json(statuses), terminator: "")
        }
        // A pipe would get it when much has come together, and nothing of it when the command is interrupted.
        fflush(nil)
    }
}

/// `annals … check`
struct CheckHealth<Subject: Watched>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: "Say whether all \(Subject.noun)s do what they are to do; ends with 1 when one does not.",
            discussion: """
                EXAMPLE
                  annals \(Subject.command) check --store app.sqlite --lag 30 --parked 0
                """)
    }

    @OptionGroup var files: Subject.Files

    @Option(help: Subject.lagHelp)
    var lag = 60

    @Option(help: Subject.parkedHelp)
    var parked = 0

    func run() async throws {
        let statuses = try await Subject.look(files) { statuses in try await statuses() }
        let problems = Subject.problems(statuses, lag: .seconds(lag), parked: parked)
        problems.forEach { print("error: \($0)") }
        guard problems.isEmpty else { throw Console.findings }
        print("\(CompatibilityReport.count(statuses.count, Subject.noun)): fine")
    }
}
