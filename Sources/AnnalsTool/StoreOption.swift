import Annals
import AnnalsSQLite
import AnnalsSchema
import AnnalsVerification
import ArgumentParser
import Foundation

/// The SQLite file with the events.
struct StoreOption: ParsableArguments {
    @Option(name: .customLong("store"), help: "The SQLite file with the events.")
    var path: String

    /// The path of a file that is there: a command that changes a store does not make one.
    func existing() throws -> String { try StoreOption.existing(path) }

    /// What all events of the file show.
    func verify(_ verifier: StoreVerifier) async throws -> VerificationReport {
        try await StoreOption.verify(path, verifier)
    }

    /// What all events of a file show.
    static func verify(_ path: String, _ verifier: StoreVerifier) async throws -> VerificationReport {
        try await read(path) { store, line in
            try await verifier.verify(store) { count, part in line.show(count, part) }
        }
    }

    /// What waits in the outbox of a file, against schemas.
    static func outbox(_ path: String, _ schema: Schema) async throws -> OutboxVerifier {
        try await translated {
            try await read(path) { store, _ in
                try await OutboxVerifier(SQLiteProcesses(beside: store), schema)
            }
        }
    }

    /// Looks at the file, which other programs may write to meanwhile; the line says how far it is.
    func read<Answer>(_ look: (SQLiteEventStore, ProgressLine) async throws -> Answer) async throws -> Answer {
        try await StoreOption.read(path, look)
    }

    private static func read<Answer>(
        _ path: String, _ look: (SQLiteEventStore, ProgressLine) async throws -> Answer
    ) async throws -> Answer {
        let line = ProgressLine()
        defer { line.end() }
        do {
            let store = try SQLiteEventStore(readingOnly: path)
            let answer = try await look(store, line)
            try store.close()
            return answer
        } catch let error as EventStoreError {
            throw Console.fail(error.message)
        }
    }
}
