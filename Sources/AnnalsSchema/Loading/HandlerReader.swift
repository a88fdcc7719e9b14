import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads what one event does to the rows of a projection.
struct HandlerReader {
    let schema: Schema
    let scopes: Scopes
    let broken: BrokenNames
    let projection: ProjectionDeclaration
    /// Whether a column could not be read; then nothing is checked against the columns.
    let areColumnsBroken: Bool

    private static let actions = ["upsert", "update", "delete"]

    func read(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> ProjectionHandler? {
        guard let event = HandledEvent.find(entry.key, in: schema, broken, &diagnostics) else { return nil }
        if case .scalar(let scalar) = entry.value, scalar.text == "custom" {
            return ProjectionHandler(
                event: event.name, loop: nil, key: [], action: .custom, location: entry.key.location)
        }
        guard
            let reader = MappingReader(
                entry.value, "the handler of '\(event.name)'", at: entry.key.location, &diagnostics)
        else { return nil }
        reader.allow(["forEach", "key", "where"] + HandlerReader.actions, &diagnostics)
        let actions = HandlerReader.actions.filter { reader[$0] != nil }
        guard actions.count == 1 else {
            diagnostics.error(
                "schema.handler",
                actions.isEmpty
                    ? "the handler does nothing" : "a handler has only one of \(actions.joined(separator: " and "))",
                at: entry.key.location, suggestion: "write one of upsert, update, delete, or the word custom")
            return nil
        }
        if areColumnsBroken { return nil }
        var keyScope = scopes.projection(event)
        var rowScope = scopes.projection(projection, event: event)
        var loop: ProjectionHandler.Loop?
        if let node = reader["forEach"] {
            guard let (read, element) = LoopReader.read(node, in: keyScope, &diagnostics) else { return nil }
            loop = read
            keyScope.variables[read.variable] = element
            rowScope.variables[read.variable] = element
        }
        let finder = RowFinderReader(schema: schema, projection: projection)
        let rows = reader["where"] == nil ? nil : finder.filter(reader, actions[0], keyScope, &diagnostics)
        let key = reader["where"] == nil ? finder.key(reader, event, keyScope, &diagnostics) : []
        guard let key, let action = action(actions[0], reader, rowScope, &diagnostics) else { return nil }
        var handler = ProjectionHandler(
            event: event.name, loop: loop, key: key, action: action, location: entry.key.location)
        handler.filter = rows ?? []
        return handler
    }

    private func action(
        _ name: String, _ reader: MappingReader, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> ProjectionHandler.Action? {
        guard let written = reader[name] else { return nil }
        if name == "delete" {
            guard case .scalar(let scalar) = written, scalar.text == "true" else {
                diagnostics.error(
                    "schema.handler", "'delete' is just true: the key says which row", at: written.location,
                    suggestion: "write delete: true")
                return nil
            }
            return .delete
        }
        let columns = projection.columns.map(\.field)
        let node = withoutComputed(written, &diagnostics)
        let assignments = AssignmentReader.read(node, "'\(name)'", to: columns, schema, in: scope, &diagnostics)
        guard name == "upsert" else { return .update(assignments) }
        for column in columns where column.isRequired && !assignments.contains(where: { $0.target == column.name }) {
            let isBroken = MappingReader(node, "", &diagnostics)?.entry(column.name) != nil
            if isBroken { continue }
            diagnostics.error(
                "schema.column-unset", "a new row would have no value for '\(column.name)'", at: node.location,
                suggestion: "set it here, give the column a default, or make it optional (T?)")
        }
        for assignment in assignments {
            for column in columns
            where column.isRequired
                && assignment.expression.reads.contains(where: {
                    $0 == ["row"] || $0.starts(with: ["row", column.name])
                })
            {
                diagnostics.error(
                    "schema.row-default", "row.\(column.name) has no value before the row is there",
                    at: assignment.location,
                    suggestion: "give the column '\(column.name)' a default")
            }
        }
        return .upsert(assignments)
    }

    /// Reports and leaves out what sets a column that follows from the others.
    private func withoutComputed(_ node: Node, _ diagnostics: inout Diagnostics) -> Node {
        guard case .mapping(let entries, let location) = node else { return node }
        // A name that stands in both is reported where it is declared.
        let computed = Set(projection.computed.map(\.field.name)).subtracting(projection.columns.map(\.field.name))
        for entry in entries where computed.contains(entry.key.text) {
            diagnostics.error(
                "schema.computed", "'\(entry.key.text)' is computed from the other columns, and nothing sets it",
                at: entry.key.location, suggestion: "remove it here, or make it a column of its own under columns:")
        }
        return .mapping(entries.filter { !computed.contains($0.key.text) }, location)
    }
}
