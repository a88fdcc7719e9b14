public import Annals
public import GRDB

/// Read models in an SQLite file: beside the events, in a file of their own, or in a program's own database.
public final class SQLiteReadModels: ReadModelStore {
    /// The database, for queries and for GRDB's `ValueObservation`. Write to tables of your own only,
    /// and not for long: with `Durability.normal` an append beside it may wait for that on its caller's thread.
    public let database: any DatabaseWriter
    private let access: TableAccess

    /// Keeps the read models in the file of an event store. Closing the store closes them.
    public convenience init(beside store: SQLiteEventStore) throws(EventStoreError) {
        try self.init(database: store.pool, use: store.writer.others)
    }

    /// Keeps the read models in a file of their own, which is created where there is none.
    public convenience init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5)
    ) throws(EventStoreError) {
        let pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: ProjectionTable.all)
        try self.init(database: pool)
    }

    /// Opens a file of read models that exists for reading; other programs may write to it meanwhile.
    public convenience init(readingOnly path: String, busyTimeout: Duration = .seconds(5)) throws(EventStoreError) {
        try self.init(database: try SQLiteFile.openReadOnly(path: path, busyTimeout: busyTimeout, tables: []))
    }

    /// Keeps the read models in a database of the program, with its own settings.
    public convenience init(database: any DatabaseWriter) throws(EventStoreError) {
        try self.init(database: database, use: nil)
    }

    private init(database: any DatabaseWriter, use: WriterUse?) throws(EventStoreError) {
        self.database = database
        access = try TableAccess(database, use: use, tables: ProjectionTable.all)
    }

    /// Queries the rows in a read transaction: `try await models.read { db in try OrderSummary.fetchAll(db) }`.
    public func read<T: Sendable>(_ query: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await database.read(query)
    }

    /// Runs a write transaction. Where another process holds the file for longer than the busy timeout, it is tried twice
    /// more.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        do {
            return try await access.write { [path = access.path] db in try body(SQLiteTransaction(db, path: path)) }
        } catch {
            throw ProjectionError(sqlite: error, path: access.path)
        }
    }

    /// Runs a read transaction.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        do {
            return try await access.read { [path = access.path] db in try body(SQLiteTransaction(db, path: path)) }
        } catch {
            throw ProjectionError(sqlite: error, path: access.path)
        }
    }
}
