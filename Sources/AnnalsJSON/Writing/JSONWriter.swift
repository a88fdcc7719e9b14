public import AnnalsValues

/// A number that JSON cannot write.
public struct UnencodableValue: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number, such as `inf` or `nan`.
    public let value: String

    /// What is wrong.
    public var description: String { "JSON cannot write the number \(value): only finite numbers can be stored" }

    /// The same as a violation; which field has the number is not known.
    var violation: Violation {
        Violation(pointer: "", keyword: "type", message: "must have finite numbers only", value: value)
    }
}

/// Writes compact JSON, the same bytes for the same value everywhere.
public struct JSONWriter {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false
    /// What the next object begins with.
    private var tag: (discriminator: StaticString, text: StaticString)?
    private var failure: UnencodableValue?

    /// Creates an empty writer.
    public init() {
        bytes.reserveCapacity(256)
    }

    /// The text.
    ///
    /// - Throws: ``UnencodableValue`` when one of the numbers cannot be written.
    public consuming func finish() throws(UnencodableValue) -> [UInt8] {
        if let failure { throw failure }
        return bytes
    }

    // MARK: - Structure

    /// Opens an object.
    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
        guard let tag else { return }
        self.tag = nil
        key(tag.discriminator)
        value("\(tag.text)")
    }

    /// Says the tag with which the next object begins.
    public mutating func tag(_ discriminator: StaticString, _ text: StaticString) {
        tag = (discriminator, text)
    }

    /// Closes an object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes an array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a key that needs no escapes, such as a field of a schema.
    public mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes any key.
    public mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    // MARK: - Values

    /// Writes `null`.
    public mutating func null() { raw("null") }

    /// Writes a boolean.
    public mutating func value(_ value: Bool) { raw(value ? "true" : "false") }

    /// Writes an integer.
    public mutating func value(_ value: some FixedWidthInteger) { raw(value.description) }

    /// Writes the shortest number that reads back as this double.
    public mutating func value(_ value: Double) {
        if !value.isFinite { failure = failure ?? UnencodableValue(value: value.description) }
        raw(value.description)
    }

    /// Writes a string.
    public mutating func value(_ value: String) {
        separate()
        appendQuoted(value)
    }

    /// Writes a value in the form of its text.
    public mutating func value(_ value: UniqueID) { quoted(value.description) }

    /// Writes a time of RFC 3339.
    public mutating func value(_ value: Timestamp) { quoted(value.description) }

    /// Writes a date.
    public mutating func value(_ value: CalendarDate) { quoted(value.description) }

    /// Writes a duration in seconds.
    public mutating func value(_ value: TimeSpan) { quoted(value.description) }

    /// Writes a decimal in a string.
    public mutating func value(_ value: DecimalNumber) { quoted(value.description) }

    /// Writes bytes as padded base64.
    public mutating func value(_ value: [UInt8]) { quoted(Base64.encode(value)) }

    /// Writes a generated value.
    public mutating func value(_ value: some JSONCodable) { value.write(to: &self) }

    /// Writes an array.
    public mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    /// Writes a map as an object.
    public mutating func map<Value>(_ members: OrderedMap<Value>, _ write: (inout JSONWriter, Value) -> Void) {
        beginObject()
        for member in members {
            key(member.key)
            write(&self, member.value)
        }
        endObject()
    }

    /// Writes a value or `null`: an element of `list<T?>`.
    public mutating func nullable<Value>(_ value: Value?, _ write: (inout JSONWriter, Value) -> Void) {
        if let value { write(&self, value) } else { null() }
    }

    /// Writes any JSON.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): self.value(value)
        case .number(let number): raw(number.text)
        case .string(let text): self.value(text)
        case .array(let elements): list(elements) { $0.value($1) }
        case .object(let members): map(members) { $0.value($1) }
        }
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func quoted(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendQuoted(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Copies runs that need no escape at once.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (index, byte) in text.enumerated() {
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            appendEscape(byte)
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        default:
            bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
