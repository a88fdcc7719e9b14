internal import Annals

/// The SQL for a read model's table.
///
/// A suffix makes it the SQL for a shadow of that table: the same definition under the name with the suffix, and so for
/// whatever else the table consists of, so that both can stand in one database.
final class TableStatements: Sendable {
    /// All tables that hold the rows, the main one first.
    let names: [String]
    /// Creates the tables without their indexes.
    let createTables: [String]
    /// Creates the indexes; soonest done when all rows are there.
    let createIndexes: [String]
    /// A row by its key.
    let select: String
    /// Inserts a row or replaces the one with the same key.
    let upsert: String
    /// Inserts a row of which none has the key.
    let insert: String
    /// Deletes a row by its key.
    let delete: String
    /// The tables for the elements of lists, in the order of the schema.
    let lines: [LineStatements]
    private let selectAll: String
    private let name: String
    private let columns: [String]
    private let byKey: String
    private let key: [String]

    /// Creates the tables and their indexes.
    var create: [String] { createTables + createIndexes }

    /// - Parameter hasRowID: Whether SQLite numbers the rows. GRDB needs that of a table with several key columns whose rows
    ///   are counted in an association.
    init(_ table: TableSchema, suffix: String = "", hasRowID: Bool = false) {
        let search = SearchStatements(table, suffix: suffix)
        lines = table.lines.map { LineStatements($0, of: table, suffix: suffix) }
        names = [table.name + suffix] + lines.flatMap(\.table.names) + (search?.names ?? [])
        let name = quoted(table.name + suffix)
        let columns = table.columns.map { quoted($0.name) }
        let key = table.primaryKey.map { quoted($0) }
        let definitions = table.columns.map { column in
            "\(quoted(column.name)) \(column.storage.rawValue.uppercased())\(column.isNullable ? "" : " NOT NULL")"
        }
        // Rows are found by key alone, so the key is the table's only tree, if it can be.
        let options = hasRowID ? "STRICT" : "STRICT, WITHOUT ROWID"
        let createTable = """
            CREATE TABLE \(name) (\(list(definitions)), PRIMARY KEY (\(list(key)))) \(options)
            """
        createTables = [createTable] + lines.flatMap(\.table.createTables) + (search?.createTables ?? [])
        let indexes = table.indexes.map { index in
            let indexName = quoted(([table.name] + index.columns).joined(separator: "_") + suffix)
            let columns = list(index.columns.map(quoted))
            return "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(indexName) ON \(name) (\(columns))"
        }
        createIndexes = indexes + lines.flatMap(\.table.createIndexes) + (search?.fill ?? [])
        // The key's values come first, and so do its columns.
        let byKey = key.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
        selectAll = "SELECT \(list(columns)) FROM \(name)"
        select = "\(selectAll) WHERE \(byKey)"
        delete = "DELETE FROM \(name) WHERE \(byKey)"
        let assignments = columns.filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        let action = assignments.isEmpty ? "DO NOTHING" : "DO UPDATE SET \(list(assignments))"
        insert = "INSERT INTO \(name) (\(list(columns))) VALUES (\(list(columns.map { _ in "?" })))"
        (self.name, self.columns, self.byKey, self.key) = (name, columns, byKey, key)
        upsert = "\(insert) ON CONFLICT (\(list(key))) \(action)"
    }

    /// Sets some columns of a row that there is; the values of all columns are bound.
    func update(_ changed: [Bool]) -> String {
        let assignments = zip(columns, changed).enumerated().filter(\.element.1).map { index, column in
            "\(column.0) = ?\(index + 1)"
        }
        return "UPDATE \(name) SET \(list(assignments)) WHERE \(byKey)"
    }

    /// The rows with values in columns; null equals null.
    func select(where columns: [String]) -> String {
        "\(selectAll) WHERE \(columns.map { "\(quoted($0)) IS ?" }.joined(separator: " AND "))"
    }

    /// Puts the rows of a query into the order of their keys.
    var orderByKey: String { " ORDER BY \(list(key))" }

    /// Gives a table another name; what belongs to it goes with it.
    static func rename(_ table: String, to name: String) -> String {
        "ALTER TABLE \(quoted(table)) RENAME TO \(quoted(name))"
    }

    /// Removes a table.
    static func drop(_ table: String) -> String { "DROP TABLE IF EXISTS \(quoted(table))" }
}

/// The SQL for the table of the elements of a list.
struct LineStatements: Sendable {
    /// The table itself.
    let table: TableStatements
    /// The place of the column that has the list.
    let column: Int
    /// Deletes the rows of one list by the key of the row that has it.
    let deleteAll: String

    init(_ lines: LinesSchema, of parent: TableSchema, suffix: String) {
        table = TableStatements(lines.table, suffix: suffix, hasRowID: true)
        column = parent.columns.firstIndex { $0.name == lines.column } ?? 0
        let byKey = parent.primaryKey.map { "\(quoted($0)) = ?" }.joined(separator: " AND ")
        deleteAll = "DELETE FROM \(quoted(lines.table.name + suffix)) WHERE \(byKey)"
    }
}

/// A name that is safe in SQL, whatever it contains.
func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
