internal import Annals
internal import GRDB
internal import Synchronization

/// The caches of this process, by the files and tables that they are about. Whoever writes to a file in this process tells
/// them, whichever connection it has.
enum RowCaches {
    private struct Place: Hashable {
        var path: String
        var table: String
    }

    private final class Member: Sendable {
        // Caches live as long as the program holds them. Weak references are read and cleared atomically.
        nonisolated(unsafe) private(set) weak var entries: RowCacheEntries?

        init(_ entries: RowCacheEntries) { self.entries = entries }
    }

    private static let members = Mutex<[Place: [Member]]>([:])

    static func add(_ entries: RowCacheEntries, path: String, table: TableSchema) {
        members.withLock { members in
            let place = Place(path: path, table: table.name)
            members[place] = (members[place] ?? []).filter { $0.entries != nil } + [Member(entries)]
        }
    }

    private static func caches(_ path: String, _ table: String) -> [RowCacheEntries] {
        members.withLock { ($0[Place(path: path, table: table)] ?? []).compactMap(\.entries) }
    }

    /// Notes that a transaction writes rows of a table.
    static func willWrite(_ changes: [RowChange], to table: TableSchema, _ db: Database, path: String) {
        let caches = caches(path, table.name)
        guard !caches.isEmpty else { return }
        // The key's values are the first of all.
        let keys = changes.map { $0.values?.first(table.primaryKey.count) ?? $0.key }
        note(keys, caches, db)
    }

    /// Notes that a transaction writes a row by its record, which only knows the connection.
    static func willWrite(_ key: PackedColumns, to table: TableSchema, _ db: Database) {
        let caches = members.withLock { $0.filter { $0.key.table == table.name } }
        note(
            [key], caches.filter { FilePlace.isFile(of: db, at: $0.key.path) }.values.joined().compactMap(\.entries), db
        )
    }

    /// Notes that a transaction puts other tables in the place of these.
    static func willReplace(_ tables: [String], _ db: Database, path: String) {
        note(nil, tables.flatMap { caches(path, $0) }, db)
    }

    private static func note(_ keys: [PackedColumns]?, _ caches: [RowCacheEntries], _ db: Database) {
        for cache in caches { cache.begin(keys) }
        guard !caches.isEmpty else { return }
        db.afterNextTransaction { _ in
            for cache in caches { cache.end(keys) }
        } onRollback: { _ in
            for cache in caches { cache.end(keys) }
        }
    }
}
