// What a batch is for more than one transaction.

extension RowBatch {
    /// About how many bytes the rows take, with what is known of them.
    var byteCount: Int { index.byteCount + slots.capacity * MemoryLayout<Slot>.stride + heapBytes }

    /// Whether rows have values that no two may have.
    var hasUniqueValues: Bool { !unique.indexes.isEmpty }

    /// Whether there is something to write.
    var hasChanges: Bool { !changed.isEmpty }

    /// Reads rows that are not in the batch from here, until something else is said.
    ///
    /// - Parameter isAhead: Whether what earlier pages changed may not be there yet. The batch has those rows itself.
    mutating func read(from rows: any StoredRows, isAhead: Bool = false) {
        self.isAhead = isAhead
        load = { key throws(ProjectionError) in try rows.values(key) }
        find = { columns, wanted throws(ProjectionError) in try rows.values(where: columns, equal: wanted) }
    }

    /// Lets go of what rows are read from.
    mutating func endReading() {
        load = { _ in nil }
        find = { _, _ in [] }
    }

    /// Notes that the table has no rows, so that it has later what this batch writes and nothing else.
    mutating func tableIsEmpty(filterSize: Int) {
        written = KeyFilter(byteCount: filterSize)
        knowsTable = true
    }

    /// Brings the changes into the order of their keys, in which tables take them up fastest.
    mutating func sortChanges() { changed = index.sorted(changed) }

    /// Forgets all rows, which are written.
    mutating func forgetRows() {
        if knowsTable { for hash in index.keyHashes { written?.insert(hash) } }
        index.removeAll()
        slots.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        lastNumber = -1
        heapBytes = 0
    }

    /// The same rows in so many parts, none of which has any in memory. All must be written.
    func parts(_ count: Int) -> [RowBatch] {
        var batch = self
        batch.forgetRows()
        return (0..<count).map { number in
            batch.part = (number, count)
            return batch
        }
    }

    /// Counts missed updates anew.
    mutating func takeMissedUpdates() -> Int {
        defer { missedUpdates = 0 }
        return missedUpdates
    }
}
