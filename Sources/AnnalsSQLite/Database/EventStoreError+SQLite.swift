internal import Annals
internal import GRDB

extension EventStoreError {
    /// What an error that came out of GRDB means for the user of the store. Nothing was written.
    init(sqlite error: any Error, path: String) {
        switch error {
        case let error as EventStoreError: self = error
        case is CancellationError: self = .cancelled
        case let error as DatabaseError: self.init(error, path: path)
        case is RowDecodingError:
            self.init(.corrupt, "\(path): a stored value is not what was written there; the file is damaged (\(error))")
        default: self.init(.io, "\(path): \(error)", underlying: error)
        }
    }

    /// A lock that was not had, and what was done to get it.
    init(busy error: DatabaseError, path: String, after waiting: String) {
        let (code, advice) = Self.meanings[ResultCode.SQLITE_BUSY.rawValue] ?? (.busy, "")
        self.init(
            code, "\(path): \(advice) (SQLite error \(error.extendedResultCode.rawValue), \(waiting))",
            underlying: error)
    }

    private init(_ error: DatabaseError, path: String) {
        if error.resultCode == .SQLITE_MISUSE {  // GRDB's answer when the connection is closed
            self = .closed
            return
        }
        // Aborted is also what follows a failure that SQLite has rolled the transaction back for.
        if error.resultCode == .SQLITE_INTERRUPT || (error.resultCode == .SQLITE_ABORT && Task.isCancelled) {
            self = .cancelled
            return
        }
        if error.message == "no such module: fts5" {
            self.init(
                .unsupported,
                "\(path): this SQLite was built without FTS5, which 'search:' of a projection needs. Link one that has it "
                    + "(SQLITE_ENABLE_FTS5), or remove 'search:'", underlying: error)
            return
        }
        let (code, advice) =
            Self.meanings[error.extendedResultCode.rawValue] ?? Self.meanings[error.resultCode.rawValue] ?? (.io, "")
        // The SQL and the message say enough; arguments, which may be personal, are left out.
        let detail = "SQLite error \(error.extendedResultCode.rawValue), \(error.message ?? "without a message")"
        self.init(code, "\(path): \(advice.isEmpty ? "" : advice + " ")(\(detail))", underlying: error)
    }

    /// Result codes of SQLite, what they are here, and what to do; primary ones stand for those that are not listed.
    private static let meanings: [CInt: (Code, String)] = [
        ResultCode.SQLITE_BUSY.rawValue: (
            .busy,
            "another process or connection is writing to the file and did not finish within the busy timeout. Try "
                + "again, or find who holds the lock."
        ),
        ResultCode.SQLITE_LOCKED.rawValue: (
            .busy, "another statement holds a lock on a table. Try again when it is done."
        ),
        ResultCode.SQLITE_CORRUPT.rawValue: (
            .corrupt,
            "the file is damaged. Keep a copy, restore a backup, or save what is readable with \"sqlite3 FILE .recover\"."
        ),
        ResultCode.SQLITE_CONSTRAINT.rawValue: (
            .corrupt, "the file contradicts itself. Restore a backup, or look for a program that writes to it directly."
        ),
        ResultCode.SQLITE_NOTADB.rawValue: (
            .notADatabase, "the file is no SQLite database. Is it the right one?"
        ),
        ResultCode.SQLITE_READONLY.rawValue: (
            .readOnly, "the file or its directory cannot be written. Change its permissions or use another place."
        ),
        ResultCode.SQLITE_READONLY_DBMOVED.rawValue: (
            .readOnly,
            "the file was moved or deleted since it was opened. Close the store, see what happened to the file, and open "
                + "it again."
        ),
        ResultCode.SQLITE_READONLY_DIRECTORY.rawValue: (
            .readOnly,
            "SQLite keeps two files beside this one while it is open, also for reading, and may not write in the directory. "
                + "Allow it, or copy the file to another place."
        ),
        ResultCode.SQLITE_PERM.rawValue: (.readOnly, "access was denied. Change the file's permissions."),
        ResultCode.SQLITE_AUTH.rawValue: (.readOnly, "access was denied."),
        ResultCode.SQLITE_FULL.rawValue: (.full, "there is no space left. Make room and try again."),
        ResultCode.SQLITE_CANTOPEN.rawValue: (
            .cannotOpen,
            "the file cannot be opened. Does its directory exist, and may this program read and write there?"
        ),
        ResultCode.SQLITE_TOOBIG.rawValue: (.invalidPayload, "an event is larger than SQLite can store."),
        ResultCode.SQLITE_IOERR.rawValue: (.io, "reading or writing failed; look at the disk."),
        ResultCode.SQLITE_ABORT.rawValue: (.io, "the transaction was undone after a failure; look at the disk."),
        ResultCode.SQLITE_NOMEM.rawValue: (.io, "there is not enough memory."),
    ]
}
