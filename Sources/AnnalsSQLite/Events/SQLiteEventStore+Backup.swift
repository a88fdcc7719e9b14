public import Annals
internal import Dispatch
internal import Foundation
internal import GRDB

extension SQLiteEventStore {
    /// Copies the file as it is now to another one, which must not be there yet. Appends go on meanwhile; those that are
    /// committed after the call are not in the copy. A copy that fails is removed.
    ///
    /// Throws `cannotOpen` where there is a file already, and what SQLite says of either file.
    public func backup(to copy: String) async throws(EventStoreError) {
        guard !FileManager.default.fileExists(atPath: copy) else {
            throw EventStoreError(.cannotOpen, "'\(copy)' is there already; name a file that is not")
        }
        let pool = pool
        do {
            try await withCheckedThrowingContinuation { continuation in
                // Copying waits for disks, which Swift's few threads should not do.
                DispatchQueue.global().async {
                    continuation.resume(with: Result { try Self.copy(pool, to: copy) })
                }
            }
        } catch {
            throw EventStoreError(sqlite: error, path: copy)
        }
    }

    private static func copy(_ pool: DatabasePool, to copy: String) throws {
        let target = try DatabaseQueue(path: copy)
        do {
            try pool.backup(to: target)
            try target.close()
        } catch {
            try? target.close()
            try? FileManager.default.removeItem(atPath: copy)
            throw error
        }
    }
}
