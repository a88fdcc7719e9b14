import Annals
import ArgumentParser

/// Where events are, and the dead letters of projections and process managers.
struct DeadLetterOptions: ParsableArguments {
    @OptionGroup var models: ReadModelOptions

    @OptionGroup var file: ProcessFile

    init() {}

    /// Those that are kept beside the events.
    init(_ store: StoreOption) {
        var options = ReadModelOptions()
        options.store = store
        options.path = nil
        models = options
        file = ProcessFile()
        file.path = nil
    }

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

    /// Whether the name is that of a process manager; of neither it is refused.
    private func isProcess(_ name: String) async throws -> Bool {
        let processes = try await processNames()
        if processes.contains(name) { return true }
        let projections = try await models.read { _, store in try await ProjectionControl(store).names() }
        if projections.contains(name) { return false }
        throw Console.unknown(name, "projection or process manager", (projections + processes).sorted())
    }

    private func hasProcesses() async throws -> Bool { try await !processNames().isEmpty }

    private func processNames() async throws -> [String] {
        _ = try StoreOption.existing(models.store.path)
        return try await processes.read { _, store in try await ProcessControl(store).names() }
    }
}
