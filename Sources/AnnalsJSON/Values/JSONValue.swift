public import AnnalsValues

/// Any JSON. Objects keep the order of their keys and numbers keep their literal.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, exact.
    case number(JSONNumber)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(OrderedMap<JSONValue>)

    /// An integer.
    public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(JSONNumber(value)) }

    /// The name of the JSON type, as in JSON Schema.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The member of an object; nil when there is none or this is no object.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }
}

// MARK: - Text

extension JSONValue {
    /// Parses a JSON text.
    ///
    /// - Throws: ``JSONSyntaxError`` with the place of the first mistake; a repeated key is one too.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        let result = Result { () throws(InvalidPayload) in try JSONReader.read(bytes, limits: limits) { $0.json() } }
        switch result {
        case .success(let value): self = value
        case .failure(.syntax(let error)): throw error
        // Any JSON is a JSON value, so a reader without a syntax error has one.
        case .failure(.violations): throw JSONSyntaxError(kind: .unexpectedEnd, at: bytes.count, in: bytes)
        }
    }

    /// Parses a JSON text.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// The value as compact JSON, keys in their order.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// The value as compact JSON text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as JSON for people: two spaces of indentation, a line a member.
    public func prettyText(indentation: String = "") -> String {
        let inner = indentation + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return "[\n" + elements.map { inner + $0.prettyText(indentation: inner) }.joined(separator: ",\n")
                + "\n\(indentation)]"
        case .object(let members) where !members.isEmpty:
            return "{\n"
                + members.map { "\(inner)\(JSONValue.string($0.key).text): \($0.value.prettyText(indentation: inner))" }
                .joined(separator: ",\n") + "\n\(indentation)}"
        default: return text
        }
    }
}
