public import AnnalsValues

/// A type whose values are read from JSON by generated code.
public protocol JSONReadable: Sendable {
    /// Reads a value and checks it against its schema.
    ///
    /// - Returns: nil when the reader has recorded a violation or a syntax error.
    init?(from reader: inout JSONReader)
}

/// A type whose values are read from and written to JSON by generated code; for coders they have the same form.
public protocol JSONCodable: JSONReadable, ExactlyHashable, Codable {
    /// Writes the value: keys in schema order, nil left out.
    func write(to writer: inout JSONWriter)
}

extension JSONCodable {
    /// Whether both are equal as the expression language says. What is written alike is; the rest is compared field by
    /// field, because `0.0` equals `-0.0`, and infinities and maps in another order are equal too.
    public func isExactlyEqual(to other: Self) -> Bool {
        if let own = try? json(), let others = try? other.json(), own == others { return true }
        return ExactParts.areEqual(self, other)
    }

    /// The value as compact JSON. Constraints are not checked here: appending an event does that.
    ///
    /// - Throws: ``UnencodableValue`` for an infinite or undefined number.
    @inlinable
    public func json() throws(UnencodableValue) -> [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return try writer.finish()
    }

    /// Checks constraints and rules, as appending an event does.
    ///
    /// - Throws: ``InvalidPayload`` with all violations.
    public func validate(limits: JSONLimits = .standard) throws(InvalidPayload) {
        let bytes: [UInt8]
        do throws(UnencodableValue) {
            bytes = try json()
        } catch {
            throw .violations([error.violation])
        }
        _ = try Self(json: bytes, limits: limits)
    }
}

extension JSONReadable {
    /// Reads and checks a whole JSON text.
    ///
    /// - Throws: ``InvalidPayload`` with the syntax error or with all violations.
    @inlinable
    public init(json bytes: [UInt8], limits: JSONLimits = .standard) throws(InvalidPayload) {
        self = try JSONReader.read(bytes, limits: limits) { Self(from: &$0) }
    }

    /// Reads and checks a whole JSON text in place; the memory is only touched during the call.
    ///
    /// - Throws: ``InvalidPayload`` with the syntax error or with all violations.
    @inlinable
    public init(json bytes: Span<UInt8>, limits: JSONLimits = .standard) throws(InvalidPayload) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(InvalidPayload) in
            try JSONReader.read(buffer, limits: limits) { Self(from: &$0) }
        }
    }

    /// Reads and checks a whole JSON text.
    ///
    /// - Throws: ``InvalidPayload`` with the syntax error or with all violations.
    public init(json text: String, limits: JSONLimits = .standard) throws(InvalidPayload) {
        try self.init(json: Array(text.utf8), limits: limits)
    }
}

/// An open enum of strings: a value that it does not know is kept as it is.
public protocol OpenEnumerationCodable: JSONCodable, RawRepresentable where RawValue == String {
    /// The case of a value on the wire.
    init(rawValue: String)
}

extension OpenEnumerationCodable {
    /// Reads any string.
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string() else { return nil }
        self.init(rawValue: text)
    }

    /// Writes the value.
    public func write(to writer: inout JSONWriter) {
        writer.value(rawValue)
    }
}

/// A closed enum of strings; generated enums conform with this one line.
public protocol EnumerationCodable: JSONCodable, RawRepresentable, CaseIterable where RawValue == String {}

extension EnumerationCodable {
    /// Reads one of the values.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.enumeration(Self.self) else { return nil }
        self = value
    }

    /// Writes the value.
    public func write(to writer: inout JSONWriter) {
        writer.value(rawValue)
    }
}
