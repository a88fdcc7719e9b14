import Annals
import AnnalsSQLite
import ArgumentParser

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
