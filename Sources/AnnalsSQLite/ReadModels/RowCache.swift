public import Annals
internal import GRDB
internal import Synchronization

/// Rows that were read by key, so that hot ones need not be read again.
///
/// ```swift
/// let cache = RowCache<OrderSummary>(models, capacity: 10_000)
/// let order = try await cache.row(id)
/// ```
///
/// What this process commits to the table through Annals is never answered with an older row: keys are taken out before the
/// commit, and what was read meanwhile does not get in. What other processes commit is not seen before `timeToLive` has
/// passed: give one where there are any.
public final class RowCache<Row: SQLiteReadModel>: Sendable {
    private let models: SQLiteReadModels
    private let entries: RowCacheEntries
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

    /// The row with this key; nil where there is none.
    ///
    /// Throws what GRDB throws, and `InvalidRow`.
    public func row(_ key: Row.Key) async throws -> Row? {
        let packed = PackedColumns(try Row.keyValues(key))
        let now = clock.elapsed
        let lookup = entries.lookup(packed, notBefore: timeToLive.map { now - $0 })
        if case .found(let row) = lookup { return row as? Row }
        // A read transaction that begins after the lookup sees whatever was committed before it.
        let row = try await models.read { db in try Self.read(db, packed) }
        if case .missing(let ticket) = lookup { entries.store(row, packed, ticket, at: now) }
        return row
    }

    private static func read(_ db: Database, _ key: PackedColumns) throws -> Row? {
        guard let values = try RowTable(db, Row.table).values(key) else { return nil }
        return try Row(values)
    }
}

/// The rows of a cache and what keeps old ones out of it.
final class RowCacheEntries: Sendable {
    enum Lookup {
        case found((any Sendable)?)
        /// Not there; what is read now may be stored with the ticket, or not at all while the key is being written.
        case missing(Int?)
    }

    fileprivate struct Entry {
        var row: (any Sendable)?
        var time: Duration
        var wasUsed: Bool
    }

    fileprivate struct State {
        var entries: [PackedColumns: Entry] = [:]
        /// The keys in the order in which they are looked at when room is wanted.
        var queue: [PackedColumns] = []
        var hand = 0
        /// Keys that a transaction has written which is not over.
        var writing: [PackedColumns: Int] = [:]
        /// Transactions, not over, after which the table is another one.
        var replacing = 0
        /// Reads that may be stored, by their tickets.
        var tickets: [PackedColumns: Set<Int>] = [:]
        var lastTicket = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    func lookup(_ key: PackedColumns, notBefore oldest: Duration?) -> Lookup {
        state.withLock { state in
            if let entry = state.entries[key], oldest.map({ entry.time >= $0 }) ?? true {
                state.entries[key]?.wasUsed = true
                return .found(entry.row)
            }
            guard state.writing[key] == nil, state.replacing == 0 else { return .missing(nil) }
            state.lastTicket += 1
            state.tickets[key, default: []].insert(state.lastTicket)
            return .missing(state.lastTicket)
        }
    }

    /// Stores what was read, unless the key was written since the ticket was given.
    func store(_ row: (any Sendable)?, _ key: PackedColumns, _ ticket: Int?, at time: Duration) {
        guard let ticket else { return }
        state.withLock { state in
            guard state.tickets[key]?.remove(ticket) != nil else { return }
            if state.tickets[key]?.isEmpty == true { state.tickets[key] = nil }
            if state.entries.updateValue(Entry(row: row, time: time, wasUsed: false), forKey: key) == nil {
                if state.queue.count < capacity {
                    state.queue.append(key)
                } else {
                    state.replaceOldest(with: key)
                }
            }
        }
    }

    /// Takes out keys before they are committed; nil for the whole table.
    func begin(_ keys: [PackedColumns]?) {
        state.withLock { state in
            guard let keys else {
                state.replacing += 1
                state.entries = [:]
                state.queue = []
                state.tickets = [:]
                return
            }
            for key in keys {
                state.writing[key, default: 0] += 1
                state.entries[key] = nil
                state.tickets[key] = nil
            }
        }
    }

    /// Lets keys in again when their transaction is over.
    func end(_ keys: [PackedColumns]?) {
        state.withLock { state in
            guard let keys else {
                state.replacing -= 1
                return
            }
            for key in keys {
                let count = (state.writing[key] ?? 1) - 1
                state.writing[key] = count > 0 ? count : nil
            }
        }
    }
}

extension RowCacheEntries.State {
    /// The clock's hand goes over the keys, and spares each that was used since it was there last.
    fileprivate mutating func replaceOldest(with key: PackedColumns) {
        while true {
            hand = (hand + 1) % queue.count
            guard let entry = entries[queue[hand]], queue[hand] != key else { break }
            guard entry.wasUsed else {
                entries[queue[hand]] = nil
                break
            }
            entries[queue[hand]]?.wasUsed = false
        }
        queue[hand] = key
    }
}
