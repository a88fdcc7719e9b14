import AnnalsDiagnostics
import AnnalsYAML

/// Reads the indexes of a projection over several columns, and its full-text index.
struct TableIndexReader {
    let schema: Schema
    let columns: [Column]

    /// `indexes: [{ columns: [customerId, createdAt], unique: true }]`.
    func indexes(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> [TableIndex] {
        guard let node = reader["indexes"] else { return [] }
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'indexes' must be a list, found \(node.kindName)", at: node.location,
                suggestion: "write indexes: [{ columns: [customerId, createdAt] }], say")
            return []
        }
        var indexes: [TableIndex] = []
        for node in nodes {
            guard let index = index(node, &diagnostics) else { continue }
            let isThere = columns.contains { $0.isIndexed && [$0.field.name] == index.columns }
            if isThere || indexes.contains(where: { $0.columns == index.columns }) {
                diagnostics.error(
                    "schema.index", "there is an index over \(index.columns.joined(separator: ", ")) already",
                    at: index.location, suggestion: "remove one of them")
                continue
            }
            indexes.append(index)
        }
        return indexes
    }

    private func index(_ node: Node, _ diagnostics: inout Diagnostics) -> TableIndex? {
        guard let reader = MappingReader(node, "an index", &diagnostics) else { return nil }
        reader.allow(["columns", "unique"], &diagnostics)
        guard
            let list = reader.required("columns", &diagnostics, suggestion: "write columns: [customerId, createdAt]")
        else { return nil }
        let isUnique = reader.flag("unique", &diagnostics)
        let names = read(list, "'columns'", &diagnostics) { kind, scalar, diagnostics in
            guard isUnique ? !kind.isComparable : !kind.isIndexable else { return }
            diagnostics.error(
                "schema.index",
                kind == .json
                    ? "'\(scalar.text)' is stored as JSON, in which no index finds anything"
                    : "'\(scalar.text)' is a double, and doubles that look the same differ in the last digit",
                at: scalar.location, suggestion: "keep what is looked for in a column of its own")
        }
        return names.isEmpty ? nil : TableIndex(columns: names, isUnique: isUnique, location: node.location)
    }

    /// `search: [customerId, status]`.
    func search(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> [String] {
        guard let entry = reader.entry("search") else { return [] }
        let node = entry.value
        if let column = columns.first(where: { $0.field.name.lowercased() == "annals_row" }) {
            diagnostics.error(
                "schema.search", "a read model that is searched cannot have a column '\(column.field.name)'",
                at: column.field.location, notes: [Diagnostic.Note("it is searched here", at: entry.key.location)],
                suggestion: "give it another name")
        }
        return read(node, "'search'", &diagnostics) { kind, scalar, diagnostics in
            if !kind.isText {
                diagnostics.error(
                    "schema.search", "'\(scalar.text)' is no text that can be searched", at: scalar.location,
                    suggestion: "search columns of type string, uri or of an enum")
            } else if ["rank", "rowid"].contains(scalar.text.lowercased()) {
                diagnostics.error(
                    "schema.search", "SQLite's full-text index has a column '\(scalar.text)' of its own",
                    at: scalar.location, suggestion: "give the column another name, such as \(scalar.text)Text")
            }
        }
    }

    /// The names of columns in a list; each of them once and known.
    private func read(
        _ node: Node, _ subject: String, _ diagnostics: inout Diagnostics,
        check: (ColumnKind, Scalar, inout Diagnostics) -> Void
    ) -> [String] {
        var names: [String] = []
        for scalar in TableIndexReader.names(node, subject, &diagnostics) {
            guard let column = columns.first(where: { $0.field.name == scalar.text }) else {
                diagnostics.error(
                    "schema.unknown-column", "there is no column '\(scalar.text)'", at: scalar.location,
                    suggestion: Suggestion.closest(to: scalar.text, in: columns.map(\.field.name)).map {
                        "did you mean '\($0)'?"
                    })
                continue
            }
            check(schema.columnKind(column.field.type), scalar, &diagnostics)
            if names.contains(scalar.text) {
                diagnostics.error(
                    "schema.duplicate-name", "the column '\(scalar.text)' stands twice in \(subject)",
                    at: scalar.location)
            }
            names.append(scalar.text)
        }
        return names
    }

    /// A list of names that has at least one.
    static func names(_ node: Node, _ subject: String, _ diagnostics: inout Diagnostics) -> [Scalar] {
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "\(subject) must be a list of columns, found \(node.kindName)", at: node.location)
            return []
        }
        if nodes.isEmpty {
            diagnostics.error("schema.kind", "\(subject) must have at least one column", at: node.location)
        }
        return nodes.compactMap { node in
            if case .scalar(let scalar) = node { return scalar }
            diagnostics.error(
                "schema.kind", "\(subject) lists names of columns, found \(node.kindName)", at: node.location)
            return nil
        }
    }
}
