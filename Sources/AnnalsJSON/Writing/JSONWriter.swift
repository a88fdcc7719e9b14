public import AnnalsValues

/// Writes compact JSON, the same bytes for the same value everywhere.
public struct JSONWriter: ~Copyable {
    var buffer = ByteBuffer()
    private var needsComma = false
    /// What the next object begins with.
    private var tag: (discriminator: StaticString, text: StaticString)?
    private var failure: UnencodableValue?

    /// Creates an empty writer.
    public init() {}

    /// What was written so far.
    public var bytes: [UInt8] { buffer.bytes }

    /// How many bytes were written so far.
    var count: Int { buffer.count }

    /// The text.
    ///
    /// - Throws: ``UnencodableValue`` when one of the numbers cannot be written.
    public consuming func finish() throws(UnencodableValue) -> [UInt8] {
        if let failure { throw failure }
        return buffer.bytes
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
        buffer.reserve(name.utf8CodeUnitCount + 3)
        buffer.appendReserved(UInt8(ascii: "\""))
        buffer.appendReserved(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        buffer.appendReserved(UInt8(ascii: "\""))
        buffer.appendReserved(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes any key, with escapes where it needs them.
    public mutating func key(escaping name: String) {
        separate()
        appendQuoted(name)
        buffer.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        buffer.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        buffer.append(byte)
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { buffer.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    // MARK: - Values

    /// Writes `null`.
    public mutating func null() { raw("null") }

    /// Writes a boolean.
    public mutating func value(_ value: Bool) { raw(value ? "true" : "false") }

    /// Writes an integer.
    public mutating func value(_ value: Int) {
        separate()
        buffer.append(value)
    }

    /// Writes an integer.
    public mutating func value(_ value: some FixedWidthInteger) {
        if let value = Int(exactly: value) { self.value(value) } else { raw(value.description) }
    }

    /// Writes the shortest number that reads back as this double.
    public mutating func value(_ value: Double) {
        if !value.isFinite { failure = failure ?? UnencodableValue(value: value.description) }
        separate()
        buffer.append(value)
    }

    /// Writes a string.
    public mutating func value(_ value: String) {
        separate()
        appendQuoted(value)
    }

    /// Writes a value in the form of its text.
    public mutating func value(_ value: UniqueID) {
        separate()
        buffer.appendQuoted(UniqueID.textLength) { value.writeText(to: $0) }
    }

    /// Writes a time of RFC 3339.
    public mutating func value(_ value: Timestamp) {
        separate()
        buffer.appendQuoted(Timestamp.greatestTextLength) { value.writeText(to: $0) }
    }

    /// Writes a date.
    public mutating func value(_ value: CalendarDate) { quoted(value.description) }

    /// Writes a duration in seconds.
    public mutating func value(_ value: TimeSpan) { quoted(value.description) }

    /// Writes a decimal in a string.
    public mutating func value(_ value: DecimalNumber) { quoted(value.description) }

    /// Writes bytes as padded base64.
    public mutating func value(_ value: [UInt8]) { quoted(Base64.encode(value)) }

    /// Writes a generated value.
    @inlinable
    public mutating func value(_ value: some JSONCodable) { value.write(to: &self) }

    /// Writes an array.
    @inlinable
    public mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    /// Writes a map as an object.
    public mutating func map<Value>(_ members: OrderedMap<Value>, _ write: (inout JSONWriter, Value) -> Void) {
        beginObject()
        for member in members {
            key(escaping: member.key)
            write(&self, member.value)
        }
        endObject()
    }

    /// Writes a value or `null`: an element of `list<T?>`.
    @inlinable
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
        buffer.append(text)
    }

    private mutating func quoted(_ text: String) {
        separate()
        buffer.append(UInt8(ascii: "\""))
        buffer.append(text)
        buffer.append(UInt8(ascii: "\""))
    }

    private mutating func appendQuoted(_ text: String) {
        UTF8Text.withBytes(of: text) { appendQuoted($0) }
    }

    /// Nearly no text needs an escape, so it is copied first and looked at where it then stands.
    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        if !buffer.appendQuotedIfPlain(text) { appendEscaped(text) }
    }

    /// Copies runs that need no escape at once.
    @inline(never)
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        guard let first = text.baseAddress else { return }
        buffer.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let end = ByteRun.string(first, from: start, to: text.count).end
            buffer.append(UnsafeBufferPointer(start: first + start, count: end - start))
            guard end < text.count else { break }
            appendEscape(first[end])
            start = end + 1
        }
        buffer.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case 0x0A: buffer.append("\\n")
        case 0x0D: buffer.append("\\r")
        case 0x09: buffer.append("\\t")
        default:
            buffer.append(byte < 0x10 ? "\\u000" : "\\u00")
            buffer.append(String(byte, radix: 16))
        }
    }
}
