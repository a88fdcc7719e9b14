import Annals
import AnnalsSQLite
import Foundation

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
