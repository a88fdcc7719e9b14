import AnnalsJSON
import AnnalsSchema
import AnnalsValues

// MARK: - All values from the same place

extension ShapeSamples {
    mutating func lockstep(_ fields: [Field], turn: Int, depth: Int = 0) -> JSONValue? {
        object(fields) { samples, field in
            samples.lockstep(samples.index.unwrapped(field.type).type, turn, depth + 1).map { .value($0) }
                ?? (samples.index.isRequired(field) ? nil : .leaveOut)
        }
    }

    mutating func lockstep(_ type: ValueType, _ turn: Int, _ depth: Int) -> JSONValue? {
        guard depth < 6 else { return simplest(type, depth) }
        switch index.resolved(type) {
        case .optional(let wrapped): return lockstep(wrapped, turn, depth)
        case .list(let element, let constraints):
            guard constraints.count(.maxItems) != 0 else { return .array([]) }
            let count = max(1, least(constraints, .minItems))
            if count > 1, constraints[.uniqueItems] == .flag { return distinct(element, count).map { .array($0) } }
            return lockstep(element, turn, depth + 1).map { .array(Array(repeating: $0, count: count)) }
        case .map(let element, let constraints):
            guard constraints.count(.maxProperties) != 0 else { return .object([:]) }
            return map((0..<max(1, least(constraints, .minProperties))).map { "k\($0)" }) { samples in
                samples.lockstep(element, turn, depth + 1)
            }
        case .named(let name):
            if let version = index.type(name), case .record(let fields) = version.definition {
                return satisfying(name, version.rules, fields) {
                    $0.lockstep(fields, turn: turn, depth: depth + 1)
                }
            }
        case .scalar: break
        }
        let values = boundaries(type, depth)
        return values.isEmpty ? nil : values[turn % values.count]
    }
}
