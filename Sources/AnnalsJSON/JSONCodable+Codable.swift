// `Codable` comes with `JSONCodable`, in the form in which events are stored, and costs generated types no code: a coder gets
// the JSON that they write. Where speed counts, `json()` and `init(json:)` give the same without a coder.

extension JSONCodable {
    /// Writes the value in the form in which events have it.
    public func encode(to encoder: any Encoder) throws { try JSONCoding.encode(self, to: encoder) }

    /// Reads a value and checks it against its schema. Throws `DecodingError` with all violations.
    public init(from decoder: any Decoder) throws { self = try JSONCoding.decode(from: decoder) }
}

// The standard library's own way for what has a raw value would be as good as these.

extension EnumerationCodable {
    /// Writes the value on the wire.
    public func encode(to encoder: any Encoder) throws { try JSONCoding.encode(self, to: encoder) }

    /// Reads one of the values.
    public init(from decoder: any Decoder) throws { self = try JSONCoding.decode(from: decoder) }
}

extension OpenEnumerationCodable {
    /// Writes the value on the wire.
    public func encode(to encoder: any Encoder) throws { try JSONCoding.encode(self, to: encoder) }

    /// Reads any string.
    public init(from decoder: any Decoder) throws { self = try JSONCoding.decode(from: decoder) }
}

/// Values by way of their JSON.
private enum JSONCoding {
    static func encode(_ value: some JSONCodable, to encoder: any Encoder) throws {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: value.json(), limits: .none)
        } catch {
            let context = EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "\(error)")
            throw EncodingError.invalidValue(value, context)
        }
        try json.encode(to: encoder)
    }

    static func decode<Value: JSONCodable>(from decoder: any Decoder) throws -> Value {
        let json = try JSONValue(from: decoder)
        do {
            return try Value(json: json.bytes)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
        }
    }
}
