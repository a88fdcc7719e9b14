import AnnalsEvaluation
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Keeps the rows of a read model in memory, as generated projections keep them in a database.
public struct Projector: Sendable {
    private let projection: ProjectionDeclaration
    private let reader: EventReader
    private let defaults: OrderedMap<Value>
    private let doubles: [String]
    /// The JSON bytes of the only key that is kept; nil for all.
    private let only: [UInt8]?
    /// By the JSON bytes of the key: strings with the same look but other bytes are other keys.
    private var rows: [[UInt8]: OrderedMap<Value>] = [:]
    /// The keys of the rows with some values in the columns of a unique index, for each of these.
    private var owners: [[[UInt8]: [UInt8]]]
    /// What the event that is applied has replaced, to undo it.
    private var replaced: [(key: [UInt8], row: OrderedMap<Value>?)] = []
    /// How many updates found no row.
    public private(set) var missedUpdates = 0

    private var stored: [Field] { projection.storedColumns.map(\.field) }
    private var uniqueIndexes: [TableIndex] { projection.indexes.filter(\.isUnique) }

    /// Creates an empty read model.
    ///
    /// - Parameter key: The key of the only row that is kept, an object in canonical form; nil for all rows. Rows follow
    ///   from events and from themselves, so that one is the same without the others; but unique indexes then refuse nothing.
    /// - Throws: ``HandlerFailure`` when the schema has no such projection.
    public init(_ schema: Schema, projection name: String, only key: JSONValue? = nil) throws(HandlerFailure) {
        guard let projection = schema.projections.first(where: { $0.name == name }) else { throw .unknownName(name) }
        self.projection = projection
        only = key?.bytes
        reader = EventReader(schema)
        defaults = ExpressionRunner.defaults(projection.columns.map(\.field), reader.decoder)
        doubles = projection.columns.map(\.field).filter { schema.columnKind($0.type) == .scalar(.double) }.map(\.name)
        owners = projection.indexes.filter(\.isUnique).map { _ in [:] }
    }

    /// Applies an event, or what takes its place; one that the projection does not handle changes nothing. After a failure
    /// the rows are as before.
    ///
    /// - Returns: Whether it saved or deleted rows that are kept, though perhaps as they were.
    @discardableResult
    public mutating func apply(_ event: StoredEvent) throws(HandlerFailure) -> Bool {
        let missedBefore = missedUpdates
        replaced.removeAll(keepingCapacity: true)
        do throws(HandlerFailure) {
            for (name, event) in try reader.events(event) {
                guard let handler = projection.handlers.first(where: { $0.event == name }) else { continue }
                try apply(handler, try reader.roots(event))
            }
            guard let only else {
                try takeUniqueValues()
                return !replaced.isEmpty
            }
            // Others come only by way of the event itself.
            for (key, _) in replaced where key != only { rows[key] = nil }
            return replaced.contains { $0.key == only }
        } catch {
            for (key, row) in replaced.reversed() { rows[key] = row }
            missedUpdates = missedBefore
            throw error
        }
    }

