import AnnalsEvaluation
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Keeps the rows of a read model in memory, as generated projections keep them in a database.
public struct Projector: Sendable {
    private let projection: ProjectionDeclaration
    private let reader: EventReader
    private let defaults: OrderedMap<Value>
    /// The JSON bytes of the only key that is kept; nil for all.
    private let only: [UInt8]?
    /// By the JSON bytes of the key: strings with the same look but other bytes are other keys.
    private var rows: [[UInt8]: OrderedMap<Value>] = [:]
    /// How many updates found no row.
    public private(set) var missedUpdates = 0

    private var fields: [Field] { (projection.key + projection.columns).map(\.field) }

    /// Creates an empty read model.
    ///
    /// - Parameter key: The key of the only row that is kept, an object in canonical form; nil for all rows. Rows follow
    ///   from events and from themselves, so that one is the same without the others.
    /// - Throws: ``HandlerFailure`` when the schema has no such projection.
    public init(_ schema: Schema, projection name: String, only key: JSONValue? = nil) throws(HandlerFailure) {
        guard let projection = schema.projections.first(where: { $0.name == name }) else { throw .unknownName(name) }
        self.projection = projection
        only = key?.bytes
        reader = EventReader(schema)
        defaults = ExpressionRunner.defaults(projection.columns.map(\.field), reader.decoder)
    }

    /// Applies an event, or what takes its place; one that the projection does not handle changes nothing. After a failure
    /// the rows are as before.
    public mutating func apply(_ event: StoredEvent) throws(HandlerFailure) {
        let before = (rows, missedUpdates)
        do throws(HandlerFailure) {
            for (name, event) in try reader.events(event) {
                guard let handler = projection.handlers.first(where: { $0.event == name }) else { continue }
                try apply(handler, try reader.roots(event))
            }
            if let only { rows = rows.filter { $0.key == only } }
        } catch {
            (rows, missedUpdates) = before
            throw error
        }
    }

    /// The rows as JSON, columns in schema order, sorted by the JSON of their keys.
    ///
    /// - Throws: ``HandlerFailure`` for a number that JSON cannot write.
    public func table() throws(HandlerFailure) -> [JSONValue] {
        var table: [JSONValue] = []
        for key in rows.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let members = rows[key] else { continue }
            table.append(try reader.json(.record(Scopes.row(projection.name), members), fields))
        }
        return table
    }

    // MARK: - Handlers

    private mutating func apply(_ handler: ProjectionHandler, _ roots: [String: Value]) throws(HandlerFailure) {
        guard let loop = handler.loop else { return try step(handler, roots) }
        guard case .list(let elements) = try reader.value(of: loop.list, roots, step: "forEach") else { return }
        for element in elements {
            var roots = roots
            roots[loop.variable] = element
            try step(handler, roots)
        }
    }

    private mutating func step(_ handler: ProjectionHandler, _ roots: [String: Value]) throws(HandlerFailure) {
        switch handler.action {
        case .custom: throw .custom(event: handler.event)
        case .delete: rows[try key(handler, roots).bytes] = nil
        case .update(let assignments):
            let key = try key(handler, roots)
            guard let row = rows[key.bytes] else {
                missedUpdates += 1
                return
            }
            rows[key.bytes] = try assign(assignments, to: row, roots, "update")
        case .upsert(let assignments):
            let key = try key(handler, roots)
            var fresh = key.members
            for column in defaults { fresh[column.key] = column.value }
            rows[key.bytes] = try assign(assignments, to: rows[key.bytes] ?? fresh, roots, "upsert")
        }
    }

    private func assign(
        _ assignments: [Assignment], to row: OrderedMap<Value>, _ roots: [String: Value], _ step: String
    ) throws(HandlerFailure) -> OrderedMap<Value> {
        var roots = roots
        roots["row"] = .record(Scopes.row(projection.name), row)
        var next = row
        for assignment in assignments {
            next[assignment.target] = try reader.value(
                of: assignment.expression, roots, step: "\(step) \(assignment.target)")
        }
        return next
    }

    /// The key's columns, and their JSON: rows are the same when its bytes are.
    private func key(
        _ handler: ProjectionHandler, _ roots: [String: Value]
    ) throws(HandlerFailure) -> (members: OrderedMap<Value>, bytes: [UInt8]) {
        var members = OrderedMap<Value>()
        for assignment in handler.key {
            members[assignment.target] = try reader.value(of: assignment.expression, roots, step: "key")
        }
        let json = try reader.json(.record(Scopes.row(projection.name), members), projection.key.map(\.field))
        return (members, json.bytes)
    }
}
