/// The rows that a batch of events touches: read once, written once. For implementations of `ReadModelStore`.
///
/// What every event runs through can be compiled in the module of the projection, where the type of the row is known.
public struct RowBatch<Row: ReadModel>: RowAccess {
    @usableFromInline
    struct Slot {
        @usableFromInline var row: Row?
        /// Whether the row has been looked up, or set.
        @usableFromInline var isKnown = false
        /// Whether the row has to be written.
        @usableFromInline var isChanged = false
        @usableFromInline var before = RowChange.Before.unknown

        @inlinable
        init() {}
    }

    @usableFromInline var load: (PackedColumns) throws(ProjectionError) -> PackedColumns?
    var find: ([String], [ColumnValue]) throws(ProjectionError) -> [PackedColumns]
    /// The keys that the batch has written to a table that had no rows before; nil where it is not known what it has.
    var written: KeyFilter?
    @usableFromInline var knowsTable = false
    /// How many of the changed slots are taken.
    @usableFromInline var takenCount = 0
    /// About how many bytes the rows take that are not in the slots themselves.
    @usableFromInline var heapBytes = 0
    /// The changed rows by the columns that were asked for.
    var lookups: [String: ColumnLookup] = [:]
    /// Numbers the slots. By the values of the key columns and not by `Row.Key`, because databases compare strings by
    /// bytes.
    @usableFromInline var index = RowIndex()
    @usableFromInline var slots: [Slot] = []
    /// Slots in the order in which they were first changed, so that writing is deterministic.
    @usableFromInline var changed: [Int] = []
    /// What the event that is being handled replaced, to undo it.
    @usableFromInline var replaced: [(number: Int, slot: Slot)] = []
    /// The slots that the event has asked for, once for each time.
    @usableFromInline var touched: [Int] = []
    @usableFromInline var hasLookups = false
    @usableFromInline var unique = UniqueValues(Row.table)
    @usableFromInline var lastSize = 0
    @usableFromInline var keyWriter = ColumnWriter()
    /// The key that was asked for before, and its slot; -1 where there is none.
    @usableFromInline var lastKeyWriter = ColumnWriter()
    @usableFromInline var lastNumber = -1
    @usableFromInline var checker = ColumnWriter(checking: true)

    /// Whether rows are read before those of an earlier page are stored: they can be asked for by key alone.
    var isAhead = false
    /// Whether an event has asked for other rows than it can have here.
    var hasAskedAround = false
    /// Which of how many parts of the rows these are.
    @usableFromInline var part = (number: 0, count: 1)

    /// Whether the event was handled before, as far as effects outside the rows are concerned.
    public private(set) var isReplay = false

    /// How many `update`s found no row.
    public internal(set) var missedUpdates = 0

    /// Creates a batch over stored rows.
    ///
    /// - Parameters:
    ///   - load: Gives the columns of the row with these values in the key columns.
    ///   - find: Gives those of the rows with these values in these columns, in any order.
    public init(
        load: @escaping (PackedColumns) throws(ProjectionError) -> PackedColumns?,
        find: @escaping ([String], [ColumnValue]) throws(ProjectionError) -> [PackedColumns]
    ) {
        self.load = load
        self.find = find
    }

    /// The changed rows that are there, in the order of their keys.
    var rows: [Row] {
        changed.map { (key: index.key($0), row: slots[$0].row) }.sorted { $0.key < $1.key }.compactMap(\.row)
    }

    /// The keys of the rows that the last event has looked at or changed, as text, in order and each once.
    public var touchedKeys: [String] {
        var seen: Set<Int> = []
        return touched.filter { seen.insert($0).inserted }.map { RowKeyText.of(index.key($0).values) }
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
        let missedUpdatesBefore = missedUpdates
        self.isReplay = isReplay
        do throws(ProjectionError) {
            try P.handle(event, in: &self)
            // A handler may have gone on after it was told.
            if isAhead, hasAskedAround { throw Self.notAhead }
            if let isHeld, isHeld(touchedKeys) {
                undo()
                missedUpdates = missedUpdatesBefore
                return false
            }
            return true
        } catch {
            undo()
            missedUpdates = missedUpdatesBefore
            throw error.at(P.name, event.metadata)
        }
    }

    /// What an event is told that asks for rows while they are elsewhere: not stored yet, or in another part.
    static var notAhead: ProjectionError { ProjectionError(.unknown("rows are looked for before all are stored")) }

    /// The row as the events before left it.
    @inlinable
    public mutating func row(_ key: Row.Key) throws(ProjectionError) -> Row? {
        let number = try slot(key)
        if !slots[number].isKnown { try look(number) }
        return slots[number].row
    }

    /// What is stored, and what the batch has made of it.
    public mutating func rows(where conditions: KeyValuePairs<String, ColumnValue>) throws(ProjectionError) -> [Row] {
        let wanted = try Row.places(of: conditions)
        guard let first = wanted.first, let column = conditions.first?.key else { return [] }
        var numbers: [Int] = []
        for values in try found(conditions.map(\.key), conditions.map(\.value)) {
            let row = try Row(stored: values)
            let number = try slot(row.key)
            // What the batch knows of a row is newer than what is stored.
            if slots[number].isChanged { continue }
            slots[number].row = row
            slots[number].before = .present(values)
            slots[number].isKnown = true
            numbers.append(number)
        }
        var lookup = lookups[column] ?? ColumnLookup(column: first.column, slots: changed)
        let ours = try lookup.slots(equal: PackedColumns([first.value])) { number throws(ProjectionError) in
            guard slots[number].isChanged, let row = slots[number].row else { return nil }
            do throws(InvalidRow) {
                return try row.packed()
            } catch {
                throw ProjectionError(error, step: "save")
            }
        }
        for number in ours {
            if wanted.count > 1, try slots[number].row?.has(wanted.dropFirst()) != true { continue }
            numbers.append(number)
        }
        touched += numbers
        lookups[column] = lookup
        hasLookups = true
        return numbers.map { (key: index.key($0), row: slots[$0].row) }.sorted { $0.key < $1.key }.compactMap(\.row)
    }

    /// Notes the row. That its values fit the table is checked when the event is done.
    @inlinable
    public mutating func save(_ row: Row) throws(ProjectionError) {
        replace(try slot(row.key), row)
    }

    /// Notes that the row is gone.
    @inlinable
    public mutating func delete(_ key: Row.Key) throws(ProjectionError) {
        replace(try slot(key), nil)
    }

    /// The columns of the stored rows with these values in columns.
    mutating func found(_ columns: [String], _ values: [ColumnValue]) throws(ProjectionError) -> [PackedColumns] {
        if isAhead { throw askedAround() }
        return try find(columns, values)
    }

    /// Notes that an event asks for rows that it cannot have here, and gives what to throw.
    mutating func askedAround() -> ProjectionError {
        hasAskedAround = true
        return Self.notAhead
    }

    /// Counts.
    public mutating func countMissedUpdate() {
        missedUpdates += 1
    }
}

extension Projection {
    /// Handles one event with the rows of a batch.
    @inlinable
    public static func handle(_ event: RecordedEvent, in batch: inout RowBatch<Row>) throws(ProjectionError) {
        batch.begin()
        if retired.isEmpty {
            try apply(event, to: &batch)
        } else {
            for part in try ProjectionStep.parts(of: event, retired) { try apply(part, to: &batch) }
        }
        try batch.checkSavedRows()
        if !batch.unique.indexes.isEmpty { try batch.takeUniqueValues() }
    }
}
