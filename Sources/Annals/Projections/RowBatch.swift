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

    private struct Entry {
        var row: Row?
        var values: [ColumnValue] = []
        var isChanged = false
    }

    private let load: ([ColumnValue]) throws(ProjectionError) -> Row?
    /// By the values of the key columns and not by `Row.Key`, because databases compare strings by bytes.
    private var entries: [[ColumnValue]: Entry] = [:]
    /// Keys in the order in which they were first changed, so that writing is deterministic.
    private var changedKeys: [[ColumnValue]] = []
    /// What the event that is being handled replaced, to undo it.
    private var replaced: [(key: [ColumnValue], entry: Entry?)] = []
    private var missedUpdatesBefore = 0

    /// How many `update`s found no row.
    public private(set) var missedUpdates = 0

    /// Creates a batch over stored rows; `load` gives the one with these values in the key columns.
    public init(load: @escaping ([ColumnValue]) throws(ProjectionError) -> Row?) {
        self.load = load
    }

    /// The changes of the batch, in the order in which rows were first changed.
    public var changes: [Change] {
        changedKeys.compactMap { key in
            entries[key].map { Change(key: key, row: $0.row, values: $0.values) }
        }
    }

    /// Handles one event. When it fails, everything that it changed is undone.
    public mutating func apply<P: Projection>(
        _ event: RecordedEvent, with projection: P.Type
    ) throws(ProjectionError) where P.Row == Row {
        replaced.removeAll(keepingCapacity: true)
        missedUpdatesBefore = missedUpdates
        do throws(ProjectionError) {
            try P.apply(event, to: &self)
        } catch {
            undo()
            throw error.at(P.name, event.metadata)
        }
    }

    /// The row as the events before left it.
    public mutating func row(_ key: Row.Key) throws(ProjectionError) -> Row? {
        let key = try keyValues(key)
        if let entry = entries[key] { return entry.row }
        let row = try load(key)
        entries[key] = Entry(row: row)
        return row
    }

    /// Notes the row, whose values must fit the table.
    public mutating func save(_ row: Row) throws(ProjectionError) {
        let values: [ColumnValue]
        do throws(InvalidRow) {
            values = try row.columnValues()
        } catch {
            throw ProjectionError(error, step: "save")
        }
        replace(try keyValues(row.key), Entry(row: row, values: values, isChanged: true))
    }

    /// Notes that the row is gone.
    public mutating func delete(_ key: Row.Key) throws(ProjectionError) {
        replace(try keyValues(key), Entry(isChanged: true))
    }

    /// Counts.
    public mutating func countMissedUpdate() {
        missedUpdates += 1
    }

    private func keyValues(_ key: Row.Key) throws(ProjectionError) -> [ColumnValue] {
        do throws(InvalidRow) {
            return try Row.keyValues(key)
        } catch {
            throw ProjectionError(error, step: "key")
        }
    }

    private mutating func replace(_ key: [ColumnValue], _ entry: Entry) {
        let old = entries.updateValue(entry, forKey: key)
        replaced.append((key, old))
        if old?.isChanged != true { changedKeys.append(key) }
    }

    private mutating func undo() {
        for (key, entry) in replaced.reversed() {
            entries[key] = entry
            if entry?.isChanged != true { changedKeys.removeLast() }
        }
        replaced.removeAll()
        missedUpdates = missedUpdatesBefore
    }
}
