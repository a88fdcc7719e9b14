/// The rows that a batch of events touches: read once, written once. For implementations of `ReadModelStore`.
public struct RowBatch<Row: ReadModel>: RowAccess {
    /// What is left to write for one row.
    public struct Change {
        /// What identifies the row.
        public let key: Row.Key
        /// The row; nil when it is deleted.
        public let row: Row?
        /// The values of all columns; nil when the row is deleted.
        public let values: [ColumnValue]?
    }

    private struct Entry {
        var row: Row?
        var values: [ColumnValue]?
        var isChanged: Bool
    }

    private let load: (Row.Key) throws(ProjectionError) -> Row?
    private var entries: [Row.Key: Entry] = [:]
    /// Keys in the order in which they were first changed, so that writing is deterministic.
    private var changedKeys: [Row.Key] = []
    /// What the event that is being handled replaced, to undo it.
    private var replaced: [(key: Row.Key, entry: Entry?)] = []
    private var missedUpdatesBefore = 0

    /// How many `update`s found no row.
    public private(set) var missedUpdates = 0

    /// Creates a batch over rows that `load` reads.
    public init(load: @escaping (Row.Key) throws(ProjectionError) -> Row?) {
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
        if let entry = entries[key] { return entry.row }
        let row = try load(key)
        entries[key] = Entry(row: row, values: nil, isChanged: false)
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
        replace(row.key, Entry(row: row, values: values, isChanged: true))
    }

    /// Notes that the row is gone.
    public mutating func delete(_ key: Row.Key) throws(ProjectionError) {
        replace(key, Entry(row: nil, values: nil, isChanged: true))
    }

    /// Counts.
    public mutating func countMissedUpdate() {
        missedUpdates += 1
    }

    private mutating func replace(_ key: Row.Key, _ entry: Entry) {
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
