public import Annals
internal import GRDB

/// Processes in an SQLite file: beside the events, or in a file of their own.
public final class SQLiteProcesses: ProcessStore {
    private let access: TableAccess

    /// Keeps the processes in the file of an event store. Closing the store closes them.
    public convenience init(beside store: SQLiteEventStore) throws(EventStoreError) {
        try self.init(database: store.pool, use: store.writer.others)
    }

    /// Keeps the processes in a file of their own, which is created where there is none.
    public convenience init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5)
    ) throws(EventStoreError) {
        let pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: ProcessTables.all)
        try self.init(database: pool, use: nil)
    }

    /// Opens a file of processes that exists for reading; other programs may write to it meanwhile.
    public convenience init(readingOnly path: String, busyTimeout: Duration = .seconds(5)) throws(EventStoreError) {
        let pool = try SQLiteFile.openReadOnly(path: path, busyTimeout: busyTimeout, tables: [])
        try self.init(database: pool, use: nil)
    }

    private init(database: any DatabaseWriter, use: WriterUse?) throws(EventStoreError) {
        access = try TableAccess(database, use: use, tables: ProcessTables.all)
    }

    /// Closes a file of its own. Processes beside events are closed with their store.
    public func close() throws(EventStoreError) {
        do {
            try access.database.close()
        } catch {
            throw EventStoreError(sqlite: error, path: access.path)
        }
    }

    /// Runs a write transaction. Where another process holds the file for longer than the busy timeout, it is tried twice
    /// more.
    public func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do {
            return try await access.write { [path = access.path] db in
                try body(SQLiteProcessTransaction(db, path: path))
            }
        } catch {
            throw ProcessError(sqlite: error, path: access.path)
        }
    }

    /// Runs a read transaction.
    public func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do {
            return try await access.read { [path = access.path] db in
                try body(SQLiteProcessTransaction(db, path: path))
            }
        } catch {
            throw ProcessError(sqlite: error, path: access.path)
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
