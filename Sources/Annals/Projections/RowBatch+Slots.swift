// Rows by their numbers, and what an event does to them.

extension RowBatch {
    /// Gets ready for an event.
    @inlinable
    mutating func begin() {
        replaced.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        lastNumber = -1
    }

    /// The slot of a key, whose values are left in the writer.
    @inlinable
    mutating func slot(_ key: Row.Key) throws(ProjectionError) -> Int {
        swap(&keyWriter, &lastKeyWriter)
        keyWriter.startAgain()
        do throws(InvalidRow) {
            try Row.write(key, to: &keyWriter)
        } catch {
            lastNumber = -1
            throw ProjectionError(error.at(Row.table, keyWriter.count), step: "key")
        }
        // A row is often saved right after it was read.
        if lastNumber >= 0, keyWriter.packed == lastKeyWriter.packed { return lastNumber }
        let number = index.number(keyWriter.packed)
        lastNumber = number
        if number == slots.count {
            slots.append(Slot())
            if part.count > 1 { try checkPart() }
            if knowsTable, isNew() {
                slots[number].isKnown = true
                slots[number].before = .absent
            }
        }
        touched.append(number)
        return number
    }

    /// Whether the table has no row with the key that was asked for last.
    @usableFromInline
    func isNew() -> Bool { written.map { !$0.mayContain(index.lastHash) } ?? false }

    /// Throws when the row that was asked for last belongs to another part.
    @usableFromInline
    mutating func checkPart() throws(ProjectionError) {
        if RowIndex.part(ofHash: index.lastHash, count: part.count) != part.number { throw askedAround() }
    }

    /// Looks up the row of a slot whose key is in the writer.
    @inlinable
    mutating func look(_ number: Int) throws(ProjectionError) {
        if let values = try load(keyWriter.packed) {
            slots[number].row = try Row(stored: values)
            slots[number].before = .present(values)
            heapBytes += values.heapBytes
        } else {
            slots[number].before = .absent
        }
        slots[number].isKnown = true
    }

    @inlinable
    mutating func replace(_ number: Int, _ row: Row?) {
        if !slots[number].isChanged { changed.append(number) }
        var slot = Slot()
        (slot.row, slot.before, slot.isKnown, slot.isChanged) = (row, slots[number].before, true, true)
        // Exchanged and not copied.
        swap(&slots[number], &slot)
        replaced.append((number, slot))
        if hasLookups { noteChange(number) }
    }

    @usableFromInline
    mutating func noteChange(_ number: Int) {
        for column in lookups.keys { lookups[column]?.change(number) }
    }

    /// Looks at each row that the event has saved. It happens now and not when the rows are written, so that the event
    /// is named whose row does not fit.
    @inlinable
    mutating func checkSavedRows() throws(ProjectionError) {
        for place in replaced.indices {
            let number = replaced[place].number
            guard let row = slots[number].row else { continue }
            checker.startAgain()
            do throws(InvalidRow) {
                try row.write(to: &checker)
                if !Row.table.lines.isEmpty { try checkLines(row) }
                // As it will be read back, so that later events see the same row whichever batch they are in.
                if checker.hasNegativeZero { slots[number].row = try row.asStored() }
                if !replaced[place].slot.isChanged { heapBytes += checker.heapBytes }
            } catch {
                throw ProjectionError(error.at(Row.table, checker.count), step: "save")
            }
        }
    }

    /// A list is stored as JSON, which takes more than the columns of its elements.
    @usableFromInline
    func checkLines(_ row: Row) throws(InvalidRow) {
        _ = try row.lineRows()
    }

    mutating func undo() {
        for (number, slot) in replaced.reversed() {
            slots[number] = slot
            if !slot.isChanged { changed.removeLast() }
            if hasLookups { noteChange(number) }
            if !unique.indexes.isEmpty, let values = try? slot.row?.columnValues() { unique.take(values, by: number) }
        }
        replaced.removeAll()
    }
}
