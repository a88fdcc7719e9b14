internal import Annals
internal import Dispatch
internal import GRDB
internal import Synchronization

/// Commits appends that arrive while another commit waits for the disk together: one wait for all of them.
///
/// They are written on one queue, so that an append costs a change of threads and the way back. Where commits do not wait for
/// the disk, a small append that finds nobody writing is written on its caller's thread instead.
final class GroupCommit: Sendable {
    private struct Request {
        var appends: [StreamAppend]
        var continuation: CheckedContinuation<[AppendResult], any Error>
    }

    private struct State {
        var waiting: [Request] = []
        var isWriting = false
        var writingCount = 0
        var writtenAtOnce = 0
        var transactions = (onCallers: 0, onQueue: 0)
    }

    private typealias Outcome = Result<[AppendResult], any Error>

    /// How many requests share a commit at most, so that none waits long.
    private static let limit = 512

    /// What can fail one request and not the next.
    private static let ownFailures: [ResultCode] = [.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_FULL]

    /// How many events an append may have at most to be written on its caller's thread.
    private static let smallCount = 32
    /// After so many commits and events on callers' threads one goes by way of the queue, and brings the log into the file.
    private static let checkpointCount = 250

    let connection: EventConnection
    /// Who else writes with the connection.
    let others = WriterUse()

    private let queue = DispatchQueue(label: "annals.group-commit", qos: .userInitiated)
    private let state = Mutex(State())
    private let writesAtOnce: Bool

    /// - Parameters:
    ///   - writesAtOnce: Whether a caller's thread may be used: it is, where a commit waits for no disk.
    ///   - now: The time that events get which do not say one, asked once for each transaction.
    init(
        _ pool: DatabasePool, writesAtOnce: Bool = false, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        connection = EventConnection(pool, now: now)
        self.writesAtOnce = writesAtOnce
    }

    /// How many requests are not answered yet.
    var pendingCount: Int { state.withLock { $0.waiting.count + $0.writingCount } }

    /// How many transactions were written on callers' threads and how many groups of them on the queue.
    var transactions: (onCallers: Int, onQueue: Int) { state.withLock { $0.transactions } }

    /// Returns when the appends are committed, or throws when none of them is.
    func append(_ appends: [StreamAppend]) async throws -> [AppendResult] {
        try Task.checkCancellation()
        if writesAtOnce, let results = try appendAtOnce(appends) { return results }
        return try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(Request(appends: appends, continuation: continuation))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { queue.async { self.writeWaiting() } }
        }
    }

    /// Writes on this thread when nobody is writing; nil where that is not so, or the queue is to do it.
    private func appendAtOnce(_ appends: [StreamAppend]) throws -> [AppendResult]? {
        let count = appends.reduce(0) { $0 + $1.events.count }
        guard count <= Self.smallCount, !others.isUsed, connection.inline.isEmpty else { return nil }
        let begins = state.withLock { state in
            guard !state.isWriting, state.writtenAtOnce < Self.checkpointCount else { return false }
            state.isWriting = true
            state.writingCount = 1
            state.writtenAtOnce += 1 + count
            return true
        }
        guard begins else { return nil }
        defer {
            let hasWaiting = state.withLock { state in
                state.writingCount = 0
                state.isWriting = !state.waiting.isEmpty
                return state.isWriting
            }
            if hasWaiting { queue.async { self.writeWaiting() } }
        }
        let results = try connection.transactionAtOnce { writer in try appends.map { try writer.append($0) } }
        if results != nil { state.withLock { $0.transactions.onCallers += 1 } }
        return results
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
            if state.isWriting {
                state.writtenAtOnce = 0
                state.transactions.onQueue += 1
            }
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

    private func write(_ request: [StreamAppend]) throws -> [AppendResult] {
        try connection.transaction { writer in try request.map { try writer.append($0) } }
    }

    private func writeTogether(_ requests: [[StreamAppend]]) throws -> [Outcome] {
        try connection.transaction { writer in
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
}
