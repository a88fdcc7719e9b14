public import AnnalsEvaluation
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Turns values back into JSON, with the bytes that the generated writer gives: keys in schema order, nil left out.
public struct PayloadEncoder: Sendable {
    private let index: ShapeIndex

    /// A value that has no JSON.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The place of the number as a JSON Pointer.
        public var pointer: String
        /// The number, such as `inf` or `nan`.
        public var value: String

        /// Creates a failure.
        public init(pointer: String, value: String) {
            self.pointer = pointer
            self.value = value
        }

        /// The place and what is wrong there.
        public var description: String {
            "\(pointer) is the number \(value), which JSON cannot write: only finite numbers can be stored"
        }
    }

    /// Creates an encoder of a loaded schema.
    public init(_ schema: Schema) {
        self.init(ShapeIndex(schema))
    }

    init(_ index: ShapeIndex) {
        self.index = index
    }

    /// The JSON of a payload.
    ///
    /// - Throws: ``Failure`` for an infinite or undefined number.
    public func encode(_ value: Value, as version: EventVersion) throws(Failure) -> JSONValue {
        try record(value, version.fields, [])
    }

    /// The JSON of an object with these fields.
    ///
    /// - Throws: ``Failure`` for an infinite or undefined number.
    public func encode(_ value: Value, fields: [Field]) throws(Failure) -> JSONValue {
        try record(value, fields, [])
    }

    /// The JSON of a value of some type.
    ///
    /// - Throws: ``Failure`` for an infinite or undefined number.
    public func encode(_ value: Value, as type: ValueType) throws(Failure) -> JSONValue {
        try json(value, type, [])
    }

    private func json(_ value: Value, _ type: ValueType, _ path: [String]) throws(Failure) -> JSONValue {
        switch (index.resolved(type), value) {
        case (_, .optional(nil)): return .null
        case (.optional(let wrapped), .optional(let value?)): return try json(value, wrapped, path)
        case (.list(let element, _), .list(let elements)):
            var result: [JSONValue] = []
            for (position, item) in elements.enumerated() {
                result.append(try json(item, element, path + ["\(position)"]))
            }
            return .array(result)
        case (.map(let element, _), .map(let members)):
            var result = OrderedMap<JSONValue>()
            for case (.string(let key), let member) in members {
                result[key] = try json(member, element, path + [key])
            }
            return .object(result)
        case (.named(let name), .record):
            switch index.type(name)?.definition {
            case .record(let fields): return try record(value, fields, path)
            case .union(let union): return try self.union(value, union, path)
            default: return .null
            }
        default: return try scalar(value, path)
        }
    }

    private func union(_ value: Value, _ union: Union, _ path: [String]) throws(Failure) -> JSONValue {
        guard case .record(_, let members) = value, case .string(let tag)? = members[union.discriminator] else {
            return .null
        }
        if case .json(let unknown)? = members[Union.unknown] { return unknown }
        guard let alternative = union.alternative(tag), case .optional(let content?)? = members[tag],
            case .object(let fields) = try json(content, .named(alternative.type), path)
        else { return .null }
        var result: OrderedMap<JSONValue> = [union.discriminator: .string(tag)]
        for (key, field) in fields { result[key] = field }
        return .object(result)
    }

    private func record(_ value: Value, _ fields: [Field], _ path: [String]) throws(Failure) -> JSONValue {
        guard case .record(_, let members) = value else { return .null }
        var result = OrderedMap<JSONValue>()
        for field in fields {
            guard let member = members[field.name] else { continue }
            if case .optional(nil) = member, !field.writesNull { continue }
            result[field.name] = try json(member, field.type, path + [field.name])
        }
        return .object(result)
    }

    private func scalar(_ value: Value, _ path: [String]) throws(Failure) -> JSONValue {
        switch value {
        case .bool(let value): return .bool(value)
        case .int(let number): return .integer(number)
        case .int32(let number): return .integer(number)
        case .uint(let number): return .integer(number)
        case .double(let number):
            guard let number = JSONNumber(number) else {
                throw Failure(pointer: JSONPointer.text(path), value: number.description)
            }
            return .number(number)
        case .string(let text), .uri(let text), .enumeration(let text): return .string(text)
        case .bytes(let bytes): return .string(Base64.encode(bytes))
        case .timestamp(let time): return .string(time.description)
        case .duration(let span): return .string(span.description)
        case .decimal(let number): return .string(number.description)
        case .uuid(let id): return .string(id.description)
        case .date(let date): return .string(date.description)
        case .json(let json): return json
        // Only a value of another type than the schema's comes here; the validation of the result reports it.
        case .null, .list, .map, .record, .optional: return .null
        }
    }
}
