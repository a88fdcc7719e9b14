import AnnalsExpression
import AnnalsJSON
import AnnalsValues

/// The canonical form of a shape: what a version means for its bytes, without descriptions, order or formatting, and with
/// every type that it uses expanded.
///
/// Two shapes with the same canonical text accept the same payloads in the same way. The lock file keeps the text.
public struct CanonicalShape: Hashable, Sendable {
    /// The name of this form; it changes when the form does.
    public static let form = "annals-1"

    /// Compact JSON with sorted keys.
    public let text: String

    /// The fingerprint of the text.
    public var fingerprint: String { Fingerprint.of(text) }

    /// The canonical form of an event's version.
    public init(_ version: EventVersion, in schema: Schema) {
        text = CanonicalWriter(schema: schema).record(version.fields, version.rules, inside: []).text
    }

    /// The canonical form of a type's version.
    public init(_ version: TypeVersion, in schema: Schema) {
        text = CanonicalWriter(schema: schema).definition(version, inside: [version.id]).text
    }

    /// The canonical form of some fields, such as the columns of a read model.
    public init(_ fields: [Field], in schema: Schema) {
        text = CanonicalWriter(schema: schema).record(fields, inside: []).text
    }
}

/// Writes shapes as JSON with sorted keys.
struct CanonicalWriter {
    let schema: Schema

    func record(_ fields: [Field], _ rules: [RecordRule] = [], inside: [VersionedName]) -> JSONValue {
        var members = OrderedMap<JSONValue>()
        for field in fields.sorted(by: { $0.name < $1.name }) {
            guard case .object(var shape) = type(field.type, inside: inside) else { continue }
            if field.isNullable { shape["nullable"] = .bool(true) }
            if let value = field.defaultValue { shape["default"] = value }
            members[field.name] = .object(sorted(shape))
        }
        var shape: OrderedMap<JSONValue> = ["fields": .object(members)]
        // A shape without rules is written as it was before there were any.
        if !rules.isEmpty {
            var texts = OrderedMap<JSONValue>()
            for rule in rules { texts[rule.id] = .string(rule.expression.canonicalText) }
            shape["rules"] = .object(sorted(texts))
        }
        return .object(shape)
    }

    func definition(_ version: TypeVersion, inside: [VersionedName]) -> JSONValue {
        switch version.definition {
        case .record(let fields): record(fields, version.rules, inside: inside)
        case .enumeration(let enumeration): self.enumeration(enumeration)
        case .union(let union): self.union(union, inside: inside)
        case .alias(let aliased): type(aliased, inside: inside)
        }
    }

    private func union(_ union: Union, inside: [VersionedName]) -> JSONValue {
        var cases = OrderedMap<JSONValue>()
        for alternative in union.cases.sorted(by: { $0.tag < $1.tag }) {
            cases[alternative.tag] = type(.named(alternative.type), inside: inside)
        }
        var shape: OrderedMap<JSONValue> = ["discriminator": .string(union.discriminator)]
        if union.isOpen { shape["open"] = .bool(true) }
        shape["union"] = .object(cases)
        return .object(shape)
    }

    private func enumeration(_ enumeration: Enumeration) -> JSONValue {
        var shape: OrderedMap<JSONValue> = [
            "enum": .array(enumeration.cases.map(\.value).sorted().map { .string($0) })
        ]
        if enumeration.isOpen { shape["open"] = .bool(true) }
        return .object(shape)
    }

    private func type(_ type: ValueType, inside: [VersionedName]) -> JSONValue {
        switch schema.resolved(type) {
        case .optional(let wrapped):
            guard case .object(var shape) = self.type(wrapped, inside: inside) else { return .null }
            shape["optional"] = .bool(true)
            return .object(sorted(shape))
        case .scalar(let scalar, let constraints):
            return constrained(["type": .string(scalar.rawValue)], constraints)
        case .list(let element, let constraints):
            return constrained(["list": self.type(element, inside: inside)], constraints)
        case .map(let value, let constraints):
            return constrained(["map": self.type(value, inside: inside)], constraints)
        case .named(let name):
            // A type inside itself is named by how far up it stands: names are not part of the shape.
            if let depth = inside.reversed().firstIndex(of: name) {
                return .object([
                    "recursion": .integer(inside.reversed().distance(from: inside.reversed().startIndex, to: depth))
                ])
            }
            guard let version = schema.type(name) else { return .null }
            return definition(version, inside: inside + [name])
        }
    }

    private func constrained(_ shape: OrderedMap<JSONValue>, _ constraints: Constraints) -> JSONValue {
        var shape = shape
        for (keyword, argument) in constraints.all {
            switch argument {
            case .number(let number):
                shape[keyword.rawValue] =
                    JSONNumber(number.description).map { .number($0) } ?? .string(number.description)
            case .count(let count): shape[keyword.rawValue] = .integer(count)
            case .pattern(let pattern): shape[keyword.rawValue] = .string(pattern)
            case .flag: shape[keyword.rawValue] = .bool(true)
            }
        }
        return .object(sorted(shape))
    }

    private func sorted(_ members: OrderedMap<JSONValue>) -> OrderedMap<JSONValue> {
        var result = OrderedMap<JSONValue>()
        for key in members.keys.sorted() { result[key] = members[key] }
        return result
    }
}
