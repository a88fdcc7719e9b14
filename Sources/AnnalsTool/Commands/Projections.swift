import Annals
import AnnalsSQLite
import AnnalsVerification
import ArgumentParser

/// `annals projections`
struct Projections: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the projections of a store, and pause, resume or rebuild them.",
        subcommands: [
            ShowStatus<WatchedProjections>.self, CheckHealth<WatchedProjections>.self, AskProjection<Pause>.self,
            AskProjection<Resume>.self, AskProjection<Rebuild>.self,
        ])
}

/// The projections that `annals projections` shows.
enum WatchedProjections: Watched {
    static let command = "projections"
    static let noun = "projection"
    static let lagHelp = ArgumentHelp("How many seconds a projection may be behind.")
    static let parkedHelp = ArgumentHelp("How many events of a projection may be parked.")

    static func look<Answer>(
        _ files: ReadModelOptions, _ look: (() async throws -> [ProjectionStatus]) async throws -> Answer
    ) async throws -> Answer {
        try await files.read { events, models in
            let monitor = ProjectionMonitor(events: events, readModels: models)
            return try await look { try await monitor.statuses() }
        }
    }

    static func text(_ statuses: [ProjectionStatus], since earlier: [ProjectionStatus], _ time: Duration) -> String {
        ProjectionStatusTextPrinter().text(statuses, since: earlier, time)
    }

    static func json(_ statuses: [ProjectionStatus]) -> String { ProjectionStatusJSONPrinter().text(statuses) }

    static func problems(_ statuses: [ProjectionStatus], lag: Duration, parked: Int) -> [String] {
        ProjectionHealth(statuses, lag: lag, parked: parked).problems
    }
}

/// Something that is asked of a projection by its name.
protocol ProjectionRequest {
    /// How it is called, and what it does.
    static var configuration: CommandConfiguration { get }
    /// Asks for it.
    static func ask(_ control: ProjectionControl, _ projection: String) async throws
    /// What is to be expected now.
    static func answer(_ projection: String) -> String
}

/// `annals projections pause`, `resume` and `rebuild`
struct AskProjection<Request: ProjectionRequest>: AsyncParsableCommand {
    static var configuration: CommandConfiguration { Request.configuration }

    @Argument(help: "The projection.")
    var projection: String

    @OptionGroup var files: ReadModelOptions

    func run() async throws {
        try await files.ask { control in try await Request.ask(control, projection) }
        print(Request.answer(projection))
    }
}

/// `annals projections pause`
enum Pause: ProjectionRequest {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Have a projection stand still until it is resumed; its rows can be read.")

    static func ask(_ control: ProjectionControl, _ projection: String) async throws {
        try await control.pause(projection)
    }

    static func answer(_ projection: String) -> String { "\(projection) is paused" }
}

/// `annals projections resume`
enum Resume: ProjectionRequest {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Have a projection go on that was paused, or stands still after a failure.")

    static func ask(_ control: ProjectionControl, _ projection: String) async throws {
        try await control.resume(projection)
    }

    static func answer(_ projection: String) -> String { "\(projection) goes on" }
}

/// `annals projections rebuild`
enum Rebuild: ProjectionRequest {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract:
            "Have the rows of a projection made anew beside those that are read, and swapped when they are whole.",
        discussion: """
            It is noted in the file. The program that has the projection carries it out: at once when its engine runs, else \
            when the next one begins.
            """)

    static func ask(_ control: ProjectionControl, _ projection: String) async throws {
        try await control.rebuild(projection)
    }

    static func answer(_ projection: String) -> String {
        "\(projection) is to be rebuilt; the program's engine does it at once when it runs, else when it begins"
    }
}
