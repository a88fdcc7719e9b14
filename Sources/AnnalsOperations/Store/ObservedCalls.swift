internal import Annals
internal import Logging

/// Shows the calls of a store that keeps what follows from events: a duration for each, errors by their codes, and lines for
/// what is slow or fails. The metrics are those of ``StoreMetrics``.
struct ObservedCalls: Sendable {
    private let name: String
    private let slowness: Duration?
    private let observability: Observability
    private let metrics: StoreMetrics
    private let clock = ContinuousClock()

    init(_ name: String, operations: [String], warnsAfter slowness: Duration?, _ observability: Observability) {
        (self.name, self.slowness, self.observability) = (name, slowness, observability)
        metrics = StoreMetrics(name, operations: operations, observability.metrics)
    }

    /// Runs a call and tells how it went.
    ///
    /// - Parameter store: What the medium says, of an error that is about it; nil for others, which whoever called has to do
    ///   with.
    func observe<T, Failure: Error>(
        _ operation: String, _ store: (Failure) -> EventStoreError?, _ body: () async throws(Failure) -> T
    ) async throws(Failure) -> T {
        let start = clock.now
        do throws(Failure) {
            let result = try await body()
            let duration = clock.now - start
            metrics.record(operation, took: duration)
            if let slowness, duration > slowness {
                observability.logger.warning(
                    "a call of a store was slow",
                    metadata: line(operation).merging(["milliseconds": "\(duration / .milliseconds(1))"]) { $1 })
            }
            return result
        } catch {
            metrics.record(operation, took: clock.now - start)
            guard let failure = store(error) else { throw error }
            metrics.record(failure.code.description, of: operation)
            observability.logger.log(
                level: failure.level, "a call of a store failed",
                metadata: line(operation).merging(["code": "\(failure.code)", "error": "\(failure.message)"]) { $1 })
            throw error
        }
    }

    private func line(_ operation: String) -> Logger.Metadata { ["store": "\(name)", "operation": "\(operation)"] }
}

extension ProjectionError {
    /// What a store says, if it is that.
    static func store(_ error: ProjectionError) -> EventStoreError? {
        if case .store(let store) = error.reason { store } else { nil }
    }
}

extension ProcessError {
    /// What a store says, if it is that.
    static func store(_ error: ProcessError) -> EventStoreError? {
        if case .store(let store) = error.reason { store } else { nil }
    }
}
