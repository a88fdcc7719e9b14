internal import Annals
internal import Foundation
internal import GRDB

/// Opens files of Annals and refuses others before anything in them is touched.
enum SQLiteFile {
    /// "Annl", in the header of the file.
    static let applicationID: Int32 = 0x416E_6E6C
    /// The newest layout of Annals' own tables that this code knows; `user_version` in the header.
    static let schemaVersion = 2
    /// The writer keeps this much of the file in memory, in KiB. The heads of 100,000 streams take a fifteenth of it.
    private static let writerCache = 16_384
    /// How many connections may read at once: engines use up to five, which leaves some for the program.
    private static let readers = 10
    /// With so many pages the log is brought into the file; SQLite's own default.
    static let checkpointPages: CInt = 4000

    /// Opens or creates a file in WAL mode, with `BEGIN IMMEDIATE` for writes (GRDB's default).
    static func open(
        path: String, durability: Durability, busyTimeout: Duration, tables: [OwnTable]
    ) throws(EventStoreError) -> DatabasePool {
        try FilePlace.check(path, writing: true)
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        do {
            let connection = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? connection.close() }
            _ = try connection.read { db in try check(db, path) }
            try connection.close()
            let pool = try DatabasePool(path: path, configuration: configuration)
            // Not in the configuration, because GRDB itself chooses NORMAL when it turns WAL on.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
                try db.execute(sql: "PRAGMA cache_size = -\(writerCache)")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
                try requireLog(db, path)
            }
            try prepare(pool, path, tables)
            return pool
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// Opens a file that exists, and writes nothing to it.
    static func openReadOnly(
        path: String, busyTimeout: Duration, tables: [OwnTable]
    ) throws(EventStoreError) -> DatabasePool {
        try FilePlace.check(path, writing: false)
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.readonly = true
        guard FileManager.default.fileExists(atPath: path) else {
            throw EventStoreError(
                .cannotOpen, "there is no file '\(path)', or this program may not look into its directory")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.read { db in
                let layout = try check(db, path)
                if try isPrepared(db, path, tables) { return }
                guard layout == schemaVersion || layout == 0 else {
                    throw EventStoreError(
                        .olderSchema,
                        "\(path) was written by an older Annals (layout \(layout); this program reads \(schemaVersion)). "
                            + "Open it once for writing, which brings it to the new layout")
                }
                throw EventStoreError(
                    .foreignDatabase, "\(path) has no table of events in it. Is it the right file?")
            }
            return pool
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// A failure to turn WAL on comes when its statement ends, after the answer that GRDB looks at. Without a log, a commit
    /// may be undone by a power failure, whatever it waited for.
    private static func requireLog(_ db: Database, _ path: String) throws {
        // SQLite finds its mode out when it reads.
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
        guard mode == "wal" else {
            throw EventStoreError(
                .io,
                "\(path): the write-ahead log could not be turned on (journal mode \(mode ?? "unknown")). Look at the disk, "
                    + "and whether its file system has locks and shared memory, then open the file again")
        }
    }

    private static func prepare(_ pool: DatabasePool, _ path: String, _ tables: [OwnTable]) throws {
        // A look first: opening a file that is in use must not wait for its writer.
        if try pool.read({ db in try isPrepared(db, path, tables) }) { return }
        try pool.write { db in
            let layout = try check(db, path)
            for migration in Migration.all where layout > 0 && layout < migration.layout {
                if try db.tableExists(migration.table) { try db.execute(sql: migration.sql) }
            }
            for table in tables { try db.execute(sql: table.sql) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
        }
    }

    private static func isPrepared(_ db: Database, _ path: String, _ tables: [OwnTable]) throws -> Bool {
        guard try check(db, path) == schemaVersion else { return false }
        return try tables.exist(in: db)
    }

    /// The layout of the file; 0 for a new one. Throws where it is not ours to read.
    @discardableResult
    private static func check(_ db: Database, _ path: String) throws -> Int {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        if id == 0, version == 0, isEmpty { return 0 }
        guard id == applicationID else {
            throw EventStoreError(
                .foreignDatabase,
                "\(path) is an SQLite database of another program (application_id \(id)); it was left as it is. Give "
                    + "Annals a file of its own")
        }
        guard version <= schemaVersion else {
            throw EventStoreError(
                .newerSchema,
                "\(path) was written by a newer Annals (layout \(version); this program knows \(schemaVersion)). "
                    + "Update this program")
        }
        return version
    }
}
