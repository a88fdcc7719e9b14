internal import Annals
internal import GRDB
internal import GRDBSQLite

/// The transactions in which events are appended, on the connection of a pool that writes.
///
/// Every member waits its turn on that connection, so one that is called before another is also done before it.
final class EventConnection: Sendable {
    /// What changes rows before each commit.
    let inline: InlineRows

    private let pool: DatabasePool
    private let busyTimeout: CInt
    /// The time that events get which do not say one.
    let now: @Sendable () -> Timestamp
    /// Safe, because it is used within accesses to the pool's writer only, which come one after the other.
    nonisolated(unsafe) private var writer: EventWriter?

    init(_ pool: DatabasePool, now: @escaping @Sendable () -> Timestamp) {
        self.pool = pool
        self.now = now
        inline = InlineRows(path: pool.path)
        if case .timeout(let seconds) = pool.configuration.busyMode {
            busyTimeout = CInt(seconds * 1000)
        } else {
            busyTimeout = 0
        }
    }

    /// A transaction whose statements the connection keeps, other than those of GRDB. Waits for other processes, again and
    /// again as `BusyRetry` says.
    func transaction<T>(_ body: (EventWriter) throws -> T) throws -> T {
        try BusyRetry.run(path: pool.path) {
            try pool.writeWithoutTransaction { db in
                try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
                return try commit(db, body)
            }
        }
    }

    /// A short transaction that waits for nobody: nil where another process or connection is writing. It leaves the log
    /// as long as it is, so that it waits for no disk either unless every commit does.
    func transactionAtOnce<T>(_ body: (EventWriter) throws -> T) throws -> T? {
        try pool.writeWithoutTransaction { db in
            // A closed one is said on the queue.
            guard let connection = db.sqliteConnection else { return nil }
            sqlite3_busy_timeout(connection, 0)
            sqlite3_wal_autocheckpoint(connection, 0)
            defer {
                sqlite3_busy_timeout(connection, busyTimeout)
                sqlite3_wal_autocheckpoint(connection, SQLiteFile.checkpointPages)
            }
            do {
                try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            } catch let error as DatabaseError where BusyRetry.isBusy(error) {
                return nil
            }
            return try commit(db, body)
        }
    }

    /// Lets go of the connection, which cannot be closed before.
    func close() {
        pool.writeWithoutTransaction { _ in writer = nil }
    }

    /// Does the work of a transaction that has begun, and ends it.
    private func commit<T>(_ db: Database, _ body: (EventWriter) throws -> T) throws -> T {
        do {
            try FilePlace.requireName(db)
            let writer = try writer ?? EventWriter(db)
            self.writer = writer
            try writer.begin(now: now())
            let result = try body(writer)
            try writer.finish()
            try inline.apply(db)
            try db.cachedStatement(sql: "COMMIT").execute()
            writer.committed()
            return result
        } catch {
            // SQLite may have done so by itself; the first error is the one that tells.
            if db.isInsideTransaction { try? db.rollback() }
            writer?.forget()
            throw error
        }
    }
}
