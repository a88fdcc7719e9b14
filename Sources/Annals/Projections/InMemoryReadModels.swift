import Synchronization

/// Read models that are forgotten when the program ends.
public actor InMemoryReadModels: ReadModelStore {
    private let tables = Mutex(InMemoryTables())

    /// Creates a store without rows.
    public init() {}

    /// Runs a transaction.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try write(body)
    }

    /// Runs `body` on what there is.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try body(InMemoryTransaction(tables.withLock { $0 }))
    }

    /// The row with this key.
    public func row<P: Projection>(_ key: P.Row.Key, of projection: P.Type) throws(InvalidRow) -> P.Row? {
        let key = PackedColumns(try P.Row.keyValues(key))
        guard let values = tables.withLock({ $0.tables[P.Row.table.name]?[key] }) else { return nil }
        return try P.Row(values)
    }

    /// All rows, in the order of their keys.
    public func rows<P: Projection>(of projection: P.Type) -> [P.Row] {
        let table = tables.withLock { $0.tables[P.Row.table.name] ?? [:] }
        // What was written can be read.
        return table.sorted { $0.key < $1.key }.compactMap { try? P.Row($0.value) }
    }

    /// Runs a transaction at once. The lock keeps others out until what it changed stands.
    nonisolated func write<T>(
        _ body: (any ReadModelTransaction) throws(ProjectionError) -> T
    ) throws(ProjectionError) -> T {
        try tables.withLock { (tables) throws(ProjectionError) -> T in
            let transaction = InMemoryTransaction(tables)
            let result = try body(transaction)
            tables = transaction.tables
            return result
        }
    }
}
