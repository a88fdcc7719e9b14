public import AnnalsEvaluation
import AnnalsExpression
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Turns JSON into the values that expressions compute with: aliases resolved, defaults filled in, every optional present
/// as an optional.
public struct PayloadDecoder: Sendable {
    private let index: ShapeIndex

    /// Creates a decoder of a loaded schema.
    public init(_ schema: Schema) {
        self.init(ShapeIndex(schema))
    }

    init(_ index: ShapeIndex) {
        self.index = index
    }

    /// The value of a payload of an event's version.
    ///
    /// - Throws: `InvalidPayload` with all violations.
    public func decode(_ payload: JSONValue, as version: EventVersion) throws(InvalidPayload) -> Value {
        let violations = Validator(index).violations(of: payload, as: version)
        guard violations.isEmpty, let value = record(payload, version.fields, version.id) else {
            throw .violations(violations)
        }
        return value
    }

    /// The value of JSON of some type.
    ///
    /// - Throws: `InvalidPayload` with all violations.
    public func decode(_ json: JSONValue, as type: ValueType) throws(InvalidPayload) -> Value {
        let violations = Validator(index).violations(of: json, as: type)
        guard violations.isEmpty, let value = value(json, type) else { throw .violations(violations) }
        return value
    }

    // MARK: - Valid JSON

    /// The value of JSON that is valid; nil when it is not.
    func value(_ json: JSONValue, _ type: ValueType) -> Value? {
        switch (index.resolved(type), json) {
        case (.optional, .null): return .optional(nil)
        case (.optional(let wrapped), _):
            // An optional of an optional is one optional, as expressions see it.
            guard let value = value(json, wrapped) else { return nil }
            if case .optional = value { return value }
            return .optional(value)
        case (.scalar(let scalar, _), _): return scalar.value(of: json)
        case (.list(let element, _), .array(let elements)):
            return elements.mapAll { value($0, element) }.map { .list($0) }
        case (.map(let element, _), .object(let members)):
            var result = KeyedMap<Value, Value>()
            for member in members {
                guard let value = value(member.value, element) else { return nil }
                result[.string(member.key)] = value
            }
            return .map(result)
        case (.named(let name), _):
            switch (index.type(name)?.definition, json) {
            case (.record(let fields), _): return record(json, fields, name)
            case (.enumeration, .string(let text)): return .enumeration(text)
            case (.union(let union), .object(let members)): return self.union(json, members, union, name)
            default: return nil
            }
        default: return nil
        }
    }

    /// The value of an object that is valid; nil when it is not.
    private func union(
        _ json: JSONValue, _ members: OrderedMap<JSONValue>, _ union: Union, _ name: VersionedName
    ) -> Value? {
        guard case .string(let tag)? = members[union.discriminator] else { return nil }
        var result = union.noAlternative
        result[union.discriminator] = .string(tag)
        if let alternative = union.alternative(tag) {
            guard let value = value(json, .named(alternative.type)) else { return nil }
            result[tag] = .optional(value)
        } else {
            result[Union.unknown] = .json(json)
        }
        return .record(name.recordName, result)
    }

    func record(_ json: JSONValue, _ fields: [Field], _ name: VersionedName) -> Value? {
        guard case .object(let members) = json else { return nil }
        var result = OrderedMap<Value>()
        for field in fields {
            guard let value = members[field.name].map({ value($0, field.type) }) ?? absent(field) else { return nil }
            result[field.name] = value
        }
        return .record(name.recordName, result)
    }

    /// The value of a field whose key is absent: its default, or nil for an optional; nothing for a required one.
    func absent(_ field: Field) -> Value? {
        if let json = field.defaultValue { return value(json, field.type) }
        return index.isRequired(field) ? nil : .optional(nil)
    }
}

extension ScalarType {
    /// The value of JSON that is valid; nil when it is not.
    fileprivate func value(of json: JSONValue) -> Value? {
        switch (self, json) {
        case (.json, _): .json(json)
        case (.bool, .bool(let value)): .bool(value)
        case (.int, .number(let number)): number.integer(Int.self).map { .int($0) }
        case (.int32, .number(let number)): number.integer(Int32.self).map { .int32($0) }
        case (.uint, .number(let number)): number.integer(UInt.self).map { .uint($0) }
        case (.double, .number(let number)): number.double.map { .double($0) }
        case (.string, .string(let text)): .string(text)
        case (.uri, .string(let text)): .uri(text)
        case (.uuid, .string(let text)): UniqueID(text).map { .uuid($0) }
        case (.timestamp, .string(let text)): Timestamp(text).map { .timestamp($0) }
        case (.date, .string(let text)): CalendarDate(text).map { .date($0) }
        case (.duration, .string(let text)): TimeSpan(text).map { .duration($0) }
        case (.decimal, .string(let text)): DecimalNumber(text).map { .decimal($0) }
        case (.bytes, .string(var text)): text.withUTF8 { Base64.decode($0) }.map { .bytes($0) }
        default: nil
        }
    }
}

extension Sequence {
    /// The results for all elements; nil when there is none for one of them.
    func mapAll<Result>(_ transform: (Element) -> Result?) -> [Result]? {
        var results: [Result] = []
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}
