import AnnalsExpression
import AnnalsJSON

extension Schema {
    /// The fingerprint of a projection: its table, its handlers and all that they read, through every version. When it
    /// changes, the rows that are there were made by another definition.
    ///
    /// A new version that leaves what is read as it was changes nothing.
    public func fingerprint(of projection: ProjectionDeclaration) -> String {
        var parts = [
            projection.table, CanonicalShape((projection.key + projection.columns).map(\.field), in: self).text,
        ]
        parts.append(projection.key.map(\.field.name).joined(separator: ","))
        parts += derived(projection)
        let handlers = projection.handlers.map { (name: firstName($0.event), handler: $0) }
        for (name, handler) in handlers.sorted(by: { $0.name < $1.name }) {
            parts.append(handler.canonicalText(event: name))
            parts += retirements(into: handler.event)
            guard let event = event(handler.event), let newest = event.versions.last else { continue }
            parts += history(of: event, reading: handler.fieldsRead ?? Set(newest.fields.map(\.name)))
        }
        return Fingerprint.of(parts.joined(separator: "\n"))
    }

    /// What else the table consists of. What it does not have says nothing, so that it is as it was before there was any.
    private func derived(_ projection: ProjectionDeclaration) -> [String] {
        let computed = projection.computed.sorted { $0.field.name < $1.field.name }
        var parts: [String] = []
        if !computed.isEmpty {
            parts.append(CanonicalShape(computed.map(\.field), in: self).text)
            parts += computed.map { "\($0.field.name)=\($0.expression.canonicalText)" }
        }
        // An index that is not there yet is made with the rows.
        let single = projection.allColumns.filter(\.isIndexed).map { "index \($0.field.name)" }
        parts += single.sorted()
        parts += projection.indexes.map { "\($0.isUnique ? "unique " : "")index \($0.columns.joined(separator: ","))" }
            .sorted()
        if !projection.search.isEmpty { parts.append("search \(projection.search.joined(separator: ","))") }
        for column in projection.columns {
            guard let lines = column.lines else { continue }
            parts.append("\(lines.name) of \(column.field.name) index \(lines.indexed.sorted().joined(separator: ","))")
        }
        return parts
    }

    /// The oldest name of an event: a rename changes no row.
    func firstName(_ event: String) -> String { self.event(event)?.formerNames.first ?? event }

    /// What some fields of an event were in each version, from the newest back, and how they came to be what they are.
    func history(of event: EventDeclaration, reading fields: Set<String>) -> [String] {
        var parts: [String] = []
        var types: Set<String> = []
        var needed = fields
        for version in event.versions.reversed() {
            let read = version.fields.filter { needed.contains($0.name) }
            let shape = CanonicalShape(read, in: self).text
            if parts.last != shape { parts.append(shape) }
            types.formUnion(read.compactMap(\.type.name?.name))
            guard let old = event.version(version.id.version - 1), let upcast = version.upcast else { break }
            let oldFields = Set(old.fields.map(\.name))
            guard case .fields(let all) = upcast.body else {
                parts.append("custom")
                needed = oldFields
                continue
            }
            let steps = all.filter { needed.contains($0.field) }
            parts += steps.filter(\.changes).map { "\($0.field)=\($0.source.canonicalText)" }.sorted()
            needed = Set(steps.flatMap { $0.fieldsRead(of: oldFields) })
        }
        return parts + stepsOfTypes(types)
    }

    /// How the types with these names, and all inside them, go from version to version.
    private func stepsOfTypes(_ first: Set<String>) -> [String] {
        let declared = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
        var names = Set<String>()
        var rest = Array(first)
        while let name = rest.popLast() {
            guard names.insert(name).inserted, let type = declared[name] else { continue }
            rest += type.versions.flatMap { $0.definition.names.map(\.name) }
        }
        return types.filter { names.contains($0.name) }.flatMap(\.versions).compactMap { $0.upcast?.canonicalText }
    }
}

extension FieldUpcast {
    /// Whether the field is something else than it was under the same name.
    fileprivate var changes: Bool {
        if case .field(.identity) = source { false } else { true }
    }

    /// The fields of the old version that the value comes from.
    fileprivate func fieldsRead(of all: Set<String>) -> Set<String> {
        switch source {
        case .expression(let expression): expression.fieldsRead(of: "old") ?? all
        case .field, .fieldOrDefault: [field]
        case .custom: all
        case .defaultValue, .absent: []
        }
    }
}

extension CheckedExpression {
    /// The fields of a root that are read; nil when it is read as a whole.
    func fieldsRead(of root: String) -> Set<String>? {
        let paths = reads.filter { $0.first == root }
        return paths.contains { $0.count < 2 } ? nil : Set(paths.map { $0[1] })
    }
}

extension ProjectionHandler {
    /// The fields of the event that the handler reads; nil when that is not known, or all.
    fileprivate var fieldsRead: Set<String>? {
        if case .custom = action { return nil }
        var fields: Set<String> = []
        for expression in expressions {
            guard let read = expression.fieldsRead(of: "event") else { return nil }
            fields.formUnion(read)
        }
        return fields
    }
}

extension ProjectionHandler {
    fileprivate func canonicalText(event: String) -> String {
        func text(_ assignments: [Assignment]) -> String {
            assignments.sorted { $0.target < $1.target }.map { "\($0.target)=\($0.expression.canonicalText)" }.joined(
                separator: ";")
        }
        let change =
            switch action {
            case .upsert(let assignments): "upsert \(text(assignments))"
            case .update(let assignments): "update \(text(assignments))"
            case .delete: "delete"
            case .custom: "custom"
            }
        let list = loop.map { "\($0.variable) in \($0.list.canonicalText)" } ?? ""
        let rows = filter.isEmpty ? text(key) : "where \(text(filter))"
        return "\(event) [\(list)] [\(rows)] \(change)"
    }
}
