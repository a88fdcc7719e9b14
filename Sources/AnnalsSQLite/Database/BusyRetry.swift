internal import Annals
internal import Foundation
internal import GRDB

/// Tries again what another process or connection has kept from its lock for longer than the busy timeout, or in a way for
/// which SQLite does not wait: while it recovers the log after a crash, or changes the file under a transaction.
enum BusyRetry {
    /// How often a transaction is tried at most.
    static let attempts = 3

    /// Runs a transaction that has done nothing when it throws. The thread waits.
    static func run<T>(path: String, _ body: () throws -> T) throws -> T {
        let start = ContinuousClock.now
        var attempt = 1
        while true {
            do {
                return try body()
            } catch let error as DatabaseError where isBusy(error) {
                guard attempt < attempts else { throw failure(error, path, since: start) }
                Thread.sleep(forTimeInterval: pause(after: attempt) / .seconds(1))
                attempt += 1
            }
        }
    }

    /// The same without a thread that waits.
    static func run<T: Sendable>(path: String, _ body: () async throws -> T) async throws -> T {
        let start = ContinuousClock.now
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch let error as DatabaseError where isBusy(error) {
                guard attempt < attempts else { throw failure(error, path, since: start) }
                try await Task.sleep(for: pause(after: attempt))
                attempt += 1
            }
        }
    }

    static func isBusy(_ error: DatabaseError) -> Bool {
        // The lock of the log itself is SQLITE_PROTOCOL when it is not had after many tries.
        error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_PROTOCOL
    }

    /// 10 to 20, then 20 to 40 milliseconds: those who wait together do not come back together.
    private static func pause(after attempt: Int) -> Duration {
        .milliseconds(10 << (attempt - 1)) * Double.random(in: 1...2)
    }

    private static func failure(_ error: DatabaseError, _ path: String, since start: ContinuousClock.Instant)
        -> EventStoreError
    {
        let waited = ((ContinuousClock.now - start) / .milliseconds(1)).rounded()
        return EventStoreError(busy: error, path: path, after: "\(attempts) attempts in \(Int(waited)) ms")
    }
}
