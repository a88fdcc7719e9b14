internal import Annals
internal import GRDB

/// What is done with read models within one access to a database.
struct SQLiteTransaction: ReadModelTransaction {
    let db: Database
    let path: String
    /// Whether the tables of projections may not be there: files that are only read can be of a time before them.
    let mayLackTables: Bool

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
        mayLackTables = db.configuration.readonly
    }

    func record(of projection: String) throws(ProjectionError) -> ProjectionRecord? {
        try run { try hasTables() ? ProjectionTable.record(db, of: projection) : nil }
    }

    func records() throws(ProjectionError) -> [ProjectionRecord] {
        try run { try hasTables() ? ProjectionTable.records(db) : [] }
    }

    func save(_ record: ProjectionRecord) throws(ProjectionError) {
        try run { try ProjectionTable.save(db, record) }
    }

    func move(_ record: ProjectionRecord) throws(ProjectionError) {
        try run { try ProjectionTable.move(db, record) }
    }

    func createTables<Row: ReadModel>(for row: Row.Type, suffix: String) throws(ProjectionError) -> [String] {
        try run {
            let statements = TableStatements(Row.table, suffix: suffix)
            for name in statements.names where try db.tableExists(name) { throw EventStoreError.tableExists(name) }
            for statement in statements.createTables { try db.execute(sql: statement) }
            return statements.names
        }
    }

    func createIndexes<Row: ReadModel>(for row: Row.Type, suffix: String) throws(ProjectionError) {
        try run {
            let statements = TableStatements(Row.table, suffix: suffix)
            let places = statements.names.map { _ in "?" }.joined(separator: ", ")
            let hasIndexes = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM sqlite_schema
                        WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN (\(places)))
                    """, arguments: StatementArguments(statements.names))
            if hasIndexes == true { return }
            for statement in statements.createIndexes { try db.execute(sql: statement) }
        }
    }

    func hasTable(_ name: String) throws(ProjectionError) -> Bool {
        try run { try db.tableExists(name) }
    }

    func dropTables(_ names: [String]) throws(ProjectionError) {
        RowCaches.willReplace(names, db, path: path)
        try run { try withoutWiping { for name in names { try db.execute(sql: TableStatements.drop(name)) } } }
    }

    /// Runs `body` with pages that become free left as they are, where SQLite was built to wipe them: it would write each
    /// page of the tables once more, while nobody else can write.
    private func withoutWiping(_ body: () throws -> Void) throws {
        let wiping = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 0
        try db.execute(sql: "PRAGMA secure_delete = FAST")
        defer { try? db.execute(sql: "PRAGMA secure_delete = \(wiping == 2 ? "FAST" : "\(wiping)")") }
        try body()
    }

    func renameTables<Row: ReadModel>(of row: Row.Type, suffix: String) throws(ProjectionError) -> [String] {
        RowCaches.willReplace([Row.table.name], db, path: path)
        return try run {
            let names = ReadModelStatements.of(Row.self).names
            for (old, new) in zip(TableStatements(Row.table, suffix: suffix).names, names) {
                try db.execute(sql: TableStatements.rename(old, to: new))
                try db.notifyChanges(in: Table(new))
            }
            return names
        }
    }

    func rows<Row: ReadModel>(of row: Row.Type, suffix: String) throws(ProjectionError) -> any StoredRows {
        try run {
            SQLiteRows(
                table: try RowTable(db, of: Row.self, suffix: suffix), of: Row.self, transaction: self, suffix: suffix)
        }
    }

    func letters(of projection: String?, _ filter: DeadLetterFilter) throws(ProjectionError) -> [DeadLetter] {
        try run { try hasTables() ? DeadLetterTable.letters(db, of: projection, filter) : [] }
    }

    func parked(of projection: String, inRebuild: Bool) throws(ProjectionError) -> [ParkedEvent] {
        try run { try DeadLetterTable.parked(db, of: projection, inRebuild: inRebuild) }
    }

    func save(_ letter: DeadLetter) throws(ProjectionError) {
        try run { try DeadLetterTable.save(db, letter) }
    }

    func removeLetters(of projection: String, inRebuild: Bool) throws(ProjectionError) {
        try run { try DeadLetterTable.remove(db, of: projection, inRebuild: inRebuild) }
    }

    func remove(_ letter: DeadLetter) throws(ProjectionError) {
        try run { try DeadLetterTable.remove(db, letter) }
    }

    func attempt(_ body: () throws(ProjectionError) -> Void) throws(ProjectionError) {
        try run {
            try db.inSavepoint {
                try body()
                return .commit
            }
        }
    }

    private func hasTables() throws -> Bool {
        guard mayLackTables else { return true }
        return try ProjectionTable.all.exist(in: db)
    }

    private func run<T>(_ body: () throws -> T) throws(ProjectionError) -> T {
        do {
            return try body()
        } catch {
            throw ProjectionError(sqlite: error, path: path)
        }
    }
}

/// The rows of one table.
private final class SQLiteRows: StoredRows {
    private let table: RowTable
    private let row: any ReadModel.Type
    private let transaction: SQLiteTransaction
    private let suffix: String
    /// Whether rows can be found by columns. Tables that are made anew have no indexes before someone looks for rows.
    private var isIndexed: Bool

    init(table: RowTable, of row: any ReadModel.Type, transaction: SQLiteTransaction, suffix: String) {
        self.table = table
        self.row = row
        self.transaction = transaction
        self.suffix = suffix
        isIndexed = suffix.isEmpty
    }

    func values(_ key: PackedColumns) throws(ProjectionError) -> PackedColumns? { try table.values(key) }

    func values(where columns: [String], equal wanted: [ColumnValue]) throws(ProjectionError) -> [PackedColumns] {
        if !isIndexed { try transaction.createIndexes(for: row, suffix: suffix) }
        isIndexed = true
        return try table.values(where: columns, equal: wanted)
    }

    func write(_ changes: [RowChange]) throws(ProjectionError) {
        if suffix.isEmpty { RowCaches.willWrite(changes, to: row.table, transaction.db, path: transaction.path) }
        do {
            try table.write(changes)
        } catch let error as DatabaseError where Self.isOfTheRow(error) {
            throw ProjectionError(
                InvalidRow(table: row.table.name, problem: error.message ?? "a constraint failed"), step: "save")
        } catch {
            throw ProjectionError(sqlite: error, path: transaction.path)
        }
    }

    /// Whether the row contradicts the table or another row. What a trigger says is not the row's fault.
    private static func isOfTheRow(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CONSTRAINT && error.extendedResultCode != .SQLITE_CONSTRAINT_TRIGGER
    }
}

extension ProjectionError {
    /// What an error that came out of a transaction means.
    init(sqlite error: any Error, path: String) {
        switch error {
        case let error as ProjectionError: self = error
        case let error as InvalidRow: self.init(error)
        default: self.init(EventStoreError(sqlite: error, path: path))
        }
    }
}
