/// Finds the changed rows of a batch by the value of one column.
struct ColumnLookup {
    /// The column's place in the table.
    let column: Int
    private var slots: [PackedColumns: Set<Int>] = [:]
    private var values: [Int: PackedColumns] = [:]
    /// Slots that were changed since they were looked at.
    private var stale: Set<Int>

    /// Starts with slots that are not looked at yet.
    init(column: Int, slots: [Int]) {
        self.column = column
        stale = Set(slots)
    }

    mutating func change(_ slot: Int) { stale.insert(slot) }

    /// The slots that have the value; `columns` gives those of a slot, or nil for one without a changed row.
    mutating func slots(
        equal value: PackedColumns, _ columns: (Int) throws(ProjectionError) -> PackedColumns?
    ) throws(ProjectionError) -> Set<Int> {
        for slot in stale {
            let now = try columns(slot)?.value(at: column)
            if let before = values[slot] { slots[before]?.remove(slot) }
            values[slot] = now
            if let now { slots[now, default: []].insert(slot) }
            stale.remove(slot)
        }
        return slots[value] ?? []
    }
}
