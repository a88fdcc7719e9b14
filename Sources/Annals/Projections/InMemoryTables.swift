/// What an in-memory store of read models holds. A copy is a snapshot.
struct InMemoryTables: Sendable {
    struct LetterKey: Hashable {
        var projection: String
        var inRebuild: Bool
        var position: Int
    }

    typealias Table<Row> = [PackedColumns: Row]

    var records: [String: ProjectionRecord] = [:]
    var letters: [LetterKey: DeadLetter] = [:]
    /// By name the rows of each table by the values of their key columns: a `Table<Row>`.
    var tables: [String: any Sendable] = [:]

    func rows<Row: ReadModel>(of row: Row.Type, suffix: String) -> Table<Row> {
        tables[Row.table.name + suffix] as? Table<Row> ?? [:]
    }
}

/// A transaction on a copy of the tables.
final class InMemoryTransaction: ReadModelTransaction {
    private(set) var tables: InMemoryTables

    init(_ tables: InMemoryTables) { self.tables = tables }

    func record(of projection: String) -> ProjectionRecord? { tables.records[projection] }

    func records() -> [ProjectionRecord] {
        tables.records.values.sorted { UTF8Key($0.name) < UTF8Key($1.name) }
    }

    func save(_ record: ProjectionRecord) { tables.records[record.name] = record }

    func move(_ record: ProjectionRecord) { tables.records[record.name]?.checkpoint = record.checkpoint }

    func createTables<Row: ReadModel>(for row: Row.Type, suffix: String) -> [String] {
        tables.tables[Row.table.name + suffix] = InMemoryTables.Table<Row>()
        return [Row.table.name + suffix]
    }

    func createIndexes<Row: ReadModel>(for row: Row.Type, suffix: String) {}

    func hasTable(_ name: String) -> Bool { tables.tables[name] != nil }

    func dropTables(_ names: [String]) {
        for name in names { tables.tables[name] = nil }
    }

    func renameTables<Row: ReadModel>(of row: Row.Type, suffix: String) -> [String] {
        tables.tables[Row.table.name] = tables.tables.removeValue(forKey: Row.table.name + suffix)
        return [Row.table.name]
    }

    func rows<Row: ReadModel>(of row: Row.Type, suffix: String) -> any StoredRows<Row> {
        InMemoryRows<Row>(transaction: self, suffix: suffix)
    }

    func letters(of projection: String?, _ filter: DeadLetterFilter) -> [DeadLetter] {
        tables.letters.values.filter { letter in
            (projection == nil || letter.projection == projection) && filter.admits(letter)
        }.sorted { ($0.position, $0.projection) < ($1.position, $1.projection) }
    }

    func parked(of projection: String, inRebuild: Bool) -> [ParkedEvent] {
        tables.letters.values.filter {
            $0.projection == projection && ($0.inRebuild == inRebuild || $0.state == .skipped)
        }.compactMap(ParkedEvent.init)
    }

    func save(_ letter: DeadLetter) { tables.letters[key(letter)] = letter }

    func removeLetters(of projection: String, inRebuild: Bool) {
        for letter in letters(of: projection, DeadLetterFilter(inRebuild: inRebuild))
        where inRebuild || letter.state != .skipped {
            tables.letters[key(letter)] = nil
        }
    }

    func attempt(_ body: () throws(ProjectionError) -> Void) throws(ProjectionError) {
        let before = tables
        do throws(ProjectionError) {
            try body()
        } catch {
            tables = before
            throw error
        }
    }

    private func key(_ letter: DeadLetter) -> InMemoryTables.LetterKey {
        InMemoryTables.LetterKey(
            projection: letter.projection, inRebuild: letter.inRebuild, position: letter.position)
    }

    fileprivate func withRows<Row: ReadModel>(
        of row: Row.Type, suffix: String, _ body: (inout InMemoryTables.Table<Row>) -> Void
    ) {
        var rows = tables.rows(of: Row.self, suffix: suffix)
        tables.tables[Row.table.name + suffix] = nil
        body(&rows)
        tables.tables[Row.table.name + suffix] = rows
    }
}

/// The rows of one table.
private struct InMemoryRows<Row: ReadModel>: StoredRows {
    let transaction: InMemoryTransaction
    let suffix: String

    func row(_ key: PackedColumns) -> StoredRow<Row>? {
        transaction.tables.rows(of: Row.self, suffix: suffix)[key].map { StoredRow($0) }
    }

    func rows(where columns: [String], equal values: [ColumnValue]) throws(ProjectionError) -> [StoredRow<Row>] {
        let positions = columns.compactMap(Row.table.index)
        var found: [StoredRow<Row>] = []
        do throws(InvalidRow) {
            for row in transaction.tables.rows(of: Row.self, suffix: suffix).values {
                let stored = try row.columnValues()
                if positions.map({ stored[$0] }) == values { found.append(StoredRow(row)) }
            }
        } catch {
            throw ProjectionError(error, step: "where")
        }
        return found
    }

    func write(_ changes: [RowBatch<Row>.Change]) {
        transaction.withRows(of: Row.self, suffix: suffix) { rows in
            for change in changes { rows[change.key] = change.row }
        }
    }
}
