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
        let columns = projection.key.map(\.field)
        if let node = reader["key"] {
            if case .mapping = node {
                let before = diagnostics.errorCount
                let assignments = AssignmentReader.read(node, "'key'", to: columns, schema, in: scope, &diagnostics)
                let missing = columns.filter { column in !assignments.contains { $0.target == column.name } }
                if !missing.isEmpty, diagnostics.errorCount == before {
                    diagnostics.error(
                        "schema.projection-key",
                        "the key needs \(missing.map { "'\($0.name)'" }.joined(separator: ", ")) too", at: node.location
                    )
                }
                return columns.compactMap { column in assignments.first { $0.target == column.name } }
            }
            guard columns.count == 1 else {
                diagnostics.error(
                    "schema.projection-key", "a key of \(columns.count) columns is a map", at: node.location,
                    suggestion: "write key: { \(columns[0].name): … }")
                return nil
            }
            return ExpressionReader.read(
                node, expecting: schema.expressionType(columns[0].type), in: scope, &diagnostics
            )
            .map { [Assignment(target: columns[0].name, expression: $0, location: node.location)] }
        }
        let fields = event.versions.last?.fields ?? []
        var assignments: [Assignment] = []
        for column in columns {
            guard fields.contains(where: { $0.name == column.name }) else {
                diagnostics.error(
                    "schema.projection-key", "the event '\(event.name)' has no field '\(column.name)' for the key",
                    at: reader.location,
                    suggestion: "say where it comes from: key: event.…")
                return nil
            }
            let outcome = ExpressionChecker(scope).check(
                "event.\(column.name)", expected: schema.expressionType(column.type))
            guard let expression = outcome.expression else {
                diagnostics.error(
                    "schema.projection-key",
                    "'\(column.name)' of the event '\(event.name)' does not fit the key: \(outcome.issues.first?.message ?? "")",
                    at: reader.location, suggestion: "say where it comes from: key: event.…")
                return nil
            }
            assignments.append(Assignment(target: column.name, expression: expression, location: reader.location))
        }
        return assignments
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
