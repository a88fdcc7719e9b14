// What is left to write.

extension RowBatch {
    /// The next changes, after which the rows count as written.
    @inlinable
    mutating func nextChanges(atMost count: Int, keeping: Bool) throws(ProjectionError) -> [RowChange] {
        var changes: [RowChange] = []
        let end = takenCount + Swift.min(count, changed.count - takenCount)
        changes.reserveCapacity(end - takenCount)
        for number in changed[takenCount..<end] {
            guard let row = slots[number].row else {
                changes.append(RowChange(key: index.key(number), values: nil, before: slots[number].before))
                if keeping { slots[number].before = .absent }
                slots[number].isChanged = false
                continue
            }
            var writer = ColumnWriter(capacity: lastSize)
            var lines: [[PackedColumns]] = []
            do throws(InvalidRow) {
                try row.write(to: &writer)
                if !Row.table.lines.isEmpty { lines = try row.lineRows() }
            } catch {
                throw ProjectionError(error.at(Row.table, writer.count), step: "save")
            }
            lastSize = writer.packed.count
            // The key is the first of the values, which are enough.
            changes.append(
                RowChange(
                    key: PackedColumns(), values: writer.packed, before: slots[number].before, lines: lines))
            // What is not kept makes room for the changes.
            if keeping {
                if case .present = slots[number].before {} else { heapBytes += writer.packed.heapBytes }
                slots[number].before = .present(writer.packed)
            } else {
                slots[number].row = nil
            }
            slots[number].isChanged = false
        }
        takenCount = end
        if end == changed.count {
            changed.removeAll(keepingCapacity: true)
            takenCount = 0
            forgetChanges()
        }
        return changes
    }

    /// Forgets what is kept of changed rows alone.
    @usableFromInline
    mutating func forgetChanges() {
        replaced.removeAll(keepingCapacity: true)
        lookups = [:]
        hasLookups = false
        unique = UniqueValues(Row.table)
    }
}

extension Projection {
    /// The next changes of a batch, after which the rows count as written.
    @inlinable
    public static func nextChanges(
        of batch: inout RowBatch<Row>, atMost count: Int, keeping: Bool
    ) throws(ProjectionError) -> [RowChange] {
        try batch.nextChanges(atMost: count, keeping: keeping)
    }
}
