public import Annals

/// A store of read models that shows an operator what it does: a duration for each transaction, errors by their codes, and
/// lines for what is slow or fails.
///
/// ```swift
/// let tables = try SQLiteReadModels(beside: store)
/// let engine = ProjectionEngine(projections, events: store, readModels: ObservedReadModels(tables))
/// ```
public struct ObservedReadModels<Base: ReadModelStore>: ReadModelStore, WrappedReadModels {
    /// The store itself, for queries.
    public let base: Base
    private let calls: ObservedCalls

    /// Shows what a store does.
    ///
    /// - Parameters:
    ///   - name: What it is called in lines and metrics.
    ///   - slowness: Transactions that take longer are warned of; nil for none.
    public init(
        _ base: Base, name: String = "read_models", warnsAfter slowness: Duration? = .seconds(1),
        _ observability: Observability = Observability()
    ) {
        self.base = base
        calls = ObservedCalls(
            name, operations: ["transaction", "snapshot"], warnsAfter: slowness, observability)
    }

    package var wrapped: any ReadModelStore { base }

    /// Runs a write transaction.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await calls.observe("transaction", ProjectionError.store) { () throws(ProjectionError) in
            try await base.transaction(body)
        }
    }

    /// Runs a read transaction.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await calls.observe("snapshot", ProjectionError.store) { () throws(ProjectionError) in
            try await base.snapshot(body)
        }
    }
}
