import Annals
import AnnalsSQLite
import AnnalsVerification
import ArgumentParser

/// The SQLite file with the events.
struct StoreOption: ParsableArguments {
    @Option(name: .customLong("store"), help: "The SQLite file with the events.")
    var path: String

    /// What all events of the file show.
    func verify(_ verifier: StoreVerifier) async throws -> VerificationReport {
        try await StoreOption.verify(path, verifier)
    }

    /// What all events of a file show.
    static func verify(_ path: String, _ verifier: StoreVerifier) async throws -> VerificationReport {
        do {
            let store = try SQLiteEventStore(readingOnly: path)
            let progress = ProgressLine()
            let report = try await verifier.verify(store) { count, part in progress.show(count, part) }
            progress.end()
            try store.close()
            return report
        } catch let error as EventStoreError {
            throw Console.fail(error.message)
        }
    }
}
