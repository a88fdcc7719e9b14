/// Processes that are forgotten when the program ends.
public actor InMemoryProcesses: ProcessStore {
    private var tables = InMemoryProcessTables()

    /// Creates a store without processes.
    public init() {}

    /// Runs a transaction.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        let transaction = InMemoryProcessTransaction(tables)
        let result = try body(transaction)
        tables = transaction.tables
        return result
    }

    /// Runs `body` on what there is.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        try body(InMemoryProcessTransaction(tables))
    }
}
