import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads the declarations under `aggregates:`.
struct AggregateReader {
    let schema: Schema
    /// The events that aggregates have, retired ones included.
    let events: [String: [EventDeclaration]]
    let scopes: Scopes
    let fields: FieldReader
    let broken: BrokenNames
    let file: String

    func read(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> AggregateDeclaration? {
        let name = entry.key
        Names.check(name, .aggregate, &diagnostics)
        guard let reader = MappingReader(entry.value, "the aggregate '\(name.text)'", at: name.location, &diagnostics)
        else { return nil }
        reader.allow(["description", "id", "state", "on", "ignore", "snapshot"], &diagnostics)
        guard let id = id(reader, &diagnostics) else { return nil }
        let before = diagnostics.errorCount
        let state = StateReader.read(reader, fields, &diagnostics)
        let isStateBroken = diagnostics.errorCount > before
        let own = events[name.text, default: []].filter { $0.retirement == nil }.map(\.name)
        return AggregateDeclaration(
            name: name.text, description: reader.text("description", &diagnostics), id: id, state: state,
            handlers: handlers(reader, name.text, isStateBroken ? nil : state, &diagnostics),
            ignoredEvents: ignored(reader, name.text, &diagnostics),
            events: own, snapshotInterval: snapshotInterval(reader, &diagnostics), file: file, location: name.location)
    }

    private func id(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> Field? {
        guard let node = reader.required("id", &diagnostics, suggestion: "add 'id: { orderId: uuid }', say") else {
            return nil
        }
        let ids = fields.fields(node, "'id'", &diagnostics).map(\.field)
        guard ids.count == 1, let id = ids.first else {
            diagnostics.error(
                "schema.aggregate-id", "'id' names one field of its events", at: node.location,
                suggestion: "write id: { orderId: uuid }")
            return nil
        }
        switch schema.resolved(id.type) {
        case .scalar(.uuid, _), .scalar(.string, _), .scalar(.int, _): return id
        default:
            diagnostics.error("schema.aggregate-id", "an identity is a uuid, a string or an int", at: id.location)
            return nil
        }
    }

    /// - Parameter state: nil when it could not be read; then nothing is checked against it.
    private func handlers(
        _ reader: MappingReader, _ name: String, _ state: [Field]?, _ diagnostics: inout Diagnostics
    ) -> [AggregateHandler] {
        guard let node = reader["on"], let entries = MappingReader(node, "'on'", &diagnostics)?.all else { return [] }
        return entries.map { entry in
            var result = AggregateHandler(event: entry.key.text, assignments: [])
            let event = event(entry.key, of: name, &diagnostics)
            guard
                let handler = MappingReader(
                    entry.value, "the handler of '\(entry.key.text)'", at: entry.key.location, &diagnostics)
            else { return result }
            handler.allow(["set"], &diagnostics)
            let set = handler.required(
                "set", &diagnostics, suggestion: "write set: { status: … }, or list the event under 'ignore:'")
            guard let set, let event, let state else { return result }
            result.assignments = AssignmentReader.read(
                set, "'set'", to: state, schema, in: scopes.aggregate(name, state: state, event: event), &diagnostics)
            return result
        }
    }

    /// The event when its shape is known; a name that is wrong is reported.
    private func event(_ name: Scalar, of aggregate: String, _ diagnostics: inout Diagnostics) -> EventDeclaration? {
        if broken.contains(name.text) { return nil }
        let named = schema.event(name.text)
        if let named, named.aggregate == aggregate { return named }
        let own = events[aggregate, default: []]
        if let event = own.first(where: { $0.name == name.text }) { return event }
        let other = named.map { "the event '\($0.name)' belongs to the aggregate '\($0.aggregate)'" }
        diagnostics.error(
            "schema.unknown-event", other ?? "there is no event '\(name.text)'", at: name.location,
            suggestion: Suggestion.closest(to: name.text, in: own.map(\.name)).map { "did you mean '\($0)'?" })
        return nil
    }

    private func ignored(_ reader: MappingReader, _ name: String, _ diagnostics: inout Diagnostics) -> [String] {
        guard let node = reader["ignore"] else { return [] }
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'ignore' must be a list of events, found \(node.kindName)", at: node.location)
            return []
        }
        return nodes.compactMap { node in
            guard case .scalar(let scalar) = node else {
                diagnostics.error(
                    "schema.kind", "'ignore' lists names of events, found \(node.kindName)", at: node.location)
                return nil
            }
            _ = event(scalar, of: name, &diagnostics)
            return scalar.text
        }
    }

    private func snapshotInterval(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> Int? {
        guard let node = reader["snapshot"], let snapshot = MappingReader(node, "'snapshot'", &diagnostics) else {
            return nil
        }
        snapshot.allow(["every"], &diagnostics)
        guard let every = snapshot.scalar("every", &diagnostics) else { return nil }
        guard let interval = Int(every.text), interval > 0 else {
            diagnostics.error("schema.snapshot", "'every' is a number of events above zero", at: every.location)
            return nil
        }
        return interval
    }
}

/// Reads a map from fields to expressions.
enum AssignmentReader {
    static func read(
        _ node: Node, _ subject: String, to targets: [Field], _ schema: Schema, in environment: TypeEnvironment,
        _ diagnostics: inout Diagnostics
    ) -> [Assignment] {
        guard let reader = MappingReader(node, subject, &diagnostics) else { return [] }
        reader.allowNames(targets.map(\.name), &diagnostics)
        return reader.all.compactMap { entry in
            guard let target = targets.first(where: { $0.name == entry.key.text }) else { return nil }
            return ExpressionReader.read(
                entry.value, expecting: schema.expressionType(target.type), in: environment, &diagnostics
            ).map { Assignment(target: target.name, expression: $0, location: entry.value.location) }
        }
    }
}
