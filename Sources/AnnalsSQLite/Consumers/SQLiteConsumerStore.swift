public import Annals
public import GRDB

/// Claims and positions of consumer groups in an SQLite file: beside the events, in a file of their own, or in a program's own
/// database. Processes that work on the same file share its groups.
public final class SQLiteConsumerStore: ConsumerStore {
    /// The database, for work that is to be committed together with a position.
    public let database: any DatabaseWriter
    private let access: TableAccess
    private let now: @Sendable () -> Timestamp

    /// Keeps them in the file of an event store. Closing the store closes them.
    ///
    /// - Parameter now: The time by which claims end.
    public convenience init(
        beside store: SQLiteEventStore, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) throws(EventStoreError) {
        try self.init(database: store.pool, use: store.writer.others, now: now)
    }

    /// Keeps them in a file of their own, which is created where there is none.
    ///
    /// - Parameter now: The time by which claims end.
    public convenience init(
        path: String, durability: Durability = .full, busyTimeout: Duration = .seconds(5),
        now: @escaping @Sendable () -> Timestamp = { .now() }
    ) throws(EventStoreError) {
        let pool = try SQLiteFile.open(
            path: path, durability: durability, busyTimeout: busyTimeout, tables: ConsumerTables.all)
        try self.init(database: pool, now: now)
    }

    /// Keeps them in a database of the program, with its own settings.
    ///
    /// - Parameter now: The time by which claims end.
    public convenience init(
        database: any DatabaseWriter, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) throws(EventStoreError) {
        try self.init(database: database, use: nil, now: now)
    }

    private init(
        database: any DatabaseWriter, use: WriterUse?, now: @escaping @Sendable () -> Timestamp
    ) throws(EventStoreError) {
        self.database = database
        self.now = now
        access = try TableAccess(database, use: use, tables: ConsumerTables.all)
    }

    /// Says that a member is there.
    public func join(
        _ group: String, partitions: Int, as member: String, lease: Duration
    ) async throws(ConsumerError) -> ConsumerGroupState {
        try await write { [now] db in
            let stored = try ConsumerTables.record(db, group)
            var record = try stored ?? ConsumerGroupRecord(group, partitions: partitions)
            let time = now()
            let state = try record.join(
                as: member, partitions: partitions, now: time, end: time.advanced(byLease: lease))
            try ConsumerTables.save(db, record, over: stored)
            return state
        }
    }

    /// Claims a partition.
    public func claim(
        _ partition: Int, of group: String, as member: String, lease: Duration
    ) async throws(ConsumerError) -> PartitionClaim? {
        try await write { [now] db in
            let time = now()
            guard var stored = try ConsumerTables.partition(db, partition, of: group),
                stored.claim(as: member, now: time, end: time.advanced(byLease: lease)),
                let share = StreamPartition(partition, of: try ConsumerTables.count(db, of: group))
            else { return nil }
            try ConsumerTables.save(db, stored, partition, of: group)
            return stored.claim(on: share, of: group)
        }
    }

    /// Moves a position.
    public func commit(_ position: Int, under claim: PartitionClaim) async throws(ConsumerError) {
        try await write { db in try Self.commit(position, under: claim, in: db) }
    }

    /// Moves a position within a transaction of this store's `database`, together with what the events brought about: either
    /// both are committed or none. Let what this throws end the transaction.
    ///
    /// ```swift
    /// try await consumers.database.write { db in
    ///     try Summary(of: batch.events).save(db)
    ///     try SQLiteConsumerStore.commit(batch.position, under: batch.claim, in: db)
    /// }
    /// ```
    ///
    /// Throws `ConsumerError`, or what GRDB says.
    public static func commit(_ position: Int, under claim: PartitionClaim, in db: Database) throws {
        let (group, number) = (claim.group, claim.partition.number)
        guard var stored = try ConsumerTables.partition(db, number, of: group),
            try ConsumerTables.count(db, of: group) == claim.partition.count
        else { throw ConsumerError.fenced(claim) }
        try stored.commit(position, under: claim)
        try ConsumerTables.save(db, stored, number, of: group)
    }

    /// Gives a claim up.
    public func release(_ claim: PartitionClaim) async throws(ConsumerError) {
        try await write { db in
            guard var stored = try ConsumerTables.partition(db, claim.partition.number, of: claim.group),
                try ConsumerTables.count(db, of: claim.group) == claim.partition.count
            else { return }
            stored.release(claim)
            try ConsumerTables.save(db, stored, claim.partition.number, of: claim.group)
        }
    }

    /// Gives up everything that a member has.
    public func leave(_ group: String, as member: String) async throws(ConsumerError) {
        try await write { db in
            guard let stored = try ConsumerTables.record(db, group) else { return }
            var record = stored
            record.leave(as: member)
            try ConsumerTables.save(db, record, over: stored)
        }
    }

    /// The state of a group.
    public func state(of group: String) async throws(ConsumerError) -> ConsumerGroupState? {
        do {
            return try await access.read { [now] db in try ConsumerTables.record(db, group)?.state(at: now()) }
        } catch {
            throw located(error)
        }
    }

    /// Begins a group anew.
    public func reset(_ group: String, partitions: Int, to position: Int) async throws(ConsumerError) {
        try await write { db in
            let stored = try ConsumerTables.record(db, group)
            let record = try ConsumerGroupRecord(group, partitions: partitions, position: position, after: stored)
            try ConsumerTables.save(db, record, over: stored)
        }
    }

    private func write<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(ConsumerError) -> T {
        do {
            return try await access.write(body)
        } catch {
            throw located(error)
        }
    }

    private func located(_ error: any Error) -> ConsumerError {
        error as? ConsumerError ?? ConsumerError(EventStoreError(sqlite: error, path: access.path))
    }
}
