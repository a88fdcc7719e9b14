import AnnalsInterpreter
import AnnalsJSON
import AnnalsPattern
import AnnalsSchema
import AnnalsValues

extension SmallestValues {
    /// Different values of a type, and whether there are no others.
    ///
    /// - Parameter count: How many at most.
    mutating func different(_ type: ValueType, count: Int) -> (values: [JSONValue], isAll: Bool) {
        switch writer.index.resolved(type) {
        case .optional(let wrapped):
            let (values, isAll) = different(wrapped, count: count)
            return (Array(([.null] + values).prefix(count)), isAll)
        case .scalar(let scalar, let constraints): return scalar.different(constraints, count)
        case .named(let name):
            switch writer.index.type(name)?.definition {
            case .enumeration(let enumeration):
                return (enumeration.cases.prefix(count).map { .string($0.value) }, !enumeration.isOpen)
            case .record(let fields): return different(ObjectView(fields: fields), count)
            default: return (value(type).value.map { [$0] } ?? [], false)
            }
        case .list(let element, let constraints):
            var values: [JSONValue] = []
            for first in different(element, count: count).values {
                if let value = list(element, constraints, with: [first]).value { values.append(value) }
            }
            return (values, false)
        case .map(let element, let constraints):
            let keys = SmallestValues.keys(avoiding: []).prefix(count)
            guard let value = value(element).value else { return ([.object([:])], false) }
            return (keys.compactMap { map(element, constraints, with: [($0, value)]).value }, false)
        }
    }

    /// Objects that differ in one field.
    private mutating func different(_ view: ObjectView, _ count: Int) -> (values: [JSONValue], isAll: Bool) {
        guard case .value(let first) = object(view) else { return ([], false) }
        var values = [first]
        for field in view.fields {
            for value in different(writer.written(field), count: count).values where values.count < count {
                guard case .value(let object) = object(view, with: [(field.name, value)]),
                    !values.contains(where: { $0.isEqual(to: object) })
                else { continue }
                values.append(object)
            }
        }
        return (values, view.fields.isEmpty)
    }
}

extension ScalarType {
    /// The simplest value.
    func smallest(_ constraints: Constraints) -> Inhabitant {
        if let type = NumberType(self, constraints) {
            if let json = type.simplest.flatMap(type.json) { return .value(json) }
            return type.isEmpty ? .none : .unknown("no number within the bounds was found")
        }
        if let example = example(constraints) { return .value(.string(example)) }
        switch self {
        case .bool: return .value(.bool(false))
        case .json: return .value(.null)
        case .bytes:
            let count = constraints.count(.minLength) ?? 0
            guard count <= constraints.count(.maxLength) ?? .max else { return .none }
            guard count <= SmallestValues.greatestCount else {
                return .unknown("the smallest value has \(count) bytes")
            }
            return .value(.string(Base64.encode(Array(repeating: 0, count: count))))
        default:
            switch language(constraints)?.texts.shortest() {
            case .text(let text): return .value(.string(text))
            case .some(.none): return .none
            case .givenUp, nil: return .unknown("no text was found that fits length and pattern")
            }
        }
    }

    /// A text that people recognise, for types whose shortest one is none.
    private func example(_ constraints: Constraints) -> String? {
        switch self {
        case .uuid: "00000000-0000-0000-0000-000000000000"
        case .timestamp: "2000-01-01T00:00:00Z"
        case .date: "2000-01-01"
        case .duration: "0s"
        case .uri: "a:"
        default: nil
        }
    }

    /// Different values, and whether there are no others.
    fileprivate func different(_ constraints: Constraints, _ count: Int) -> (values: [JSONValue], isAll: Bool) {
        if let type = NumberType(self, constraints) {
            if let all = type.all { return (all.prefix(count).compactMap(type.json), true) }
            let places = [type.lower?.number, type.upper?.number, .zero].compactMap(\.self)
            let step = type.step ?? 1
            var values = Set(type.values(around: places))
            for place in places {
                for factor in 0..<count where values.count < count {
                    guard let distance = step.multiplied(by: DecimalNumber(factor)) else { continue }
                    values.formUnion(
                        [place.adding(distance), place.subtracting(distance)].compactMap(\.self).filter(type.contains))
                }
            }
            return (values.sorted().prefix(count).compactMap(type.json), false)
        }
        switch self {
        case .bool: return ([.bool(false), .bool(true)], true)
        case .json: return ((0..<count).map { .integer($0) }, false)
        case .bytes, .timestamp, .duration:
            return (smallest(constraints).value.map { [$0] } ?? [], false)
        default:
            guard let texts = language(constraints)?.texts.texts(limit: count) else { return ([], false) }
            return (texts.map { .string($0) }, false)
        }
    }
}
