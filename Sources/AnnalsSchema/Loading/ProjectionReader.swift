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
        reader.allow(["description", "table", "key", "columns", "on", "suppress"], &diagnostics)
        guard let keyNode = reader.required("key", &diagnostics, suggestion: "add 'key: { orderId: uuid }', say") else {
            return nil
        }
        let before = diagnostics.errorCount
        let key = fields.fields(keyNode, "'key'", &diagnostics).map { Column(field: $0.field, isIndexed: false) }
        guard !key.isEmpty else {
            if diagnostics.errorCount > before { return nil }
            diagnostics.error("schema.projection-key", "a row needs a key", at: keyNode.location)
            return nil
        }
        for column in key { checkKey(column.field, &diagnostics) }
        let columns = columns(reader, &diagnostics)
        checkNames(key + columns, &diagnostics)
        let areColumnsBroken = diagnostics.errorCount > before
        let table = table(reader, name, &diagnostics)
        var projection = ProjectionDeclaration(
            name: name.text, description: reader.text("description", &diagnostics), table: table, key: key,
            columns: columns,
            handlers: [], file: file, location: name.location)
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
        Names.check(scalar, .variable, &diagnostics)
        if scalar.text.lowercased().hasPrefix("sqlite_") || scalar.text.lowercased().hasPrefix("annals_") {
            diagnostics.error(
                "schema.table", "tables that begin with sqlite_ or annals_ are not yours to name", at: scalar.location)
        }
        return scalar.text
    }

    private func columns(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> [Column] {
        guard let node = reader["columns"] else { return [] }
        return fields.fields(node, "'columns'", extraKeys: ["index"], &diagnostics).map { field, reader in
            var isIndexed = false
            if let scalar = reader?.scalar("index", &diagnostics) {
                isIndexed = scalar.text == "true"
                if scalar.text != "true", scalar.text != "false" {
                    diagnostics.error("schema.index", "'index' is true or false", at: scalar.location)
                }
            }
            return Column(field: field, isIndexed: isIndexed)
        }
    }

    private func checkKey(_ field: Field, _ diagnostics: inout Diagnostics) {
        switch schema.resolved(field.type) {
        case .scalar(let scalar, _) where scalar != .json && scalar != .double: break
        case .named(let name) where { if case .enumeration? = schema.type(name)?.definition { true } else { false } }():
            break
        default:
            diagnostics.error(
                "schema.projection-key",
                "'\(field.name)' cannot be a key: a key is a single value that is always there, and no double",
                at: field.location)
        }
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
