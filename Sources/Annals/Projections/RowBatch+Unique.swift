extension RowBatch {
    /// Checks the rows that the event has saved against all others, and notes what they have. It happens when the event is
    /// done, so that an event can exchange the values of rows.
    @usableFromInline
    mutating func takeUniqueValues() throws(ProjectionError) {
        var saved: [(number: Int, values: [ColumnValue])] = []
        for (number, _) in replaced {
            guard let row = slots[number].row else { continue }
            saved.append((number, try values(of: row)))
        }
        for (place, index) in unique.indexes.enumerated() {
            var taken: [[ColumnValue]: Int] = [:]
            for (number, row) in saved {
                guard let values = index.values(of: row) else { continue }
                var other = taken[values]
                if other == nil { other = try owner(of: values, place) }
                if let other, other != number {
                    let violation = UniqueViolation(
                        table: Row.table.name, columns: index.columns, values: values,
                        key: self.index.key(number).values, other: self.index.key(other).values)
                    throw ProjectionError(.notUnique(violation), step: "save")
                }
                taken[values] = number
            }
        }
        for (number, row) in saved { unique.take(row, by: number) }
    }

    /// The row that has the values: of the batch, or of those that are stored.
    private mutating func owner(of values: [ColumnValue], _ place: Int) throws(ProjectionError) -> Int? {
        let index = unique.indexes[place]
        if let number = unique.owners[place][values], let row = slots[number].row,
            index.values(of: try self.values(of: row)) == values
        {
            return number
        }
        for found in try found(index.columns, values) {
            let number = try slot(Row(stored: found).key)
            // What the batch has made of a row counts, not what is stored.
            if !slots[number].isChanged { return number }
        }
        return nil
    }

    private func values(of row: Row) throws(ProjectionError) -> [ColumnValue] {
        do throws(InvalidRow) {
            return try row.columnValues()
        } catch {
            throw ProjectionError(error, step: "save")
        }
    }
}
