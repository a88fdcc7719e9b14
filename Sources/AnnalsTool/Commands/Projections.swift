import Annals
import AnnalsSQLite
import AnnalsVerification
import ArgumentParser
import Foundation

/// `annals projections`
struct Projections: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the projections of a store, and pause, resume or rebuild them.",
        subcommands: [
            ShowProjections.self, CheckProjections.self, PauseProjection.self, ResumeProjection.self,
            RebuildProjection.self,
        ])
}

/// `annals projections status`
struct ShowProjections: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how far each projection is, and what is wrong with it.",
        discussion: """
            EXAMPLE
              annals projections status --store app.sqlite
              annals projections status --store app.sqlite --watch
            """)

    @OptionGroup var files: ReadModelOptions

    @Flag(help: "Show it again every second, until the command is interrupted.")
    var watch = false

    @Option(help: "text for people, json for programs.")
    var format = PlainFormat.text

    func run() async throws {
        try await files.read { events, models in
            let monitor = ProjectionMonitor(events: events, readModels: models)
            var statuses = try await monitor.statuses()
            show(statuses, since: [], .zero)
            while watch {
                try await Task.sleep(for: .seconds(1))
                let now = try await monitor.statuses()
                show(now, since: statuses, .seconds(1))
                statuses = now
            }
        }
    }

    private func show(_ statuses: [ProjectionStatus], since earlier: [ProjectionStatus], _ time: Duration) {
        // On a terminal the table stays where it is.
        if watch, Console.isTerminal(.standardOutput) { print("\u{1B}[H\u{1B}[2J", terminator: "") }
        switch format {
        case .text: print(ProjectionStatusTextPrinter().text(statuses, since: earlier, time), terminator: "")
        case .json: print(ProjectionStatusJSONPrinter().text(statuses), terminator: "")
        }
    }
}

/// `annals projections check`
struct CheckProjections: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether all projections do what they are to do; ends with 1 when one does not.",
        discussion: """
            EXAMPLE
              annals projections check --store app.sqlite --lag 30 --parked 0
            """)

    @OptionGroup var files: ReadModelOptions

    @Option(help: "How many seconds a projection may be behind.")
    var lag = 60

    @Option(help: "How many events of a projection may be parked.")
    var parked = 0

    func run() async throws {
        let statuses = try await files.read { events, models in
            try await ProjectionMonitor(events: events, readModels: models).statuses()
        }
        let health = ProjectionHealth(statuses, lag: .seconds(lag), parked: parked)
        health.problems.forEach { print("error: \($0)") }
        guard health.isHealthy else { throw Console.findings }
        print("\(statuses.count) projection\(statuses.count == 1 ? "" : "s"): fine")
    }
}

/// `annals projections pause`
struct PauseProjection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Have a projection stand still until it is resumed; its rows can be read.")

    @Argument(help: "The projection.")
    var projection: String

    @OptionGroup var files: ReadModelOptions

    func run() async throws {
        try await files.ask { control in try await control.pause(projection) }
        print("\(projection) is paused")
    }
}

/// `annals projections resume`
struct ResumeProjection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Have a projection go on that was paused, or stands still after a failure.")

    @Argument(help: "The projection.")
    var projection: String

    @OptionGroup var files: ReadModelOptions

    func run() async throws {
        try await files.ask { control in try await control.resume(projection) }
        print("\(projection) goes on")
    }
}

/// `annals projections rebuild`
struct RebuildProjection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract:
            "Have the rows of a projection made anew beside those that are read, and swapped when they are whole.",
        discussion: """
            It is noted in the file. The program that has the projection carries it out: at once when its engine runs, else \
            when the next one begins.
            """)

    @Argument(help: "The projection.")
    var projection: String

    @OptionGroup var files: ReadModelOptions

    func run() async throws {
        try await files.ask { control in try await control.rebuild(projection) }
        print("\(projection) is to be rebuilt; the program's engine does it at once when it runs, else when it begins")
    }
}
