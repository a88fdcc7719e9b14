// In coders, these values are the texts that they are in JSON.

extension UniqueID: Codable {
    /// Writes 36 lower-case characters.
    public func encode(to encoder: any Encoder) throws { try CodedText.encode(self, to: encoder) }

    /// Reads either case.
    public init(from decoder: any Decoder) throws { self = try CodedText.decode("a uuid", from: decoder) }
}

extension Timestamp: Codable {
    /// Writes RFC 3339 in UTC.
    public func encode(to encoder: any Encoder) throws { try CodedText.encode(self, to: encoder) }

    /// Reads RFC 3339.
    public init(from decoder: any Decoder) throws { self = try CodedText.decode("a time of RFC 3339", from: decoder) }
}

extension CalendarDate: Codable {
    /// Writes `YYYY-MM-DD`.
    public func encode(to encoder: any Encoder) throws { try CodedText.encode(self, to: encoder) }

    /// Reads `YYYY-MM-DD`.
    public init(from decoder: any Decoder) throws { self = try CodedText.decode("a date", from: decoder) }
}

extension TimeSpan: Codable {
    /// Writes seconds: `1.500s`.
    public func encode(to encoder: any Encoder) throws { try CodedText.encode(self, to: encoder) }

    /// Reads a duration: `1.5s`.
    public init(from decoder: any Decoder) throws { self = try CodedText.decode("a duration", from: decoder) }
}

extension DecimalNumber: Codable {
    /// Writes the exact number in decimal digits, as a string.
    public func encode(to encoder: any Encoder) throws { try CodedText.encode(self, to: encoder) }

    /// Reads a string of decimal digits.
    public init(from decoder: any Decoder) throws { self = try CodedText.decode("a decimal", from: decoder) }
}

/// A value that is one text for coders.
private enum CodedText {
    static func encode(_ value: some LosslessStringConvertible, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value.description)
    }

    static func decode<Value: LosslessStringConvertible>(_ what: String, from decoder: any Decoder) throws -> Value {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Value(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected \(what), found \"\(text)\"")
        }
        return value
    }
}

// MARK: - Maps

extension KeyedMap: Encodable where Key == String, Value: Encodable {
    /// Writes an object, keys in their order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyCodingKey.self)
        for entry in self { try container.encode(entry.value, forKey: AnyCodingKey(entry.key)) }
    }
}

extension KeyedMap: Decodable where Key == String, Value: Decodable {
    /// Reads an object, keys in the order in which the decoder has them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyCodingKey.self)
        self.init()
        for key in container.allKeys { self[key.stringValue] = try container.decode(Value.self, forKey: key) }
    }
}

/// Any text as a key.
package struct AnyCodingKey: CodingKey {
    package let stringValue: String
    package var intValue: Int? { nil }

    package init(_ text: String) { stringValue = text }
    package init?(stringValue: String) { self.stringValue = stringValue }
    package init?(intValue: Int) { nil }
}
