public import Annals
internal import GRDB

/// An event store in an SQLite file.
///
/// One writer at a time, also across processes; readers never wait for it. Positions have no gaps. The file is in WAL
/// mode: beside it lie `-wal` and `-shm` while it is open.
public final class SQLiteEventStore: EventStore {
    /// The file.
    public let path: String
    let pool: DatabasePool
    let writer: GroupCommit
    private let names = StreamNames()
    private let signal = AppendSignal()

    /// Opens the file, or creates it.
    ///
    /// With `Durability.normal` a small append that finds nobody writing is written on its caller's thread; it waits there
    /// for no disk and no other process. All others are written on a queue of the store. The log beside the file is brought
    /// into it when it has 1,000 pages of 4 KiB; the writer keeps 16 MiB of the file in memory.
    ///
    /// A writer waits at most `busyTimeout` for another one, tries twice more, then throws `busy`. Throws `notADatabase`,
    /// `foreignDatabase`, `newerSchema`, `corrupt`, `readOnly` or `cannotOpen` and leaves such a file as it was.
    ///
    /// - Parameters:
    ///   - isChained: Whether the file gets a hash chain, with all events that it has: `audit` then finds every event that
    ///     was changed, removed or inserted by other means than this store. Once a file has one, it is kept up by whoever
    ///     appends, whether he asks for it or not.
    ///   - now: The time that events get which do not say one.
    public init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5), isChained: Bool = false,
        now: @escaping @Sendable () -> Timestamp = { .now() }
    ) throws(EventStoreError) {
        self.path = path
        pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: EventTables.all)
        do {
            if isChained, try !pool.read({ db in try ChainTable.exists(db) }) {
                try pool.write { db in try ChainTable.begin(db) }
            }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
        writer = GroupCommit(pool, writesAtOnce: durability == .normal, now: now)
    }

    /// Opens a file that exists for reading. Appends throw `readOnly`; other programs may write to it meanwhile.
    ///
    /// Throws `notADatabase`, `foreignDatabase`, `newerSchema`, `corrupt` or `cannotOpen`.
    public init(readingOnly path: String, busyTimeout: Duration = .seconds(5)) throws(EventStoreError) {
        self.path = path
        pool = try SQLiteFile.openReadOnly(path: path, busyTimeout: busyTimeout, tables: EventTables.least)
        writer = GroupCommit(pool)
    }

    /// Appends in one transaction, which concurrent calls may share: each still fails or succeeds for itself.
    public func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        do {
            let results = try await writer.append(appends)
            signal.give()
            return results
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    /// Reads a page of a stream.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await read { [names] db in
            try EventReader(db: db, names: names).stream(stream, versions, direction, limit)
        }
    }

    /// Reads a page of everything.
    public func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await read { [names] db in
            try EventReader(db: db, names: names).all(after: position, filter, limit: limit)
        }
    }

    /// The event with an id.
    public func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? {
        try await read { [names] db in try EventReader(db: db, names: names).event(id) }
    }

    /// Removes the events of a stream before a version, and the dead letters that hold them, as far as they are in this file.
    public func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        try await write { [path, now = writer.connection.now] db in
            let count = try EventRemoval.truncate(db, stream, before: version)
            try SnapshotTable.removeUnused(db, of: stream, before: version)
            try LettersOfRemovedEvents.remove(db, path: path, of: stream, before: version, now: now())
            return count
        }
    }

    /// Puts events back in one transaction.
    public func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int {
        try await write { db in try EventRestorer(db).restore(records) }
    }

    /// What was noted about a stream.
    public func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        let text: String? = try await read { db in
            // A file that was opened for reading may be of a time before there were notes.
            guard try db.tableExists(EventTables.metadata.name) else { return nil }
            let statement = try db.cachedStatement(sql: "SELECT metadata FROM annals_stream_metadata WHERE name = ?")
            return try String.fetchOne(statement, arguments: [stream.description])
        }
        guard let text else { return nil }
        guard case .object(let members)? = try? JSONValue(parsing: text) else {
            throw EventStoreError(.corrupt, "\(path): what was noted about the stream \(stream) is no JSON object")
        }
        return members
    }

    /// Notes something about a stream.
    public func setMetadata(
        _ metadata: OrderedMap<JSONValue>?, of stream: StreamName
    ) async throws(EventStoreError) {
        try await write { db in
            if let metadata {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO annals_stream_metadata (name, metadata) VALUES (?, ?)",
                    arguments: [stream.description, JSONValue.object(metadata).text])
            } else {
                try db.execute(
                    sql: "DELETE FROM annals_stream_metadata WHERE name = ?", arguments: [stream.description])
            }
        }
    }

    /// The version of the stream's last event.
    public func version(of stream: StreamName) async throws(EventStoreError) -> Int {
        try await read { db in
            try StreamHead.find(stream, StreamHead.finding(db))?.version ?? 0
        }
    }

    /// The position of the last event.
    public func lastPosition() async throws(EventStoreError) -> Int {
        try await read { db in try EventReader.lastPosition(db) }
    }

    /// Returns when the store has an event after a position: at once for events of this store, and within the time
    /// between two looks at the file, 20 milliseconds, for those of other processes.
    public func waitForEvents(after position: Int) async throws(EventStoreError) {
        while true {
            let count = signal.count
            guard try await lastPosition() <= position else { return }
            guard !Task.isCancelled else { throw .cancelled }
            await withTaskGroup(of: Void.self) { [signal] group in
                group.addTask { await signal.wait(after: count) }
                group.addTask { try? await Task.sleep(for: .milliseconds(20)) }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Closes the file. Calls that are running finish first. Unless another process has it open, everything is in the
    /// file itself afterwards, so that it can be copied.
    public func close() throws(EventStoreError) {
        do {
            // The writer must close last: only a connection that may write brings the log into the file.
            pool.invalidateReadOnlyConnections()
            writer.connection.close()
            try pool.close()
            signal.give()
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(EventStoreError) -> T {
        writer.others.enter()
        defer { writer.others.leave() }
        do {
            return try await BusyRetry.run(path: path) {
                try await pool.write { db in
                    try FilePlace.requireName(db)
                    return try body(db)
                }
            }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }

    func read<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(EventStoreError) -> T {
        do {
            return try await pool.read(body)
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }
}
