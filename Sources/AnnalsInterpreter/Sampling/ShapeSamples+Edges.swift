import AnnalsJSON
import AnnalsSchema
import AnnalsValues

// MARK: - Edges

extension ShapeSamples {
    /// Payloads in which one field after the other has each of its edge values, and is left out where it may be.
    mutating func boundaries(_ fields: [Field], depth: Int = 0) -> [JSONValue] {
        guard case .object(let base)? = usual(fields, depth) else { return [] }
        var payloads = [JSONValue.object(base)]
        for field in fields {
            if !index.isRequired(field) {
                var payload = base
                payload[field.name] = nil
                payloads.append(.object(payload))
            }
            if field.isNullable { payloads.append(ordered(fields, base, setting: field.name, to: .null)) }
            for value in boundaries(index.unwrapped(field.type).type, depth + 1) {
                payloads.append(ordered(fields, base, setting: field.name, to: value))
            }
        }
        return payloads
    }

    /// A payload with all fields, each with an edge value in the middle of its list.
    mutating func usual(_ fields: [Field], _ depth: Int) -> JSONValue? {
        guard depth < 6 else { return simplest(fields) }
        return object(fields) { samples, field in
            let type = samples.index.unwrapped(field.type)
            guard let value = samples.simplest(type.type, depth + 1) else { return type.isOptional ? .leaveOut : nil }
            return .value(value)
        }
    }

    func ordered(
        _ fields: [Field], _ base: OrderedMap<JSONValue>, setting name: String, to value: JSONValue
    ) -> JSONValue {
        var payload = OrderedMap<JSONValue>()
        for field in fields { payload[field.name] = field.name == name ? value : base[field.name] }
        return .object(payload)
    }

    mutating func boundaries(_ type: ValueType, _ depth: Int) -> [JSONValue] {
        guard depth < 6 else { return simplest(type, depth).map { [$0] } ?? [] }
        switch index.resolved(type) {
        case .scalar: return edges(type)
        case .optional(let wrapped): return [.null] + boundaries(wrapped, depth)
        case .list(let element, let constraints): return lists(element, constraints, depth)
        case .map(let element, let constraints): return maps(element, constraints, depth)
        case .named(let name):
            let version = index.type(name)
            switch version?.definition {
            case .record(let fields):
                let payloads = Array(boundaries(fields, depth: depth).prefix(ShapeSamples.most))
                return satisfying(payloads, name, version?.rules ?? [], fields)
            case .enumeration(let enumeration):
                return enumeration.cases.map { .string($0.value) }
                    + (enumeration.isOpen ? [.string(ShapeSamples.unknownValue)] : [])
            case .union(let union):
                return objects(of: union) { samples, type in
                    Array(samples.boundaries(type, depth + 1).prefix(ShapeSamples.most / 2))
                }
            case .alias, nil: return []
            }
        }
    }

    mutating func lists(_ element: ValueType, _ constraints: Constraints, _ depth: Int) -> [JSONValue] {
        let values = boundaries(element, depth + 1)
        let lower = least(constraints, .minItems)
        let upper = min(constraints.count(.maxItems) ?? lower + 3, lower + 64)
        var lists: [JSONValue] = []
        for count in Set([lower, lower + 1, upper]).sorted() where count <= upper {
            if let items = distinct(element, count) { lists.append(.array(items)) }
            if let value = values.first { lists.append(.array(Array(repeating: value, count: count))) }
        }
        let count = max(1, lower)
        guard count <= upper else { return lists }
        let others = distinct(element, count - 1) ?? []
        for value in values.prefix(ShapeSamples.most) {
            lists.append(.array(Array(repeating: value, count: count)))
            if count > 1 { lists.append(.array([value] + others)) }
        }
        return lists
    }

    mutating func maps(_ element: ValueType, _ constraints: Constraints, _ depth: Int) -> [JSONValue] {
        let lower = least(constraints, .minProperties)
        let upper = min(constraints.count(.maxProperties) ?? lower + 3, lower + 64)
        let values = boundaries(element, depth + 1)
        let keys = ["", "a", "e\u{301}", "\u{e9}"] + literals.strings
        var maps: [JSONValue] = []
        for count in Set([lower, lower + 1, upper]).sorted() where count <= upper {
            let names = (0..<count).map { $0 < keys.count ? keys[$0] : "k\($0)" }
            if let value = values.first, let map = map(names, { _ in value }) { maps.append(map) }
        }
        guard upper > 0 else { return maps }
        for value in values.prefix(ShapeSamples.most) {
            if let map = map((0..<max(1, lower)).map { "k\($0)" }, { _ in value }) { maps.append(map) }
        }
        return maps
    }
}
