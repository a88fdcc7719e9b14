import Annals
import AnnalsSQLite
import ArgumentParser

/// Where events and read models are.
struct ReadModelOptions: ParsableArguments {
    @OptionGroup var store: StoreOption

    @Option(
        name: .customLong("read-models"),
        help: ArgumentHelp(
            "The SQLite file with the read models, where it is not that of the events.", valueName: "file"))
    var path: String?

    /// Looks at projections, whose programs may run meanwhile.
    func read<Answer>(_ look: (SQLiteEventStore, SQLiteReadModels) async throws -> Answer) async throws -> Answer {
        try await store.reading { events in
            let models =
                try path.map { try SQLiteReadModels(readingOnly: $0) } ?? SQLiteReadModels(beside: events)
            defer { if path != nil { try? models.database.close() } }
            return try await look(events, models)
        }
    }

    /// Asks something of projections, whose programs may run meanwhile.
    func ask<Answer>(_ ask: (ProjectionControl) async throws -> Answer) async throws -> Answer {
        let path = try StoreOption.existing(path ?? store.path)
        return try await StoreOption.translated {
            let models = try SQLiteReadModels(path: path)
            defer { try? models.database.close() }
            return try await ask(ProjectionControl(models))
        }
    }
}

/// How a report is printed.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
