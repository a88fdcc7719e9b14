public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Checks JSON values against a schema and finds what the generated reader finds: the same pointers, keywords and messages
/// in the same order.
public struct Validator: Sendable {
    private let index: ShapeIndex
    private let strictness: Strictness

    /// What a reader takes and a program never writes.
    struct Strictness {
        /// Whether a key that the schema does not know is a violation.
        var refusesUnknownFields = false
        /// Whether null is a violation where it stands for the absent value of `T?`.
        var refusesNullForAbsent = false
    }

    /// Creates a validator of a loaded schema.
    ///
    /// - Parameters:
    ///   - refusesUnknownFields: Whether an unknown key is a violation; by default it is ignored.
    ///   - refusesNullForAbsent: Whether null is a violation for a field of type `T?`, which is written by leaving its key
    ///     out; by default both are nil.
    public init(_ schema: Schema, refusesUnknownFields: Bool = false, refusesNullForAbsent: Bool = false) {
        self.init(
            ShapeIndex(schema), refusesUnknownFields: refusesUnknownFields, refusesNullForAbsent: refusesNullForAbsent)
    }

    /// The same with the types of a schema that were looked up before.
    package init(_ index: ShapeIndex, refusesUnknownFields: Bool, refusesNullForAbsent: Bool) {
        self.init(
            index, Strictness(refusesUnknownFields: refusesUnknownFields, refusesNullForAbsent: refusesNullForAbsent))
    }

    init(_ index: ShapeIndex, _ strictness: Strictness = Strictness()) {
        self.index = index
        self.strictness = strictness
    }

    /// All violations of a payload by a version of an event; empty when it is valid.
    public func violations(of payload: JSONValue, as version: EventVersion) -> [Violation] {
        var check = Check(index: index, strictness: strictness)
        check.object(payload, version.fields, version.rules, version.id)
        return check.violations
    }

    /// All violations of an object by some fields.
    public func violations(of payload: JSONValue, fields: [Field]) -> [Violation] {
        var check = Check(index: index, strictness: strictness)
        check.object(payload, fields)
        return check.violations
    }

    /// All violations of a value by a type.
    public func violations(of value: JSONValue, as type: ValueType) -> [Violation] {
        var check = Check(index: index, strictness: strictness)
        check.value(value, type)
        return check.violations
    }
}

/// One run over a value: what an object or list violates itself comes before what its parts do, as in the text.
private struct Check {
    let index: ShapeIndex
    let strictness: Validator.Strictness
    private(set) var violations: [Violation] = []
    private var path: [String] = []
    /// The key of the tag that the next object may have besides its fields.
    private var discriminator: String?

    init(index: ShapeIndex, strictness: Validator.Strictness) {
        self.index = index
        self.strictness = strictness
    }

    private mutating func report(_ rules: [Rule], _ value: JSONValue) {
        for rule in rules where violations.count < JSONLimits.standard.violations {
            violations.append(
                Violation(pointer: JSONPointer.text(path), rule: rule, value: Violation.excerpt(value.text)))
        }
    }

    private mutating func inside(_ step: String, _ body: (inout Check) -> Void) {
        // A value that was parsed is never deeper; the bound is for values that were built by a program.
        guard path.count < JSONLimits.greatestDepth else { return }
        path.append(step)
        body(&self)
        path.removeLast()
    }

    mutating func value(_ value: JSONValue, _ type: ValueType) {
        switch index.resolved(type) {
        case .scalar(let scalar, let constraints): report(scalar.violations(of: value, constraints), value)
        case .optional(let wrapped):
            if value != .null { self.value(value, wrapped) }
        case .list(let element, let constraints): list(value, element, constraints)
        case .map(let element, let constraints): map(value, element, constraints)
        case .named(let name):
            let version = index.type(name)
            switch version?.definition {
            case .record(let fields): object(value, fields, version?.rules ?? [], name)
            case .enumeration(let enumeration): self.enumeration(value, enumeration)
            case .union(let union): self.union(value, union)
            case .alias, nil: report([.type("a type that the schema has")], value)
            }
        }
    }

    /// What violates the rules is only looked for in an object in which nothing else is wrong.
    mutating func object(_ value: JSONValue, _ fields: [Field], _ rules: [RecordRule], _ name: VersionedName) {
        let before = violations.count
        object(value, fields)
        guard !rules.isEmpty, violations.count == before,
            let record = PayloadDecoder(index).record(value, fields, name)
        else { return }
        report(index.rules?.violations(of: record, rules) ?? [], value)
    }

    mutating func object(_ value: JSONValue, _ fields: [Field]) {
        guard case .object(let members) = value else { return report([.type("object")], value) }
        let tag = discriminator
        discriminator = nil
        if strictness.refusesUnknownFields {
            for key in members.keys where key != tag && !fields.contains(where: { $0.name.isExactlyEqual(to: key) }) {
                report([.unknownField(key)], value)
            }
        }
        for field in fields where members[field.name] == nil && index.isRequired(field) {
            report([.required(field.name)], value)
        }
        for member in members {
            guard let field = fields.first(where: { $0.name.isExactlyEqual(to: member.key) }) else { continue }
            let type = strictness.refusesNullForAbsent && !field.writesNull ? field.type.wrapped : field.type
            inside(member.key) { $0.value(member.value, type) }
        }
    }

    private mutating func list(_ value: JSONValue, _ element: ValueType, _ constraints: Constraints) {
        guard case .array(let elements) = value else { return report([.type("array")], value) }
        report(constraints.violations(ofList: elements), value)
        for (position, item) in elements.enumerated() { inside("\(position)") { $0.value(item, element) } }
    }

    private mutating func map(_ value: JSONValue, _ element: ValueType, _ constraints: Constraints) {
        guard case .object(let members) = value else { return report([.type("object")], value) }
        report(constraints.violations(ofMapWithCount: members.count), value)
        for member in members { inside(member.key) { $0.value(member.value, element) } }
    }

    private mutating func union(_ value: JSONValue, _ union: Union) {
        guard case .object(let members) = value else { return report([.type("object")], value) }
        guard let tag = members[union.discriminator] else {
            return report([.required(union.discriminator)], value)
        }
        guard case .string(let text) = tag else {
            return inside(union.discriminator) { $0.report([.type("string")], tag) }
        }
        guard let alternative = union.alternative(text) else {
            guard !union.isOpen else { return }
            return inside(union.discriminator) { $0.report([.enumeration(union.cases.map(\.tag))], tag) }
        }
        discriminator = union.discriminator
        self.value(value, .named(alternative.type))
    }

    private mutating func enumeration(_ value: JSONValue, _ enumeration: Enumeration) {
        guard case .string(let text) = value else { return report([.type("string")], value) }
        guard !enumeration.isOpen, enumeration.value(text) == nil else { return }
        report([.enumeration(enumeration.cases.map(\.value))], value)
    }
}

extension ValueType {
    /// The type without its `?`.
    fileprivate var wrapped: ValueType { if case .optional(let wrapped) = self { wrapped } else { self } }
}
