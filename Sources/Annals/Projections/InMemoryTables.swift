/// What an in-memory store of read models holds. A copy is a snapshot.
struct InMemoryTables: Sendable {
    struct LetterKey: Hashable {
        var projection: String
        var inRebuild: Bool
        var position: Int
    }

    /// The columns of rows by those of their keys.
    typealias Table = [PackedColumns: PackedColumns]

    var records: [String: ProjectionRecord] = [:]
    var letters: [LetterKey: DeadLetter] = [:]
    /// The rows of each table by its name.
    var tables: [String: Table] = [:]
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
        tables.tables[Row.table.name + suffix] = [:]
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

    func rows<Row: ReadModel>(of row: Row.Type, suffix: String) -> any StoredRows {
        InMemoryRows(transaction: self, table: Row.table, name: Row.table.name + suffix)
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

    func remove(_ letter: DeadLetter) { tables.letters[key(letter)] = nil }

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

    fileprivate func write(_ changes: [RowChange], to table: String, _ schema: TableSchema) {
        for change in changes {
            let key = change.values?.first(schema.primaryKey.count) ?? change.key
            tables.tables[table, default: [:]][key] = change.values
        }
    }
}

/// The rows of one table.
private struct InMemoryRows: StoredRows {
    let transaction: InMemoryTransaction
    let table: TableSchema
    let name: String

    func values(_ key: PackedColumns) -> PackedColumns? { transaction.tables.tables[name]?[key] }

    func values(where columns: [String], equal wanted: [ColumnValue]) -> [PackedColumns] {
        let places = columns.compactMap(table.index)
        return transaction.tables.tables[name]?.values.filter { row in
            let values = row.values
            return places.map { values[$0] } == wanted
        } ?? []
    }

    func write(_ changes: [RowChange]) { transaction.write(changes, to: name, table) }
}
