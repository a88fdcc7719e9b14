import AnnalsJSON
import AnnalsSchema
import AnnalsValues

// MARK: - Random

extension ShapeSamples {
    mutating func random(_ fields: [Field]) -> JSONValue? {
        remaining = 400
        return random(fields, 0)
    }

    mutating func random(_ fields: [Field], _ depth: Int) -> JSONValue? {
        object(fields) { samples, field in
            if !samples.index.isRequired(field) || field.isNullable, samples.random.happens(percent: 25) {
                return .leaveOut
            }
            return samples.random(samples.index.unwrapped(field.type).type, depth + 1).map { .value($0) }
        }
    }

    mutating func random(_ type: ValueType, _ depth: Int) -> JSONValue? {
        remaining -= 1
        guard depth < ShapeSamples.depth, remaining > 0 else { return simplest(type, depth) }
        switch index.resolved(type) {
        case .scalar(let scalar, let constraints):
            let edge = edges(type).randomElement(using: &random)
            guard random.happens(percent: 50) || edge == nil else { return edge }
            let samples = ScalarSamples(scalar: scalar, constraints: constraints, literals: literals)
            return samples.random(using: &random) ?? edge
        case .optional(let wrapped): return random.happens(percent: 25) ? .null : random(wrapped, depth)
        case .list(let element, let constraints):
            let lower = least(constraints, .minItems)
            let upper = min(constraints.count(.maxItems) ?? lower + 3, lower + 3)
            let count = Int.random(in: lower...max(lower, upper), using: &random)
            return (0..<count).mapAll { _ in random(element, depth + 1) }.map { .array($0) }
        case .map(let element, let constraints):
            let lower = least(constraints, .minProperties)
            let upper = min(constraints.count(.maxProperties) ?? lower + 3, lower + 3)
            let count = Int.random(in: lower...max(lower, upper), using: &random)
            return map((0..<count).map { "k\($0)" }) { $0.random(element, depth + 1) }
        case .named(let name):
            let version = index.type(name)
            switch version?.definition {
            case .record(let fields):
                return satisfying(name, version?.rules ?? [], fields, attempts: 8) { $0.random(fields, depth + 1) }
            case .enumeration(let enumeration):
                if enumeration.isOpen, random.happens(percent: 20) { return .string(ShapeSamples.unknownValue) }
                return enumeration.cases.randomElement(using: &random).map { .string($0.value) }
            case .union(let union):
                return object(of: union) { $0.random($1, depth + 1) } ?? simplest(type, depth)
            case .alias, nil: return nil
            }
        }
    }
}
