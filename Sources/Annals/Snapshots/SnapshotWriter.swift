import Synchronization

/// Writes snapshots beside the commands that made them due.
final class SnapshotWriter: Sendable {
    private struct State {
        var tasks: [StreamName: Task<Void, Never>] = [:]
        var failure: EventStoreError?
    }

    private let state = Mutex(State())

    /// Begins to write, unless a snapshot of the stream is being written: the next command will see to it.
    func begin(_ snapshot: DueSnapshot) {
        state.withLock { state in
            guard state.tasks[snapshot.stream] == nil else { return }
            state.tasks[snapshot.stream] = Task.detached(priority: .utility) { [self] in
                var failure: EventStoreError?
                do throws(EventStoreError) {
                    try await snapshot.write()
                } catch {
                    failure = error
                }
                self.state.withLock { state in
                    state.tasks[snapshot.stream] = nil
                    if let failure { state.failure = failure }
                }
            }
        }
    }

    /// Returns when nothing is being written, with the last failure since the call before.
    func finish() async -> EventStoreError? {
        while let task = state.withLock({ $0.tasks.values.first }) { await task.value }
        return state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }
}
