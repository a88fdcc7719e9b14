import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Small values of a writer's types: what surrounds a part that breaks. Rules are not looked at.
struct SmallestValues: Sendable {
    /// Lists and maps longer than this are no witness for people.
    static let greatestCount = 10_000

    let writer: PayloadWriter
    private var named: [VersionedName: Inhabitant] = [:]
    private var scalars: [ValueType: Inhabitant] = [:]

    init(_ writer: PayloadWriter) {
        self.writer = writer
    }

    /// The smallest value of a type.
    mutating func value(_ type: ValueType) -> Inhabitant {
        let type = writer.index.resolved(type)
        if case .named(let name) = type { settle(name) }
        return known(type)
    }

    /// The smallest object, with some members given.
    mutating func object(_ view: ObjectView, with given: [(key: String, value: JSONValue)] = []) -> Inhabitant {
        for field in view.open where !writer.canLeaveOut(field) { _ = value(writer.written(field)) }
        return known(view, given)
    }

    /// The smallest list with some elements given and at least so many.
    mutating func list(
        _ element: ValueType, _ constraints: Constraints, with given: [JSONValue] = [], count: Int = 0
    ) -> Inhabitant {
        let count = max(count, constraints.count(.minItems) ?? 0, given.count)
        guard count > given.count else { return .value(.array(given)) }
        guard count <= SmallestValues.greatestCount else { return .unknown("the smallest list has \(count) elements") }
        guard constraints[.uniqueItems] == .flag else {
            return value(element).map { .value(.array(given + Array(repeating: $0, count: count - given.count))) }
        }
        let (values, isAll) = different(element, count: count + given.count)
        let others = values.filter { value in !given.contains { $0.isEqual(to: value) } }
        if given.count + others.count >= count { return .value(.array(given + others.prefix(count - given.count))) }
        return isAll ? .none : .unknown("too few different elements were found for a list of \(count)")
    }

    /// The smallest map with some members given and at least so many.
    mutating func map(
        _ element: ValueType, _ constraints: Constraints, with given: [(key: String, value: JSONValue)] = [],
        count: Int = 0, avoiding keys: Set<String> = []
    ) -> Inhabitant {
        let count = max(count, constraints.count(.minProperties) ?? 0, given.count)
        guard count <= constraints.count(.maxProperties) ?? .max else { return .none }
        guard count <= SmallestValues.greatestCount else { return .unknown("the smallest map has \(count) keys") }
        var members = OrderedMap<JSONValue>()
        for member in given { members[member.key] = member.value }
        guard count > given.count else { return .value(.object(members)) }
        return value(element).map { value in
            for key in SmallestValues.keys(avoiding: keys) where members.count < count && members[key] == nil {
                members[key] = value
                if members.count == count { break }
            }
            return .value(.object(members))
        }
    }

    /// `a`, `b`, … `z`, `a1`, `b1`, …
    static func keys(avoiding keys: Set<String>) -> some Sequence<String> {
        let letters = (0x61...0x7A).map { (code: UInt8) in String(UnicodeScalar(code)) }
        return (0...).lazy.map { number in letters[number % 26] + (number < 26 ? "" : "\(number / 26)") }
            .filter { !keys.contains($0) }
    }

    /// The first of the keys that is not avoided.
    static func key(avoiding keys: Set<String>) -> String {
        // There is always one more.
        SmallestValues.keys(avoiding: keys).first { _ in true } ?? ""
    }

    // MARK: - Types

    /// Works out the smallest values of a type and of all that is inside it. A round gives values to types whose parts have
    /// them; what has none when a round finds nothing new has no finite value.
    private mutating func settle(_ name: VersionedName) {
        guard named[name] == nil else { return }
        var pending = [name]
        var names: [VersionedName] = []
        while let next = pending.popLast() {
            guard named[next] == nil else { continue }
            named[next] = Inhabitant.none
            names.append(next)
            pending += writer.index.type(next)?.definition.names ?? []
        }
        var isSettled = false
        while !isSettled {
            isSettled = true
            for name in names.reversed() {
                if case .value? = named[name] { continue }
                let found = defined(name)
                switch (named[name], found) {
                case (.some(.none), .none), (.unknown?, .unknown), (.unknown?, .none): continue
                default:
                    named[name] = found
                    isSettled = false
                }
            }
        }
    }

    private mutating func defined(_ name: VersionedName) -> Inhabitant {
        guard let version = writer.index.type(name) else { return .none }
        switch version.definition {
        case .alias(let type): return known(writer.index.resolved(type))
        case .record(let fields): return known(ObjectView(fields: fields), [])
        case .enumeration(let enumeration):
            return enumeration.cases.first.map { .value(.string($0.value)) } ?? .none
        case .union(let union):
            var best = Inhabitant.none
            for alternative in union.cases {
                guard case .record(let fields)? = writer.index.type(alternative.type)?.definition else { continue }
                let found = known(ObjectView(fields: fields, constants: [(union.discriminator, alternative.tag)]), [])
                if best.value == nil, found.value != nil { return found }
                if case .none = best { best = found }
            }
            return best
        }
    }

    /// The smallest value by what is known of named types.
    private mutating func known(_ type: ValueType) -> Inhabitant {
        switch type {
        case .optional: return .value(.null)
        case .named(let name): return named[name] ?? .none
        case .list(let element, let constraints): return list(element, constraints)
        case .map(let element, let constraints): return map(element, constraints)
        case .scalar(let scalar, let constraints):
            if let value = scalars[type] { return value }
            let value = scalar.smallest(constraints)
            scalars[type] = value
            return value
        }
    }

    private mutating func known(_ view: ObjectView, _ given: [(key: String, value: JSONValue)]) -> Inhabitant {
        var members = OrderedMap<JSONValue>()
        for constant in view.constants where view.field(constant.key) == nil {
            members[constant.key] = .string(constant.text)
        }
        for field in view.fields {
            if let value = given.first(where: { $0.key == field.name })?.value {
                members[field.name] = value
            } else if let text = view.constant(field.name) {
                members[field.name] = .string(text)
            } else if !writer.canLeaveOut(field) {
                let found = field.defaultValue.map { .value($0) } ?? known(writer.index.resolved(writer.written(field)))
                guard case .value(let value) = found else { return found }
                members[field.name] = value
            }
        }
        for member in given where members[member.key] == nil { members[member.key] = member.value }
        return .value(.object(members))
    }
}
