internal import Annals
internal import Synchronization

/// The rows of a cache and what keeps old ones out of it. It knows nothing of the type of its rows, so that it is compiled once
/// and whole; keys are compared by the bytes of their columns, as databases compare them.
final class RowCacheEntries: Sendable {
    typealias StoredRow = any AnyObject & Sendable

    enum Lookup {
        /// The row, or that there is none.
        case found(StoredRow?)
        /// Not there; what is read now may be stored with the ticket, or not at all while the key is being written.
        case missing(PackedColumns, ticket: Int?)
    }

    fileprivate struct Slot {
        var key: PackedColumns
        var row: StoredRow?
        var time: Duration
        var wasUsed = false
    }

    fileprivate struct State {
        /// The places of keys in `slots`.
        var places: [PackedColumns: Int] = [:]
        var slots: [Slot] = []
        /// Slots of keys that were taken out.
        var free: [Int] = []
        var hand = 0
        /// The key that is looked for, in memory that is used again.
        var key = ColumnWriter()
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

    /// How many reads are not over.
    var pendingReads: Int { state.withLock { $0.tickets.count } }

    /// Looks for the row of the key that `write` writes. Throws what that throws.
    func lookup(
        notBefore oldest: Duration?, _ write: (inout ColumnWriter) throws(InvalidRow) -> Void
    ) throws(InvalidRow) -> Lookup {
        try state.withLock { state throws(InvalidRow) in
            state.key.startAgain()
            try write(&state.key)
            if let place = state.places[state.key.packed], oldest.map({ state.slots[place].time >= $0 }) ?? true {
                state.slots[place].wasUsed = true
                return .found(state.slots[place].row)
            }
            let key = state.key.packed
            guard state.writing[key] == nil, state.replacing == 0 else { return .missing(key, ticket: nil) }
            state.lastTicket += 1
            state.tickets[key, default: []].insert(state.lastTicket)
            return .missing(key, ticket: state.lastTicket)
        }
    }

    /// Stores what was read, unless the key was written since the ticket was given.
    func store(_ row: StoredRow?, _ key: PackedColumns, _ ticket: Int?, at time: Duration) {
        guard let ticket else { return }
        state.withLock { state in
            guard state.take(ticket, of: key) else { return }
            let slot = Slot(key: key, row: row, time: time)
            if let place = state.places[key] ?? state.free.popLast() ?? state.oldest(of: capacity) {
                state.slots[place] = slot
                state.places[key] = place
            } else {
                state.places[key] = state.slots.count
                state.slots.append(slot)
            }
        }
    }

    /// Nothing was read with a ticket.
    func giveBack(_ ticket: Int?, of key: PackedColumns) {
        guard let ticket else { return }
        state.withLock { state in _ = state.take(ticket, of: key) }
    }

    /// Takes out keys before they are committed; nil for the whole table.
    func begin(_ keys: [PackedColumns]?) {
        state.withLock { state in
            guard let keys else {
                state.replacing += 1
                state.places = [:]
                state.slots = []
                state.free = []
                state.hand = 0
                state.tickets = [:]
                return
            }
            for key in keys {
                state.writing[key, default: 0] += 1
                state.tickets[key] = nil
                guard let place = state.places.removeValue(forKey: key) else { continue }
                state.slots[place].row = nil
                state.free.append(place)
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
    /// Whether a ticket is still good, which it is once.
    fileprivate mutating func take(_ ticket: Int, of key: PackedColumns) -> Bool {
        guard tickets[key]?.remove(ticket) != nil else { return false }
        if tickets[key]?.isEmpty == true { tickets[key] = nil }
        return true
    }

    /// A place for another key where there is no room for more: the clock's hand goes over the slots, none of which is
    /// free, and spares each that was used since it was there last.
    fileprivate mutating func oldest(of capacity: Int) -> Int? {
        guard slots.count >= capacity else { return nil }
        while true {
            hand = (hand + 1) % slots.count
            guard slots[hand].wasUsed else {
                places[slots[hand].key] = nil
                return hand
            }
            slots[hand].wasUsed = false
        }
    }
}
