internal import Annals
internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// What a path says about a file before SQLite has opened it, which SQLite would overlook.
enum FilePlace {
    /// The smallest page that SQLite has: a file is empty or at least as long.
    private static let smallestPage = 512

    /// Refuses a path that names no file to keep things in, and one that may only be read where it is to be written.
    static func check(_ path: String, writing: Bool) throws(EventStoreError) {
        // SQLite gives these a temporary database, and a C string ends at its first U+0000.
        guard !path.isEmpty, path != ":memory:", !path.utf8.contains(0) else {
            throw EventStoreError(
                .cannotOpen, "'\(path)' names no file. Give a path, or use a store in memory: InMemoryEventStore")
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path)) else { return }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw EventStoreError(.cannotOpen, "\(path) is no file, but a directory, a device or the like")
        }
        try checkLength(attributes[.size] as? Int ?? 0, path)
        // SQLite would make a log that may only be read, like the file, and leave it there.
        guard !writing || FileManager.default.isWritableFile(atPath: path) else {
            throw EventStoreError(
                .readOnly,
                "\(path): this program may not write to the file. Change its permissions, or open it for reading")
        }
    }

    /// SQLite takes a file of a few bytes for an empty one, and fills a page that was cut with zeros.
    private static func checkLength(_ size: Int, _ path: String) throws(EventStoreError) {
        guard size > 0 else { return }
        guard size >= smallestPage else {
            throw EventStoreError(
                .notADatabase,
                "\(path): the file is too short for an SQLite database (its length in bytes is \(size)). Is it the right one?"
            )
        }
        // What a crash has left is in the log or journal beside it.
        guard isEmpty(path + "-wal"), isEmpty(path + "-journal"), let page = pageSize(path), size % page != 0 else {
            return
        }
        throw EventStoreError(
            .corrupt,
            "\(path): the file was cut within a page (\(size) bytes; a page has \(page)). Keep a copy, restore a backup, or "
                + "save what is readable with \"sqlite3 FILE .recover\"")
    }

    private static func isEmpty(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0 == 0
    }

    /// The size that the header of a database says; nil for other files.
    private static func pageSize(_ path: String) -> Int? {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 18),
            header.count == 18, header.starts(with: "SQLite format 3\0".utf8)
        else { return nil }
        let size = Int(header[16]) << 8 | Int(header[17])
        return size == 1 ? 65536 : size >= smallestPage ? size : nil
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Whether the file of an open database is the one at a path. Databases in memory are all alike.
    static func isFile(of db: Database, at path: String) -> Bool {
        let name = sqlite3_db_filename(db.sqliteConnection, "main").map { String(cString: $0) } ?? ""
        if name.isEmpty { return path.isEmpty || path == ":memory:" || path.hasPrefix("file:") }
        return name == path || resolved(name) == resolved(path)
    }

    /// Throws when the file of an open database has lost its name: what is written to it would be gone with the program.
    static func requireName(_ db: Database) throws {
        var hasMoved: CInt = 0
        sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        if hasMoved != 0 { throw DatabaseError(resultCode: .SQLITE_READONLY_DBMOVED) }
    }
}
