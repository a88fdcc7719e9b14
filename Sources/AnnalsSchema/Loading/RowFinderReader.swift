import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads which rows a handler changes: the one of a key, or all with some values.
struct RowFinderReader {
    let schema: Schema
    let projection: ProjectionDeclaration

    /// `key: event.customerId`, or the event's fields of the same names.
    func key(
        _ reader: MappingReader, _ event: EventDeclaration, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> [Assignment]? {
        KeyReader(
            schema: schema, fields: projection.key.map(\.field), rule: "schema.projection-key", noun: "columns"
        ).read(reader, event, scope, &diagnostics)
    }

    /// `where: { customerId: event.customerId }`; what finds rows comes first.
    func filter(
        _ reader: MappingReader, _ action: String, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> [Assignment]? {
        guard let entry = reader.entry("where") else { return nil }
        if let key = reader.entry("key") {
            diagnostics.error(
                "schema.where", "a handler changes the row of a key or the rows of a 'where', not both",
                at: key.key.location, suggestion: "remove one of them")
        }
        if action == "upsert" {
            diagnostics.error(
                "schema.where", "'upsert' needs a key, because 'where' does not say which row to insert",
                at: entry.key.location, suggestion: "write update, or key: instead of where:")
        }
        let columns = projection.allColumns.map(\.field)
        let before = diagnostics.errorCount
        var filter = AssignmentReader.read(entry.value, "'where'", to: columns, schema, in: scope, &diagnostics)
        for condition in filter {
            guard let field = columns.first(where: { $0.name == condition.target }),
                !schema.columnKind(field.type).isComparable
            else { continue }
            let kind = schema.columnKind(field.type)
            diagnostics.error(
                "schema.where",
                kind == .json
                    ? "'\(field.name)' is stored as JSON, in which no row is found"
                    : "'\(field.name)' is a double, and doubles that look the same differ in the last digit",
                at: condition.location, suggestion: "keep what is looked for in a column of its own")
        }
        guard diagnostics.errorCount == before else { return nil }
        guard !filter.isEmpty else {
            diagnostics.error(
                "schema.where", "'where' has no column, and would change every row", at: entry.value.location,
                suggestion: "write where: { customerId: event.customerId }, say")
            return nil
        }
        let finders = projection.columnsThatFind
        guard let first = filter.firstIndex(where: { finders.contains($0.target) }) else {
            diagnostics.error(
                "schema.where",
                "no index finds rows by \(filter.map { "'\($0.target)'" }.joined(separator: " and "))",
                at: entry.key.location, suggestion: "add index: true to the column '\(filter[0].target)'")
            return nil
        }
        filter.swapAt(0, first)
        return filter
    }
}
