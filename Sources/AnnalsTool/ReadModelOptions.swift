import Annals
import AnnalsSQLite
import ArgumentParser
import Foundation

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
        try await translated {
            try await store.read { events, _ in
                let models =
                    try path.map { try SQLiteReadModels(readingOnly: $0) } ?? SQLiteReadModels(beside: events)
                defer { if path != nil { try? models.database.close() } }
                return try await look(events, models)
            }
        }
    }

    /// Asks something of projections, whose programs may run meanwhile.
    func ask<Answer>(_ ask: (ProjectionControl) async throws -> Answer) async throws -> Answer {
        let path = path ?? store.path
        guard FileManager.default.fileExists(atPath: path) else { throw Console.fail("there is no file '\(path)'") }
        return try await translated {
            let models = try SQLiteReadModels(path: path)
            defer { try? models.database.close() }
            return try await ask(ProjectionControl(models))
        }
    }

    private func translated<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as ProjectionError {
            throw Console.fail(error.description)
        } catch let error as EventStoreError {
            throw Console.fail(error.message)
        }
    }
}

/// How a report is printed.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
