public import Annals
public import GRDB

/// Read models in an SQLite file: beside the events, in a file of their own, or in a program's own database.
public final class SQLiteReadModels: ReadModelStore {
    /// The database, for queries and for GRDB's `ValueObservation`. Write to tables of your own only.
    public let database: any DatabaseWriter
    private let path: String

    /// Keeps the read models in the file of an event store. Closing the store closes them.
    public convenience init(beside store: SQLiteEventStore) throws(EventStoreError) {
        try self.init(database: store.pool)
    }

    /// Keeps the read models in a file of their own, which is created where there is none.
    public convenience init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5)
    ) throws(EventStoreError) {
        let pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: [ProjectionTable.definition])
        try self.init(database: pool)
    }

    /// Keeps the read models in a database of the program, with its own settings.
    public init(database: any DatabaseWriter) throws(EventStoreError) {
        self.database = database
        path = database.path
        do {
            let exists = try database.read { db in try db.tableExists(ProjectionTable.definition.name) }
            if !exists { try database.write { db in try db.execute(sql: ProjectionTable.definition.sql) } }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// Queries the rows in a read transaction: `try await models.read { db in try OrderSummary.fetchAll(db) }`.
    public func read<T: Sendable>(_ query: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await database.read(query)
    }

    /// The checkpoint; creates the table of a projection that never ran.
    public func checkpoint<P: Projection>(
        of projection: P.Type
    ) async throws(ProjectionError) -> ProjectionCheckpoint {
        if let stored = try await read(projection, { db in try ProjectionTable.checkpoint(db, of: P.self) }) {
            return stored
        }
        return try await write(projection) { db in
            if let stored = try ProjectionTable.checkpoint(db, of: P.self) { return stored }
            try ProjectionTable.create(db, P.self)
            return ProjectionCheckpoint()
        }
    }

    /// Applies events and moves the checkpoint in one transaction, in which each touched row is read and written once.
    public func apply<P: Projection>(
        _ events: [RecordedEvent], with projection: P.Type, from start: Int, to end: Int
    ) async throws(ProjectionError) -> ProjectionCheckpoint {
        let (checkpoint, failure) = try await write(projection) { db -> (ProjectionCheckpoint, ProjectionError?) in
            guard let stored = try ProjectionTable.checkpoint(db, of: P.self) else {
                throw EventStoreError(.corrupt, "projection \(P.name) has no checkpoint; call checkpoint(of:) first")
            }
            guard stored.position == start else { return (stored, nil) }
            let rows = try RowTable<P.Row>(db)
            var batch = RowBatch<P.Row> { key throws(ProjectionError) in
                try rows.row(key)
            } find: { column, value throws(ProjectionError) in
                try rows.rows(where: column, equals: value)
            }
            let outcome = batch.apply(events, with: P.self, from: start, to: end)
            // SQLite may have undone what the transaction has written already.
            if let failure = outcome.failure, case .store = failure.reason { throw failure }
            for change in batch.changes { try rows.write(change) }
            let moved = ProjectionCheckpoint(
                position: outcome.position, missedUpdates: stored.missedUpdates + batch.missedUpdates)
            if moved != stored { try ProjectionTable.move(db, P.self, from: stored, to: moved) }
            return (moved, outcome.failure)
        }
        if let failure { throw failure }
        return checkpoint
    }

    /// Drops the projection's table and creates it anew.
    public func reset<P: Projection>(_ projection: P.Type) async throws(ProjectionError) {
        try await write(projection) { db in
            try ProjectionTable.remove(db, P.self)
            try ProjectionTable.create(db, P.self)
        }
    }
}

extension SQLiteReadModels {
    private func read<P: Projection, T: Sendable>(
        _ projection: P.Type, _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(ProjectionError) -> T {
        do {
            return try await database.read(body)
        } catch {
            throw located(error, projection)
        }
    }

    private func write<P: Projection, T: Sendable>(
        _ projection: P.Type, _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(ProjectionError) -> T {
        do {
            return try await database.write(body)
        } catch {
            throw located(error, projection)
        }
    }

    private func located<P: Projection>(_ error: any Error, _ projection: P.Type) -> ProjectionError {
        switch error {
        case let error as ProjectionError: error.at(P.name)
        case let error as InvalidRow: ProjectionError(error).at(P.name)
        default: ProjectionError(EventStoreError(sqlite: error, path: path)).at(P.name)
        }
    }
}
