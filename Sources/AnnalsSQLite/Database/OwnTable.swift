internal import GRDB

/// A table of Annals' own.
///
/// A table that is merely added needs no new layout: it is created wherever it is missing.
struct OwnTable {
    /// The name.
    let name: String
    /// Creates the table where it does not exist, and what belongs to it.
    let sql: String

    /// A table with these columns and constraints, and perhaps more statements, which do nothing when they are repeated.
    init(_ name: String, columns: String, options: String = "STRICT", more: String? = nil) {
        self.name = name
        sql = "CREATE TABLE IF NOT EXISTS \(name) (\(columns)) \(options)" + (more.map { ";\n" + $0 } ?? "")
    }
}

extension [OwnTable] {
    /// Whether all of them are in a database.
    func exist(in db: Database) throws -> Bool { try allSatisfy { try db.tableExists($0.name) } }
}
