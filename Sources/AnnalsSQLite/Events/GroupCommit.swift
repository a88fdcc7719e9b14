internal import Annals
internal import GRDB

/// Commits appends that arrive while another commit waits for the disk together: one wait for all of them.
actor GroupCommit {
    private struct Request {
        var appends: [StreamAppend]
        var continuation: CheckedContinuation<[AppendResult], any Error>
    }

    private typealias Outcome = Result<[AppendResult], any Error>

    /// How many requests share a commit at most, so that none waits long.
    private static let limit = 512

    /// What can fail one request and not the next.
    private static let ownFailures: [ResultCode] = [.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_FULL]

    private let pool: DatabasePool
    private var waiting: [Request] = []
    private var isWriting = false
    private var writingCount = 0

    init(_ pool: DatabasePool) {
        self.pool = pool
    }

    /// How many requests are not answered yet.
    var pendingCount: Int { waiting.count + writingCount }

    /// Returns when the appends are committed, or throws when none of them is.
    func append(_ appends: [StreamAppend]) async throws -> [AppendResult] {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(Request(appends: appends, continuation: continuation))
            guard !isWriting else { return }
            isWriting = true
            // A task of its own, because the commit serves others too and must not be cancelled with the first.
            Task { await writeWaiting() }
        }
    }

    private func writeWaiting() async {
        while !waiting.isEmpty {
            let group = Array(waiting.prefix(Self.limit))
            waiting.removeFirst(group.count)
            writingCount = group.count
            for (request, outcome) in zip(group, await outcomes(group.map(\.appends))) {
                request.continuation.resume(with: outcome)
            }
        }
        writingCount = 0
        isWriting = false
    }

    /// Writes all requests in one transaction. When that fails for a reason that may be one request's own, each is
    /// tried alone, so that an event that does not fit the disk does not fail its neighbours.
    private func outcomes(_ requests: [[StreamAppend]]) async -> [Outcome] {
        if requests.count > 1 {
            do {
                return try await writeTogether(requests)
            } catch let error as DatabaseError where Self.ownFailures.contains(error.resultCode) {
                // Falls through to one at a time.
            } catch {
                return requests.map { _ in .failure(error) }
            }
        }
        var outcomes: [Outcome] = []
        for request in requests {
            do {
                outcomes.append(.success(try await write(request)))
            } catch {
                outcomes.append(.failure(error))
            }
        }
        return outcomes
    }

    private func write(_ request: [StreamAppend]) async throws -> [AppendResult] {
        try await pool.write { db in
            let writer = try EventWriter(db, now: .now())
            return try request.map { try writer.append($0) }
        }
    }

    private func writeTogether(_ requests: [[StreamAppend]]) async throws -> [Outcome] {
        try await pool.write { db in
            let writer = try EventWriter(db, now: .now())
            return try requests.map { request in
                var results: [AppendResult] = []
                do {
                    try db.inSavepoint {
                        results = try request.map { try writer.append($0) }
                        return .commit
                    }
                } catch let error as EventStoreError {
                    // A conflict or an id that is taken: the savepoint is undone and the others go on.
                    return .failure(error)
                }
                return .success(results)
            }
        }
    }
}
