public import Annals
internal import GRDB

/// Processes in an SQLite file: beside the events, or in a file of their own.
public final class SQLiteProcesses: ProcessStore {
    private let database: any DatabaseWriter
    private let path: String

    /// Keeps the processes in the file of an event store. Closing the store closes them.
    public convenience init(beside store: SQLiteEventStore) throws(EventStoreError) {
        try self.init(database: store.pool)
    }

    /// Keeps the processes in a file of their own, which is created where there is none.
    public convenience init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5)
    ) throws(EventStoreError) {
        let pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: ProcessTables.all)
        try self.init(database: pool)
    }

    private init(database: any DatabaseWriter) throws(EventStoreError) {
        self.database = database
        path = database.path
        do {
            let exists = try database.read { db in try ProcessTables.all.allSatisfy { try db.tableExists($0.name) } }
            if !exists, !database.configuration.readonly {
                try database.write { db in for table in ProcessTables.all { try db.execute(sql: table.sql) } }
            }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// Runs a write transaction.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do {
            return try await database.write { [path] db in try body(SQLiteProcessTransaction(db: db, path: path)) }
        } catch {
            throw ProcessError(sqlite: error, path: path)
        }
    }

    /// Runs a read transaction.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do {
            return try await database.read { [path] db in try body(SQLiteProcessTransaction(db: db, path: path)) }
        } catch {
            throw ProcessError(sqlite: error, path: path)
        }
    }
}

extension ProcessError {
    /// What an error that came out of a transaction means.
    init(sqlite error: any Error, path: String) {
        switch error {
        case let error as ProcessError: self = error
        default: self.init(EventStoreError(sqlite: error, path: path))
        }
    }
}
