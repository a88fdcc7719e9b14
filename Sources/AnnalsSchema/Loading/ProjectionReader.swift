import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads the declarations under `projections:`.
struct ProjectionReader {
    let schema: Schema
    let scopes: Scopes
    let fields: FieldReader
    let broken: BrokenNames
    let file: String

    func read(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> ProjectionDeclaration? {
        let name = entry.key
        Names.check(name, .projection, &diagnostics)
        guard let reader = MappingReader(entry.value, "the projection '\(name.text)'", at: name.location, &diagnostics)
        else { return nil }
        reader.allow(
            ["description", "table", "key", "columns", "computed", "indexes", "search", "on", "suppress"], &diagnostics)
        guard let keyNode = reader.required("key", &diagnostics, suggestion: "add 'key: { orderId: uuid }', say") else {
            return nil
        }
        let before = diagnostics.errorCount
        let columnReader = ColumnReader(schema: schema, scopes: scopes, fields: fields)
        let key = columnReader.key(keyNode, &diagnostics)
        guard !key.isEmpty else {
            if diagnostics.errorCount > before { return nil }
            diagnostics.error("schema.projection-key", "a row needs a key", at: keyNode.location)
            return nil
        }
        var projection = ProjectionDeclaration(
            name: name.text, description: reader.text("description", &diagnostics),
            table: table(reader, name, &diagnostics),
            key: key, columns: columnReader.columns(reader, &diagnostics), handlers: [], file: file,
            location: name.location)
        checkNames(projection.storedColumns, &diagnostics)
        let areColumnsBroken = diagnostics.errorCount > before
        columnReader.checkLines(projection.columns, key: key, &diagnostics)
        if !areColumnsBroken {
            projection.computed = columnReader.computed(
                reader, of: name.text, over: projection.storedColumns.map(\.field), &diagnostics)
            if !projection.computed.isEmpty { checkNames(projection.allColumns, &diagnostics) }
            let indexes = TableIndexReader(schema: schema, columns: projection.allColumns)
            projection.indexes = indexes.indexes(reader, &diagnostics)
            projection.search = indexes.search(reader, &diagnostics)
        }
        projection.suppressions = SuppressionReader.read(reader, &diagnostics)
        if let node = reader.required("on", &diagnostics, suggestion: "say what each event does"),
            let entries = MappingReader(node, "'on'", &diagnostics)?.all
        {
            let handlers = HandlerReader(
                schema: schema, scopes: scopes, broken: broken, projection: projection,
                areColumnsBroken: areColumnsBroken)
            projection.handlers = entries.compactMap { handlers.read($0, &diagnostics) }
        }
        return projection
    }

    private func table(_ reader: MappingReader, _ name: Scalar, _ diagnostics: inout Diagnostics) -> String {
        guard let scalar = reader.scalar("table", &diagnostics) else { return Names.snakeCase(name.text) }
        TableNames.check(scalar, &diagnostics)
        return scalar.text
    }

    private func checkNames(_ columns: [Column], _ diagnostics: inout Diagnostics) {
        var seen: [String: SourceLocation] = [:]
        for field in columns.map(\.field) {
            // SQL does not tell capital letters apart.
            let name = field.name.lowercased()
            if let first = seen[name] {
                diagnostics.error(
                    "schema.duplicate-name", "the column '\(field.name)' stands twice (SQL ignores case)",
                    at: field.location,
                    notes: [Diagnostic.Note("it stands here first", at: first)])
            }
            seen[name] = field.location
        }
    }
}
