import Annals
import Dispatch

@testable import AnnalsSQLite

/// Runs the appends while nobody can write, until all of them wait.
func appendTogether(
    _ appends: [StreamAppend], to store: SQLiteEventStore
) async throws -> [Result<AppendResult, EventStoreError>] {
    let gate = DispatchSemaphore(value: 0)
    store.writer.others.enter()
    defer { store.writer.others.leave() }
    store.pool.asyncWriteWithoutTransaction { _ in gate.wait() }
    let tasks = appends.map { append in
        Task { () -> Result<AppendResult, EventStoreError> in
            do throws(EventStoreError) {
                return .success(
                    try await store.append(append.events, to: append.stream, expecting: append.expected))
            } catch {
                return .failure(error)
            }
        }
    }
    while store.writer.pendingCount < appends.count { await Task.yield() }
    gate.signal()
    var results: [Result<AppendResult, EventStoreError>] = []
    for task in tasks { results.append(await task.value) }
    return results
}
