public import Annals

/// A store of process managers that shows an operator what it does: a duration for each transaction, errors by their codes,
/// and lines for what is slow or fails.
public struct ObservedProcesses<Base: ProcessStore>: ProcessStore {
    /// The store itself.
    public let base: Base
    private let calls: ObservedCalls

    /// Shows what a store does.
    ///
    /// - Parameters:
    ///   - name: What it is called in lines and metrics.
    ///   - slowness: Transactions that take longer are warned of; nil for none.
    public init(
        _ base: Base, name: String = "processes", warnsAfter slowness: Duration? = .seconds(1),
        _ observability: Observability = Observability()
    ) {
        self.base = base
        calls = ObservedCalls(
            name, operations: ["transaction", "snapshot"], warnsAfter: slowness, observability)
    }

    /// Runs a write transaction.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        try await calls.observe("transaction", ProcessError.store) { () throws(ProcessError) in
            try await base.transaction(body)
        }
    }

    /// Runs a read transaction.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        try await calls.observe("snapshot", ProcessError.store) { () throws(ProcessError) in
            try await base.snapshot(body)
        }
    }
}
