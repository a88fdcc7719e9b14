internal import Annals
internal import Dispatch
internal import GRDB
internal import Synchronization

/// Commits appends that arrive while another commit waits for the disk together: one wait for all of them.
///
/// All writing is done on one queue, so that an append costs one change of threads and the way back.
final class GroupCommit: Sendable {
    private struct Request {
        var appends: [StreamAppend]
        var continuation: CheckedContinuation<[AppendResult], any Error>
    }

    private struct State {
        var waiting: [Request] = []
        var isWriting = false
        var writingCount = 0
    }

    private typealias Outcome = Result<[AppendResult], any Error>

    /// How many requests share a commit at most, so that none waits long.
    private static let limit = 512

    /// What can fail one request and not the next.
    private static let ownFailures: [ResultCode] = [.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_FULL]

    /// What changes rows before each commit.
    let inline: InlineRows

    private let pool: DatabasePool
    private let queue = DispatchQueue(label: "annals.group-commit", qos: .userInitiated)
    private let state = Mutex(State())
    /// Safe, because it is used within accesses to the pool's writer only, which come one after the other.
    nonisolated(unsafe) private var writer: EventWriter?

    private let now: @Sendable () -> Timestamp

    /// - Parameter now: The time that events get which do not say one, asked once for each transaction.
    init(_ pool: DatabasePool, now: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.pool = pool
        self.now = now
        inline = InlineRows(path: pool.path)
    }

    /// How many requests are not answered yet.
    var pendingCount: Int { state.withLock { $0.waiting.count + $0.writingCount } }

    /// Returns when the appends are committed, or throws when none of them is.
    func append(_ appends: [StreamAppend]) async throws -> [AppendResult] {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(Request(appends: appends, continuation: continuation))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { queue.async { self.writeWaiting() } }
        }
    }

    private func writeWaiting() {
        while let group = next() {
            for (request, outcome) in zip(group, outcomes(group.map(\.appends))) {
                request.continuation.resume(with: outcome)
            }
        }
    }

    /// The requests of the next commit; nil when none waits.
    private func next() -> [Request]? {
        state.withLock { state in
            let group = Array(state.waiting.prefix(Self.limit))
            state.waiting.removeFirst(group.count)
            state.writingCount = group.count
            state.isWriting = !group.isEmpty
            return group.isEmpty ? nil : group
        }
    }

    /// Writes all requests in one transaction. When that fails for a reason that may be one request's own, each is
    /// tried alone, so that an event that does not fit the disk does not fail its neighbours.
    private func outcomes(_ requests: [[StreamAppend]]) -> [Outcome] {
        if requests.count > 1 {
            do {
                return try writeTogether(requests)
            } catch let error as DatabaseError where Self.ownFailures.contains(error.resultCode) {
                // Falls through to one at a time.
            } catch {
                return requests.map { _ in .failure(error) }
            }
        }
        return requests.map { request in Result { try write(request) } }
    }

    /// A transaction whose statements the connection keeps, other than those of GRDB.
    private func transaction<T>(_ body: (EventWriter) throws -> T) throws -> T {
        try pool.writeWithoutTransaction { db in
            try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            do {
                try FilePlace.requireName(db)
                let writer = try writer ?? EventWriter(db)
                self.writer = writer
                try writer.begin(now: now())
                let result = try body(writer)
                try writer.finish()
                try inline.apply(db)
                try db.cachedStatement(sql: "COMMIT").execute()
                writer.committed()
                return result
            } catch {
                // SQLite may have done so by itself; the first error is the one that tells.
                if db.isInsideTransaction { try? db.rollback() }
                writer?.forget()
                throw error
            }
        }
    }

    private func write(_ request: [StreamAppend]) throws -> [AppendResult] {
        try transaction { writer in try request.map { try writer.append($0) } }
    }

    private func writeTogether(_ requests: [[StreamAppend]]) throws -> [Outcome] {
        try transaction { writer in
            try requests.map { request in
                var results: [AppendResult] = []
                do {
                    if request.count == 1, request[0].events.count == 1 {
                        // One event is stored or not; there is nothing to undo.
                        results = [try writer.append(request[0])]
                    } else {
                        try writer.savepoint { results = try request.map { try writer.append($0) } }
                    }
                } catch let error as EventStoreError {
                    // A conflict or an id that is taken: the savepoint is undone and the others go on.
                    return .failure(error)
                }
                return .success(results)
            }
        }
    }

    /// Lets go of the connection, which cannot be closed before.
    func close() {
        pool.writeWithoutTransaction { _ in writer = nil }
    }
}
