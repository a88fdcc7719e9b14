import AnnalsDiagnostics
import AnnalsYAML

/// What projections call their tables and indexes, which share one space of names in a database.
enum TableNames {
    /// Reports a name that is not the schema's to give.
    static func check(_ scalar: Scalar, _ diagnostics: inout Diagnostics) {
        Names.check(scalar, .variable, &diagnostics)
        let name = scalar.text.lowercased()
        if name.hasPrefix("sqlite_") || name.hasPrefix("annals_") {
            diagnostics.error(
                "schema.table", "tables that begin with sqlite_ or annals_ are not yours to name", at: scalar.location)
        }
    }

    /// Reports names that two things of all projections would have. SQL does not tell capital letters apart.
    static func check(_ schema: Schema, _ diagnostics: inout Diagnostics) {
        var seen: [String: (object: DatabaseObject, projection: String)] = [:]
        for projection in schema.projections {
            for object in projection.databaseObjects {
                let name = object.name.lowercased()
                guard let (other, owner) = seen[name] else {
                    seen[name] = (object, projection.name)
                    continue
                }
                let areTables = object.kind == .table && other.kind == .table
                diagnostics.error(
                    "schema.duplicate-name",
                    areTables
                        ? "two projections write to the table '\(object.name)'"
                        : "\(object.kind.rawValue) of \(projection.name) and \(other.kind.rawValue) of \(owner) would both be called "
                            + "'\(object.name)'",
                    at: object.location, notes: [Diagnostic.Note("the other one is here", at: other.location)],
                    suggestion: owner == projection.name && !areTables
                        ? "rename a column" : "give one of them another 'table:'")
            }
        }
    }
}

/// Something that a projection has in the database.
private struct DatabaseObject {
    enum Kind: String {
        case table = "the table"
        case lines = "the table of a list"
        case index = "an index"
        case search = "a table of the full-text index"
    }

    let kind: Kind
    let name: String
    let location: SourceLocation
}

extension ProjectionDeclaration {
    /// The names that `TableStatements` of the SQLite store makes of this projection.
    fileprivate var databaseObjects: [DatabaseObject] {
        func indexes(_ table: String, _ columns: [[String]], _ location: SourceLocation) -> [DatabaseObject] {
            columns.map {
                DatabaseObject(
                    kind: .index, name: ([table] + $0).joined(separator: "_"), location: location)
            }
        }
        let single = allColumns.filter(\.isIndexed).map { [$0.field.name] }
        var objects = [DatabaseObject(kind: .table, name: table, location: location)]
        objects += indexes(table, single + self.indexes.map(\.columns), location)
        for lines in columns.compactMap(\.lines) {
            objects.append(DatabaseObject(kind: .lines, name: lines.name, location: lines.location))
            objects += indexes(lines.name, lines.indexed.map { [$0] }, lines.location)
        }
        guard !search.isEmpty else { return objects }
        // The virtual table, the rows that it knows, and what FTS5 keeps beside it.
        for suffix in ["", "_rows", "_data", "_idx", "_content", "_docsize", "_config"] {
            objects.append(DatabaseObject(kind: .search, name: "\(table)_search\(suffix)", location: location))
        }
        return objects
    }
}
