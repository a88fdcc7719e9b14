/// The rows that a batch of events touches: read once, written once. For implementations of `ReadModelStore`.
public struct RowBatch<Row: ReadModel>: RowAccess {
    /// What is left to write for one row.
    public struct Change {
        /// The values of the key columns.
        public let key: [ColumnValue]
        /// The row; nil when it is deleted.
        public let row: Row?
        /// The values of all columns; empty when the row is deleted.
        public let values: [ColumnValue]
    }

    private let load: ([ColumnValue]) throws(ProjectionError) -> Row?
    private let find: (String, ColumnValue) throws(ProjectionError) -> [Row]
    /// The slot of each touched row. By the values of the key columns and not by `Row.Key`, because databases compare
    /// strings by bytes; and apart from the rows, so that this dictionary is of one concrete, fast type.
    private var slots: [[ColumnValue]: Int] = [:]
    private var rows: [Row?] = []
    private var states: [SlotState] = []
    /// Slots in the order in which they were first changed, so that writing is deterministic.
    private var changed: [Int] = []
    /// What the event that is being handled replaced, to undo it.
    private var replaced: [(slot: Int, row: Row?, state: SlotState)] = []
    private var missedUpdatesBefore = 0
    /// The slots that the event has asked for, once for each time.
    private var touched: [Int] = []

    /// Whether the event was handled before, as far as effects outside the rows are concerned.
    public private(set) var isReplay = false

    /// How many `update`s found no row.
    public private(set) var missedUpdates = 0

    /// Creates a batch over stored rows.
    ///
    /// - Parameters:
    ///   - load: Gives the row with these values in the key columns.
    ///   - find: Gives the rows with this value in this column, in any order.
    public init(
        load: @escaping ([ColumnValue]) throws(ProjectionError) -> Row?,
        find: @escaping (String, ColumnValue) throws(ProjectionError) -> [Row]
    ) {
        self.load = load
        self.find = find
    }

    /// The changes of the batch, in the order in which rows were first changed.
    public var changes: [Change] {
        changed.map { Change(key: states[$0].key, row: rows[$0], values: states[$0].values) }
    }

    /// The keys of the rows that the last event has looked at or changed, as text, in order and each once.
    public var touchedKeys: [String] {
        var seen: Set<Int> = []
        return touched.filter { seen.insert($0).inserted }.map { RowKeyText.of(states[$0].key) }
    }

    /// Handles one event. When it fails, or is held back, everything that it changed is undone.
    ///
    /// - Parameters:
    ///   - isReplay: Whether it was handled before, as far as effects outside the rows are concerned.
    ///   - isHeld: Asked at the end, with the keys of the rows that it touched, whether it is held back.
    /// - Returns: Whether it is in the batch.
    @discardableResult
    public mutating func apply<P: Projection>(
        _ event: RecordedEvent, with projection: P.Type, isReplay: Bool = false,
        unless isHeld: (([String]) -> Bool)? = nil
    ) throws(ProjectionError) -> Bool where P.Row == Row {
        replaced.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        missedUpdatesBefore = missedUpdates
        self.isReplay = isReplay
        do throws(ProjectionError) {
            if P.retired.isEmpty {
                try P.apply(event, to: &self)
            } else {
                for part in try ProjectionStep.parts(of: event, P.retired) { try P.apply(part, to: &self) }
            }
            if let isHeld, isHeld(touchedKeys) {
                undo()
                return false
            }
            try encodeSavedRows()
            return true
        } catch {
            undo()
            throw error.at(P.name, event.metadata)
        }
    }

    /// The row as the events before left it.
    public mutating func row(_ key: Row.Key) throws(ProjectionError) -> Row? {
        let slot = slot(try keyValues(key))
        if !states[slot].isKnown {
            rows[slot] = try load(states[slot].key)
            states[slot].isKnown = true
        }
        return rows[slot]
    }

    /// What is stored, and what the batch has made of it.
    public mutating func rows(where column: String, equals value: ColumnValue) throws(ProjectionError) -> [Row] {
        guard let index = Row.table.columns.firstIndex(where: { $0.name == column }) else {
            throw ProjectionError(
                InvalidRow(table: Row.table.name, column: column, problem: "there is no such column"), step: "where")
        }
        var found: [(key: [ColumnValue], row: Row)] = []
        for row in try find(column, value) {
            let slot = slot(try keyValues(row.key))
            // What the batch knows of a row is newer than what is stored.
            if states[slot].isChanged { continue }
            rows[slot] = row
            states[slot].isKnown = true
            found.append((states[slot].key, row))
        }
        for slot in changed {
            guard let row = rows[slot] else { continue }
            if states[slot].values.isEmpty { states[slot].values = try encoded(row) }
            if states[slot].values[index] == value { found.append((states[slot].key, row)) }
        }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.row)
    }

    /// Notes the row. That its values fit the table is checked when the event is done.
    public mutating func save(_ row: Row) throws(ProjectionError) {
        replace(try keyValues(row.key), row)
    }

    /// Notes that the row is gone.
    public mutating func delete(_ key: Row.Key) throws(ProjectionError) {
        replace(try keyValues(key), nil)
    }

    /// Counts.
    public mutating func countMissedUpdate() {
        missedUpdates += 1
    }
}

extension RowBatch {
    private func keyValues(_ key: Row.Key) throws(ProjectionError) -> [ColumnValue] {
        do throws(InvalidRow) {
            return try Row.keyValues(key)
        } catch {
            throw ProjectionError(error, step: "key")
        }
    }

    private mutating func slot(_ key: [ColumnValue]) -> Int {
        if let slot = slots[key] {
            touched.append(slot)
            return slot
        }
        slots[key] = rows.count
        touched.append(rows.count)
        rows.append(nil)
        states.append(SlotState(key: key))
        return rows.count - 1
    }

    private mutating func replace(_ key: [ColumnValue], _ row: Row?) {
        let slot = slot(key)
        replaced.append((slot, rows[slot], states[slot]))
        if !states[slot].isChanged { changed.append(slot) }
        rows[slot] = row
        states[slot] = SlotState(key: key, isKnown: true, isChanged: true)
    }

    /// Encodes each row that the event has saved, once, however often it was saved. It happens now and not at the end
    /// of the batch, so that the event is named whose row does not fit.
    private mutating func encodeSavedRows() throws(ProjectionError) {
        for (slot, _, _) in replaced where states[slot].values.isEmpty {
            guard let row = rows[slot] else { continue }
            states[slot].values = try encoded(row)
        }
    }

    private func encoded(_ row: Row) throws(ProjectionError) -> [ColumnValue] {
        do throws(InvalidRow) {
            return try row.columnValues()
        } catch {
            throw ProjectionError(error, step: "save")
        }
    }

    private mutating func undo() {
        for (slot, row, state) in replaced.reversed() {
            rows[slot] = row
            states[slot] = state
            if !state.isChanged { changed.removeLast() }
        }
        replaced.removeAll()
        missedUpdates = missedUpdatesBefore
    }
}

/// What a batch knows of a row besides the row itself.
private struct SlotState {
    /// The values of the key columns.
    var key: [ColumnValue]
    /// Whether the row has been looked up, or set.
    var isKnown = false
    /// Whether the row has to be written.
    var isChanged = false
    /// The values of all columns; empty for a row that is not changed, not there or not encoded yet.
    var values: [ColumnValue] = []
}
