internal import Annals

/// The SQL for the full-text index of a read model's table.
///
/// FTS5 finds rows by numbers, which a table without rowids does not have, and the rowids of others may change: a second
/// table numbers the keys. Triggers keep both, so that whoever writes a row need not know of them.
struct SearchStatements {
    /// What numbers the rows.
    static let number = "annals_row"

    /// The index, then the table that numbers the rows.
    let names: [String]
    /// Creates both tables without rows.
    let createTables: [String]
    /// Takes in the rows that there are, and from then on what happens to them.
    let fill: [String]

    /// Nil where the table has no full-text index.
    init?(_ table: TableSchema, suffix: String) {
        guard !table.searchedColumns.isEmpty else { return nil }
        let own = [Self.index(table.name) + suffix, Self.numbers(table.name) + suffix]
        names = own
        let (name, index, numbers) = (quoted(table.name + suffix), quoted(own[0]), quoted(own[1]))
        let columns = table.searchedColumns.map { quoted($0) }
        let key = table.primaryKey.map { quoted($0) }
        let keyColumns = table.columns.filter { table.primaryKey.contains($0.name) }.map { column in
            "\(quoted(column.name)) \(column.storage.rawValue.uppercased()) NOT NULL"
        }
        createTables = [
            """
            CREATE VIRTUAL TABLE \(index) USING fts5(\(list(columns)), \
            tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')
            """,
            """
            CREATE TABLE \(numbers) (\(Self.number) INTEGER PRIMARY KEY, \(list(keyColumns)), UNIQUE (\(list(key)))) STRICT
            """,
        ]
        func qualified(_ prefix: String, _ names: [String]) -> String { list(names.map { "\(prefix).\($0)" }) }
        func numberOf(_ row: String) -> String {
            let byKey = key.map { "\($0) = \(row).\($0)" }.joined(separator: " AND ")
            return "(SELECT \(Self.number) FROM \(numbers) WHERE \(byKey))"
        }
        func trigger(_ event: String, _ when: String, _ steps: [String]) -> String {
            let trigger = quoted("\(own[0])_\(event)")
            return "CREATE TRIGGER \(trigger) AFTER \(when) BEGIN \(steps.map { $0 + "; " }.joined())END"
        }
        let assignments = columns.map { "\($0) = new.\($0)" }
        let isChanged = columns.map { "old.\($0) IS NOT new.\($0)" }.joined(separator: " OR ")
        fill = [
            "INSERT INTO \(numbers) (\(list(key))) SELECT \(list(key)) FROM \(name) ORDER BY \(list(key))",
            """
            INSERT INTO \(index) (rowid, \(list(columns))) SELECT n.\(Self.number), \(qualified("t", columns)) \
            FROM \(name) t JOIN \(numbers) n USING (\(list(key)))
            """,
            trigger(
                "insert", "INSERT ON \(name)",
                [
                    "INSERT INTO \(numbers) (\(list(key))) VALUES (\(qualified("new", key)))",
                    "INSERT INTO \(index) (rowid, \(list(columns))) VALUES (\(numberOf("new")), \(qualified("new", columns)))",
                ]),
            trigger(
                "update", "UPDATE OF \(list(columns)) ON \(name) WHEN \(isChanged)",
                ["UPDATE \(index) SET \(list(assignments)) WHERE rowid = \(numberOf("new"))"]),
            trigger(
                "delete", "DELETE ON \(name)",
                [
                    "DELETE FROM \(index) WHERE rowid = \(numberOf("old"))",
                    "DELETE FROM \(numbers) WHERE \(Self.number) = \(numberOf("old"))",
                ]),
        ]
    }

    /// The name of the index.
    static func index(_ table: String) -> String { "\(table)_search" }

    /// The name of the table that numbers the rows.
    static func numbers(_ table: String) -> String { "\(table)_search_rows" }
}
