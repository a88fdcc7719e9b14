public import AnnalsValues

extension JSONReader {
    /// Reads `true` or `false`.
    public mutating func bool() -> Bool? {
        switch peek() {
        case UInt8(ascii: "t"): return literal("true") ? true : nil
        case UInt8(ascii: "f"): return literal("false") ? false : nil
        default:
            mismatch("boolean")
            return nil
        }
    }

    /// Reads a UUID from its canonical text in either case.
    public mutating func uniqueID() -> UniqueID? {
        quoted(UniqueID.textLength) { UniqueID(utf8: $0) } ?? formatted(.uuid) { UniqueID(utf8: $0) }
    }

    /// Reads a time of RFC 3339.
    public mutating func timestamp() -> Timestamp? {
        quoted(Timestamp.usualTextLength) { Timestamp(utf8: $0) } ?? formatted(.timestamp) { Timestamp(utf8: $0) }
    }

    /// Reads a string of a usual length whose form excludes quotes and escapes; nil, with nothing consumed, for any other.
    @inline(__always)
    private mutating func quoted<Value>(
        _ length: Int, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Value? {
        skipWhitespace()
        guard position + length + 2 <= bytes.count, length <= limits.stringLength,
            start[position] == UInt8(ascii: "\""), start[position + length + 1] == UInt8(ascii: "\""),
            let value = parse(UnsafeBufferPointer(start: start + position + 1, count: length))
        else { return nil }
        position += length + 2
        return value
    }

    /// Reads a date `YYYY-MM-DD`.
    public mutating func date() -> CalendarDate? { formatted(.date) { CalendarDate(utf8: $0) } }

    /// Reads a duration in seconds, such as `"1.5s"`.
    public mutating func duration() -> TimeSpan? { formatted(.duration) { TimeSpan(utf8: $0) } }

    /// Reads a URI: a scheme, a colon and no byte that RFC 3986 excludes.
    public mutating func uri() -> String? {
        formatted(.uri) { URIText.isValid($0) ? String(decoding: $0, as: UTF8.self) : nil }
    }

    /// Reads bytes from padded base64.
    public mutating func bytes(minLength: Int = 0, maxLength: Int = .max) -> [UInt8]? {
        _ = peek()
        let offset = position
        guard let value = formatted(.bytes, { Base64.decode($0) }) else { return nil }
        if value.count < minLength { reportConstraint(.minLength(minLength), at: offset) }
        if value.count > maxLength { reportConstraint(.maxLength(maxLength), at: offset) }
        return value
    }

    /// Reads a decimal from a string.
    public mutating func decimal(
        minimum: DecimalNumber? = nil, maximum: DecimalNumber? = nil, exclusiveMinimum: DecimalNumber? = nil,
        exclusiveMaximum: DecimalNumber? = nil, multipleOf: DecimalNumber? = nil
    ) -> DecimalNumber? {
        _ = peek()
        let offset = position
        guard let value = formatted(.decimal, { DecimalNumber(utf8: $0) }) else { return nil }
        if let minimum, value < minimum { reportConstraint(.minimum(minimum), at: offset) }
        if let maximum, value > maximum { reportConstraint(.maximum(maximum), at: offset) }
        if let exclusiveMinimum, value <= exclusiveMinimum {
            reportConstraint(.exclusiveMinimum(exclusiveMinimum), at: offset)
        }
        if let exclusiveMaximum, value >= exclusiveMaximum {
            reportConstraint(.exclusiveMaximum(exclusiveMaximum), at: offset)
        }
        if let multipleOf, !value.isMultiple(of: multipleOf) { reportConstraint(.multipleOf(multipleOf), at: offset) }
        return value
    }

    /// Reads a value of a closed enum.
    public mutating func enumeration<Value: RawRepresentable & CaseIterable>(
        _ type: Value.Type = Value.self
    ) -> Value? where Value.RawValue == String {
        guard peek() == UInt8(ascii: "\"") else {
            mismatch("string")
            return nil
        }
        let offset = position
        guard let text = stringToken() else { return nil }
        // `init(rawValue:)` compares with canonical equivalence; the wire knows bytes only.
        if let value = Value(rawValue: text), value.rawValue.utf8.elementsEqual(text.utf8) { return value }
        report(.enumeration(Value.allCases.map(\.rawValue)), at: offset)
        return nil
    }
}
