import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

extension Comparison {
    /// Compares two lists: how many elements there can be, whether one can stand twice, and the elements.
    mutating func lists(
        _ element: ValueType, _ own: Constraints, _ target: ValueType, _ other: Constraints
    ) -> Outcome {
        var outcome = Outcome()
        let (least, most) = (own.count(.minItems) ?? 0, own.count(.maxItems) ?? .max)
        if least > most { return .contained }
        if least < other.count(.minItems) ?? 0 { outcome.add(.refused(smallest.list(element, own))) }
        if let limit = other.count(.maxItems), limit < most {
            outcome.add(.refused(smallest.list(element, own, count: limit + 1)))
        }
        if other[.uniqueItems] != nil, own[.uniqueItems] == nil, most >= 2 {
            let twice = smallest.value(element).map { smallest.list(element, own, with: [$0, $0]) }
            outcome.add(.refused(twice))
        }
        if most > 0 {
            let elements = compare(element, target)
            outcome.add(elements.inside("0") { smallest.list(element, own, with: [$0]) })
        }
        return outcome
    }

    /// Compares a map with what a reader takes in its place.
    mutating func map(_ value: ValueType, _ own: Constraints, _ target: ValueType) -> Outcome {
        let most = own.count(.maxProperties) ?? .max
        if own.count(.minProperties) ?? 0 > most { return .contained }
        switch target {
        case .map(let element, let other):
            var outcome = Outcome()
            if own.count(.minProperties) ?? 0 < other.count(.minProperties) ?? 0 {
                outcome.add(.refused(smallest.map(value, own)))
            }
            if let limit = other.count(.maxProperties), limit < most {
                outcome.add(.refused(smallest.map(value, own, count: limit + 1)))
            }
            if most > 0 {
                outcome.add(compare(value, element).inside("a") { smallest.map(value, own, with: [("a", $0)]) })
            }
            return outcome
        case .named(let name):
            let version = reader.index.type(name)
            switch version?.definition {
            case .record(let fields): return map(value, own, fields, version?.rules ?? [])
            case .union(let union):
                // No key has to be there, so neither has the tag.
                return .refused(smallest.map(value, own, avoiding: [union.discriminator]))
            default: return .refused(smallest.map(value, own))
            }
        default: return .refused(smallest.map(value, own))
        }
    }

    private mutating func map(
        _ value: ValueType, _ own: Constraints, _ fields: [Field], _ rules: [RecordRule]
    ) -> Outcome {
        var outcome = Outcome()
        let names = Set(fields.map(\.name))
        for field in fields {
            if reader.index.isRequired(field) {
                outcome.add(.refused(smallest.map(value, own, avoiding: names)))
            } else if own.count(.maxProperties) ?? .max > 0 {
                let compared = compare(value, reader.accepted(field))
                outcome.add(
                    compared.inside(field.name) { smallest.map(value, own, with: [(field.name, $0)], avoiding: names) })
            }
        }
        if reader.refusesUnknownFields, own.count(.maxProperties) ?? .max > 0 {
            outcome.add(.refused(smallest.map(value, own, count: 1, avoiding: names)))
        }
        if !rules.isEmpty { outcome.add(.unknown("rules were only tried")) }
        return outcome
    }
}