    /// The rows as JSON, columns in schema order and those that are computed after them, sorted by the JSON of their keys.
    ///
    /// - Throws: ``HandlerFailure`` for a number that JSON cannot write.
    public func table() throws(HandlerFailure) -> [JSONValue] {
        let columns = projection.allColumns.map(\.field)
        var table: [JSONValue] = []
        for key in rows.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let row = rows[key] else { continue }
            table.append(try json(try whole(row), columns))
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
        case .delete where !handler.filter.isEmpty:
            for key in try keys(handler, roots) { set(key, nil) }
        case .delete: set(try key(handler, roots).bytes, nil)
        case .update(let assignments) where !handler.filter.isEmpty:
            for key in try keys(handler, roots) {
                guard let row = rows[key] else { continue }
                set(key, try assign(assignments, to: row, roots, "update"))
            }
        case .update(let assignments):
            let key = try key(handler, roots)
            guard let row = rows[key.bytes] else {
                missedUpdates += 1
                return
            }
            set(key.bytes, try assign(assignments, to: row, roots, "update"))
        case .upsert(let assignments):
            let key = try key(handler, roots)
            var fresh = key.members
            for column in defaults { fresh[column.key] = column.value }
            set(key.bytes, try assign(assignments, to: rows[key.bytes] ?? fresh, roots, "upsert"))
        }
    }

    private mutating func set(_ key: [UInt8], _ row: OrderedMap<Value>?) {
        replaced.append((key, rows[key]))
        rows[key] = row.map(withoutNegativeZeros)
    }

    /// A column of doubles has no -0.0, because SQLite stores it as 0.0.
    private func withoutNegativeZeros(_ row: OrderedMap<Value>) -> OrderedMap<Value> {
        var row = row
        for column in doubles {
            switch row[column] {
            case .double(0)?: row[column] = .double(0)
            case .optional(.double(0))?: row[column] = .optional(.double(0))
            default: break
            }
        }
        return row
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

    /// The keys of the rows that have the values of a `where`, in order. Values are the same when their JSON is.
    private func keys(_ handler: ProjectionHandler, _ roots: [String: Value]) throws(HandlerFailure) -> [[UInt8]] {
        var wanted = OrderedMap<Value>()
        for condition in handler.filter {
            wanted[condition.target] = try reader.value(
                of: condition.expression, roots, step: "where \(condition.target)")
        }
        let columns = projection.allColumns.map(\.field).filter { wanted[$0.name] != nil }
        let bytes = try json(wanted, columns).bytes
        var found: [[UInt8]] = []
        for (key, row) in rows where try json(try whole(row), columns).bytes == bytes { found.append(key) }
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The key's columns, and their JSON: rows are the same when its bytes are.
    private func key(
        _ handler: ProjectionHandler, _ roots: [String: Value]
    ) throws(HandlerFailure) -> (members: OrderedMap<Value>, bytes: [UInt8]) {
        var members = OrderedMap<Value>()
        for assignment in handler.key {
            members[assignment.target] = try reader.value(of: assignment.expression, roots, step: "key")
        }
        return (members, try json(members, projection.key.map(\.field)).bytes)
    }

    private func json(_ row: OrderedMap<Value>, _ columns: [Field]) throws(HandlerFailure) -> JSONValue {
        try reader.json(.record(Scopes.row(projection.name), row), columns)
    }

    /// The row with its computed columns.
    private func whole(_ row: OrderedMap<Value>) throws(HandlerFailure) -> OrderedMap<Value> {
        guard !projection.computed.isEmpty else { return row }
        let roots = ["row": Value.record(Scopes.row(projection.name), row)]
        var whole = row
        for column in projection.computed {
            let name = column.field.name
            whole[name] = try reader.value(of: column.expression, roots, step: "computed \(name)")
        }
        return whole
    }

    // MARK: - Unique indexes

    /// Checks the rows that the event has changed, and notes their values.
    private mutating func takeUniqueValues() throws(HandlerFailure) {
        var changes: [(released: Set<[UInt8]>, taken: [[UInt8]: [UInt8]])] = []
        for (number, index) in uniqueIndexes.enumerated() {
            let columns = projection.allColumns.map(\.field).filter { index.columns.contains($0.name) }
            var released = Set<[UInt8]>()
            var taken: [[UInt8]: [UInt8]] = [:]
            for (key, row) in replaced {
                guard let row, let values = try values(row, columns), owners[number][values] == key else { continue }
                released.insert(values)
            }
            for (key, _) in replaced {
                guard let row = rows[key], let values = try values(row, columns) else { continue }
                let owner = taken[values] ?? (released.contains(values) ? nil : owners[number][values])
                if let owner, owner != key {
                    throw .notUnique(columns: index.columns, values: String(decoding: values, as: UTF8.self))
                }
                taken[values] = key
            }
            changes.append((released, taken))
        }
        for (number, change) in changes.enumerated() {
            for values in change.released { owners[number][values] = nil }
            owners[number].merge(change.taken) { $1 }
        }
    }

    /// The JSON of the values of an index; nil where one has none, because then no other row is the same.
    private func values(_ row: OrderedMap<Value>, _ columns: [Field]) throws(HandlerFailure) -> [UInt8]? {
        let whole = try whole(row)
        for column in columns { if case .optional(nil)? = whole[column.name] { return nil } }
        return try json(whole, columns).bytes
    }
}
