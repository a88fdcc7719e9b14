import AnnalsExpression
import AnnalsJSON

extension Upcast {
    /// The meaning of the step as text: the same for the same expressions and derivations.
    public var canonicalText: String {
        switch body {
        case .custom: return "custom"
        case .fields(let fields):
            return fields.sorted { $0.field < $1.field }.map { "\($0.field)=\($0.source.canonicalText)" }.joined(
                separator: ";")
        }
    }

    /// The fingerprint of the step.
    public var fingerprint: String { Fingerprint.of(canonicalText) }
}

extension Conversion {
    /// Written out rather than described by the compiler: a lock file keeps the fingerprint for years.
    fileprivate var canonicalText: String {
        switch self {
        case .identity: "same"
        case .int32ToInt: "int32>int"
        case .intToDouble: "int>double"
        case .int32ToDouble: "int32>double"
        case .wrap(let inner): "optional(\(inner.canonicalText))"
        case .wrapped(let inner): "\(inner.canonicalText)?"
        case .elements(let inner): "list<\(inner.canonicalText)>"
        case .mapValues(let inner): "map<\(inner.canonicalText)>"
        case .upcast(let from, let to): "\(from)>\(to)"
        }
    }
}

extension ValueSource {
    fileprivate var canonicalText: String {
        switch self {
        case .expression(let expression): "expression:\(expression.canonicalText)"
        case .custom: "custom"
        case .field(let conversion): "field:\(conversion.canonicalText)"
        case .fieldOrDefault(let conversion, let value): "field:\(conversion.canonicalText) or \(value.text)"
        case .defaultValue(let value): "default:\(value.text)"
        case .absent: "absent"
        }
    }
}

extension Schema {
    /// The fingerprint of a projection: its table, its handlers and all that they read. When it changes, the rows that are
    /// there were made by another definition.
    public func fingerprint(of projection: ProjectionDeclaration) -> String {
        var parts = [
            projection.table, CanonicalShape((projection.key + projection.columns).map(\.field), in: self).text,
        ]
        parts.append(projection.key.map(\.field.name).joined(separator: ","))
        for handler in projection.handlers.sorted(by: { $0.event < $1.event }) {
            parts.append(handler.canonicalText)
            // The rows depend on the shape of the event and on how old versions become it.
            for version in event(handler.event)?.versions ?? [] {
                parts.append(CanonicalShape(version, in: self).text)
                parts.append(version.upcast?.canonicalText ?? "")
            }
        }
        for type in typesInside(projection.handlers.compactMap { event($0.event) }) {
            parts += type.versions.compactMap { $0.upcast?.canonicalText }
        }
        return Fingerprint.of(parts.joined(separator: "\n"))
    }

    /// The types that any version of some events is made of, in the order of the schema.
    private func typesInside(_ events: [EventDeclaration]) -> [TypeDeclaration] {
        let declared = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
        var names = Set<String>()
        var rest = events.flatMap(\.versions).flatMap(\.fields).compactMap(\.type.name?.name)
        while let name = rest.popLast() {
            guard names.insert(name).inserted, let type = declared[name] else { continue }
            rest += type.versions.flatMap { $0.definition.names.map(\.name) }
        }
        return types.filter { names.contains($0.name) }
    }
}

extension ProjectionHandler {
    fileprivate var canonicalText: String {
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
        return "\(event) [\(list)] [\(text(key))] \(change)"
    }
}
