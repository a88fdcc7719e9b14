internal import Annals

/// The SQL for a read model's table.
struct TableStatements {
    /// Creates the table and its indexes.
    let create: [String]
    /// A row by its key.
    let select: String
    /// Inserts a row or replaces the one with the same key.
    let upsert: String
    /// Deletes a row by its key.
    let delete: String

    init(_ table: TableSchema) {
        let name = quoted(table.name)
        let columns = table.columns.map { quoted($0.name) }
        let key = table.primaryKey.map { quoted($0) }
        let definitions = table.columns.map { column in
            "\(quoted(column.name)) \(column.storage.rawValue.uppercased())\(column.isNullable ? "" : " NOT NULL")"
        }
        // Rows are found by key alone, so the key is the table's only tree.
        let createTable = """
            CREATE TABLE \(name) (\(list(definitions)), PRIMARY KEY (\(list(key)))) STRICT, WITHOUT ROWID
            """
        let indexes = table.columns.filter(\.isIndexed).map { column in
            "CREATE INDEX \(quoted("\(table.name)_\(column.name)")) ON \(name) (\(quoted(column.name)))"
        }
        create = [createTable] + indexes
        let byKey = key.map { "\($0) = ?" }.joined(separator: " AND ")
        select = "SELECT \(list(columns)) FROM \(name) WHERE \(byKey)"
        delete = "DELETE FROM \(name) WHERE \(byKey)"
        let assignments = columns.filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        let action = assignments.isEmpty ? "DO NOTHING" : "DO UPDATE SET \(list(assignments))"
        upsert = """
            INSERT INTO \(name) (\(list(columns))) VALUES (\(list(columns.map { _ in "?" }))) \
            ON CONFLICT (\(list(key))) \(action)
            """
    }

    /// Removes a table.
    static func drop(_ table: String) -> String { "DROP TABLE IF EXISTS \(quoted(table))" }
}

/// A name that is safe in SQL, whatever it contains.
private func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
