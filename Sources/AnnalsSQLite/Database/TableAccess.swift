internal import Annals
internal import GRDB

/// Transactions on tables of Annals in a database that events, the program or other processes may write to as well.
struct TableAccess: Sendable {
    let database: any DatabaseWriter
    let path: String
    /// Beside events: appends must know of other writers. Nil elsewhere.
    private let use: WriterUse?

    /// Creates the tables where they are missing, unless the database is only read.
    init(_ database: any DatabaseWriter, use: WriterUse?, tables: [OwnTable]) throws(EventStoreError) {
        self.database = database
        self.use = use
        path = database.path
        do {
            let exists = try database.read { db in try tables.exist(in: db) }
            if !exists, !database.configuration.readonly {
                try BusyRetry.run(path: path) {
                    try database.write { db in for table in tables { try db.execute(sql: table.sql) } }
                }
            }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// Runs a write transaction. Where another process holds the file, it is tried again as `BusyRetry` says; `body` has not
    /// begun then.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        use?.enter()
        defer { use?.leave() }
        return try await BusyRetry.run(path: path) { try await database.write(body) }
    }

    /// Runs a read transaction.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await database.read(body)
    }
}
