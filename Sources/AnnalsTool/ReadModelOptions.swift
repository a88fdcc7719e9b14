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

/// Where events and process managers are.
struct ProcessOptions: ParsableArguments {
    @OptionGroup var store: StoreOption

    @OptionGroup var file: ProcessFile

    /// Looks at process managers, whose programs may run meanwhile.
    func read<Answer>(_ look: (SQLiteEventStore, SQLiteProcesses) async throws -> Answer) async throws -> Answer {
        try await store.reading { events in
            let processes =
                try file.path.map { try SQLiteProcesses(readingOnly: $0) } ?? SQLiteProcesses(beside: events)
            defer { if file.path != nil { try? processes.close() } }
            return try await look(events, processes)
        }
    }

    /// Asks something of process managers, whose programs may run meanwhile.
    func ask<Answer>(_ ask: (ProcessControl) async throws -> Answer) async throws -> Answer {
        let path = try StoreOption.existing(file.path ?? store.path)
        return try await StoreOption.translated {
            let processes = try SQLiteProcesses(path: path)
            defer { try? processes.close() }
            return try await ask(ProcessControl(processes))
        }
    }
}

/// The file with the process managers.
struct ProcessFile: ParsableArguments {
    @Option(
        name: .customLong("processes"),
        help: ArgumentHelp(
            "The SQLite file with the process managers, where it is not that of the events.", valueName: "file"))
    var path: String?
}

/// Where events are, and the dead letters of projections and process managers.
struct DeadLetterOptions: ParsableArguments {
    @OptionGroup var models: ReadModelOptions

    @OptionGroup var file: ProcessFile

    /// Where the process managers are.
    private var processes: ProcessOptions {
        var options = ProcessOptions()
        (options.store, options.file) = (models.store, file)
        return options
    }

    /// The letters of a projection or process manager by its name, or of all.
    func letters(of name: String?, _ filter: DeadLetterFilter) async throws -> [DeadLetter] {
        if let name, try await isProcess(name) {
            return try await processes.read { _, store in try await ProcessControl(store).letters(of: name, filter) }
        }
        // In one file they share a table.
        var letters = try await models.read { _, store in try await ProjectionControl(store).letters(of: name, filter) }
        if name == nil {
            letters += try await processes.read { _, store in
                try await ProcessControl(store).letters(of: nil, filter)
            }.filter { !letters.contains($0) }
            letters.sort { ($0.position, $0.projection) < ($1.position, $1.projection) }
        }
        return letters
    }

    /// Asks something of whoever has a name.
    func ask<Answer>(
        _ name: String, _ ask: (any DeadLetterControl) async throws -> Answer
    ) async throws -> Answer {
        if try await isProcess(name) { return try await processes.ask { control in try await ask(control) } }
        return try await models.ask { control in try await ask(control) }
    }

    /// Removes the letters of events that are gone.
    func prune(_ name: String?) async throws -> Int {
        var count = 0
        let isProcess = if let name { try await isProcess(name) } else { try await hasProcesses() }
        try await models.store.reading { events in
            if isProcess {
                count += try await processes.ask { control in try await control.prune(name, events: events) }
            }
            if name == nil || !isProcess {
                count += try await models.ask { control in try await control.prune(name, events: events) }
            }
        }
        return count
    }

    private func isProcess(_ name: String) async throws -> Bool { try await processNames().contains(name) }

    private func hasProcesses() async throws -> Bool { try await !processNames().isEmpty }

    private func processNames() async throws -> [String] {
        _ = try StoreOption.existing(models.store.path)
        return try await processes.read { _, store in try await ProcessControl(store).names() }
    }
}

extension StoreOption {
    /// A path at which there is a file.
    static func existing(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw Console.fail("there is no file '\(path)'") }
        return path
    }

    /// Looks at the file and at what is kept beside it.
    func reading<Answer>(_ look: (SQLiteEventStore) async throws -> Answer) async throws -> Answer {
        try await StoreOption.translated { try await read { events, _ in try await look(events) } }
    }

    /// Says what stores say as the tool says it.
    static func translated<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as ProjectionError {
            throw Console.fail(error.description)
        } catch let error as ProcessError {
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
