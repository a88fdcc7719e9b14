internal import Annals
internal import GRDB

/// The table of checkpoints, and what is done with it within a transaction.
enum ProjectionTable {
    static let definition = OwnTable(
        "annals_projections",
        columns: """
            name TEXT PRIMARY KEY NOT NULL,
            table_name TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            position INTEGER NOT NULL,
            missed_updates INTEGER NOT NULL
            """,
        options: "STRICT, WITHOUT ROWID")

    /// The checkpoint; nil for a projection that never ran. Throws `needsRebuild`.
    static func checkpoint<P: Projection>(_ db: Database, of projection: P.Type) throws -> ProjectionCheckpoint? {
        let statement = try db.cachedStatement(
            sql: "SELECT fingerprint, position, missed_updates FROM annals_projections WHERE name = ?")
        guard let row = try Row.fetchOne(statement, arguments: [P.name]) else { return nil }
        let fingerprint: String = try row.decode(atIndex: 0)
        guard fingerprint == P.fingerprint else {
            throw ProjectionError(.needsRebuild(stored: fingerprint, current: P.fingerprint))
        }
        return ProjectionCheckpoint(
            position: try row.decode(atIndex: 1), missedUpdates: try row.decode(atIndex: 2))
    }

    /// Creates the table of a projection that never ran, with a checkpoint at 0.
    static func create<P: Projection>(_ db: Database, _ projection: P.Type) throws {
        let table = P.Row.table
        guard try !db.tableExists(table.name) else {
            throw EventStoreError(
                .tableExists,
                "the database has a table \"\(table.name)\" that this projection did not make. Give the projection "
                    + "another \"table:\", or remove that table")
        }
        for statement in TableStatements(table).create { try db.execute(sql: statement) }
        try db.execute(
            sql: "INSERT INTO annals_projections VALUES (?, ?, ?, 0, 0)",
            arguments: [P.name, table.name, P.fingerprint])
    }

    /// Removes the table that the projection has made, under whatever name it had, and its checkpoint.
    static func remove<P: Projection>(_ db: Database, _ projection: P.Type) throws {
        let table = try String.fetchOne(
            db, sql: "SELECT table_name FROM annals_projections WHERE name = ?", arguments: [P.name])
        guard let table else { return }
        try db.execute(sql: TableStatements.drop(table))
        try db.execute(sql: "DELETE FROM annals_projections WHERE name = ?", arguments: [P.name])
    }

    /// Moves the checkpoint. It must still be where it was read.
    static func move<P: Projection>(
        _ db: Database, _ projection: P.Type, from old: ProjectionCheckpoint, to new: ProjectionCheckpoint
    ) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE annals_projections SET position = ?, missed_updates = ? WHERE name = ? AND position = ?")
        try statement.execute(arguments: [new.position, new.missedUpdates, P.name, old.position])
        guard db.changesCount == 1 else {
            throw EventStoreError(.corrupt, "the checkpoint of projection \(P.name) moved within its own transaction")
        }
    }
}
