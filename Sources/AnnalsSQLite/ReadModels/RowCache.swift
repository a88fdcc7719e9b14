public import Annals
internal import GRDB

/// Rows that were read by key, so that hot ones need not be read again.
///
/// ```swift
/// let cache = RowCache<OrderSummary>(models, capacity: 10_000)
/// let order = try await cache.row(id)
/// ```
///
/// What projections commit in this process, and what records write, is never answered with an older row: keys are taken out before
/// the commit, and what was read meanwhile does not get in. What other processes commit is not seen before `timeToLive` has
/// passed: give one where there are any.
public final class RowCache<Row: SQLiteReadModel>: Sendable {
    private let models: SQLiteReadModels
    let entries: RowCacheEntries
    private let timeToLive: Duration?
    private let clock: EngineClock

    /// Creates a cache without rows.
    ///
    /// - Parameters:
    ///   - capacity: How many rows it holds at most, and keys that no row has.
    ///   - timeToLive: How long a row may be answered after it was read; for ever when nil.
    ///   - clock: Tells how old rows are.
    public init(
        _ models: SQLiteReadModels, capacity: Int, timeToLive: Duration? = nil, clock: EngineClock = .continuous
    ) {
        self.models = models
        self.timeToLive = timeToLive
        self.clock = clock
        entries = RowCacheEntries(capacity: capacity)
        RowCaches.add(entries, path: models.database.path, table: Row.table)
    }

    /// The row with this key; nil where there is none. A row that is held is answered at once, on the caller's thread.
    ///
    /// Throws what GRDB throws, and `InvalidRow`.
    nonisolated(nonsending) public func row(_ key: Row.Key) async throws -> Row? {
        // The clock is asked only where age counts.
        let now = timeToLive == nil ? .zero : clock.elapsed
        let lookup = try entries.lookup(notBefore: timeToLive.map { now - $0 }) { columns throws(InvalidRow) in
            try Row.write(key, to: &columns)
        }
        switch lookup {
        case .found(let row): return (row as? CachedRow<Row>)?.row
        case .missing(let key, let ticket): return try await read(key, ticket, at: now)
        }
    }

    /// A read transaction that begins after the lookup sees whatever was committed before it.
    private func read(_ key: PackedColumns, _ ticket: Int?, at now: Duration) async throws -> Row? {
        do {
            let row = try await models.read { db in try Row.fetchOne(db, packed: key) }
            entries.store(row.map(CachedRow.init), key, ticket, at: now)
            return row
        } catch {
            entries.giveBack(ticket, of: key)
            throw error
        }
    }
}

/// A row in a cache. One object, so that answering it takes no more than a look at its class.
final class CachedRow<Row: Sendable>: Sendable {
    let row: Row

    init(_ row: Row) { self.row = row }
}
