import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Values of types and objects with fields.
struct ShapeSamples {
    let index: ShapeIndex
    let literals: ExpressionLiterals
    var random: SplitMix64
    /// Edges of types that were worked out before.
    private var known: [ValueType: [JSONValue]] = [:]
    /// How many more values the payload that is being made may have, so that recursive types stay small.
    var remaining = 0

    /// How many payloads take all their values from the same place in the lists of edges: all lowest, all highest, …
    static let lockstepTurns = 16
    /// How types may nest in a sample.
    static let depth = 24
    /// How many edges of one type are tried.
    static let most = 120

    init(index: ShapeIndex, literals: ExpressionLiterals, random: SplitMix64) {
        self.index = index
        self.literals = literals
        self.random = random
    }

    // MARK: - One simple value

    mutating func simplest(_ fields: [Field], depth: Int = 0) -> JSONValue? {
        object(fields) { samples, field in
            samples.index.unwrapped(field.type).isOptional
                ? .leaveOut : samples.simplest(field.type, depth + 1).map { .value($0) }
        }
    }

    mutating func simplest(_ type: ValueType, _ depth: Int) -> JSONValue? {
        guard depth < ShapeSamples.depth else { return nil }
        switch index.resolved(type) {
        case .optional: return .null
        case .scalar: return edges(type).min { ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text) }
        case .list(let element, let constraints):
            let count = least(constraints, .minItems)
            guard count > 0 else { return .array([]) }
            if constraints[.uniqueItems] == .flag { return distinct(element, count).map { .array($0) } }
            return simplest(element, depth + 1).map { .array(Array(repeating: $0, count: count)) }
        case .map(let element, let constraints):
            return map((0..<least(constraints, .minProperties)).map { "\($0)" }) { samples in
                samples.simplest(element, depth + 1)
            }
        case .named(let name):
            let version = index.type(name)
            switch version?.definition {
            case .record(let fields):
                return satisfying(name, version?.rules ?? [], fields) { $0.simplest(fields, depth: depth + 1) }
            case .enumeration(let enumeration): return enumeration.cases.first.map { .string($0.value) }
            case .union(let union):
                return objects(of: union) { samples, type in
                    samples.simplest(type, depth + 1).map { [$0] } ?? []
                }.first
            case .alias, nil: return nil
            }
        }
    }

    // MARK: - Parts

    /// The smallest number of elements. Kept small: a type that demands longer lists than these has no samples.
    func least(_ constraints: Constraints, _ keyword: ConstraintKeyword) -> Int {
        min(constraints.count(keyword) ?? 0, 256)
    }

    /// A text that an open enum does not know.
    static let unknownValue = "~unknown"

    /// What becomes of a field; one that is left out is null where its key must be there.
    enum Choice {
        case value(JSONValue), leaveOut
    }

    mutating func object(
        _ fields: [Field], _ choose: (inout ShapeSamples, Field) -> Choice?
    ) -> JSONValue? {
        var members = OrderedMap<JSONValue>()
        for field in fields {
            guard let choice = choose(&self, field) else { return nil }
            switch choice {
            case .value(let value): members[field.name] = value
            case .leaveOut: if field.isNullable { members[field.name] = .null }
            }
        }
        return .object(members)
    }

    mutating func map(_ keys: [String], _ value: (inout ShapeSamples) -> JSONValue?) -> JSONValue? {
        var members = OrderedMap<JSONValue>()
        for key in keys {
            guard let member = value(&self) else { return nil }
            members[key] = member
        }
        return .object(members)
    }

    mutating func distinct(_ element: ValueType, _ count: Int) -> [JSONValue]? {
        var items: [JSONValue] = []
        remaining = max(remaining, 400)
        for _ in 0..<(count * 16) where items.count < count {
            guard let item = random(element, ShapeSamples.depth / 2) else { return nil }
            if !items.contains(where: { $0.isEqual(to: item) }) { items.append(item) }
        }
        return items.count == count ? items : nil
    }

    /// The edges of a built-in type.
    mutating func edges(_ type: ValueType) -> [JSONValue] {
        let type = index.resolved(type)
        if let values = known[type] { return values }
        guard case .scalar(let scalar, let constraints) = type else { return [] }
        let samples = ScalarSamples(scalar: scalar, constraints: constraints, literals: literals)
        let values = samples.boundaries(using: &random)
        known[type] = values
        return values
    }
}
