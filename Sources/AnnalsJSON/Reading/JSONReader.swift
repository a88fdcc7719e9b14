/// Reads typed values out of JSON bytes in one pass, driven by generated code.
///
/// Nothing is built but the value itself. A violation notes the offset of the offending value and reading goes on, so that
/// one run finds them all; the JSON Pointers are worked out at the end, from the offsets, by ``Place``. After a syntax
/// error every call returns nil or false at once.
public struct JSONReader: ~Copyable {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline var position = 0
    /// The key of the tag that the next object may have besides its fields.
    var discriminator: StaticString?
    @usableFromInline var depth = 0
    @usableFromInline let limits: JSONLimits
    @usableFromInline var failure: (kind: JSONSyntaxError.Kind, offset: Int)?
    var reports: [Report] = []

    /// A violation before its pointer is known.
    struct Report {
        var offset: Int
        var rule: Rule
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Reads one whole text.
    ///
    /// - Parameter body: Reads the value; what it records in the reader becomes the error.
    /// - Throws: ``InvalidPayload``: the syntax error alone if there is one, else all violations.
    public static func read<Value>(
        _ bytes: [UInt8], limits: JSONLimits = .standard, _ body: (inout JSONReader) -> Value?
    ) throws(InvalidPayload) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(InvalidPayload) in
            try read(buffer, limits: limits, body)
        }
    }

    /// Reads one whole text in place; the memory is only touched during the call.
    ///
    /// - Parameter body: Reads the value; what it records in the reader becomes the error.
    /// - Throws: ``InvalidPayload``: the syntax error alone if there is one, else all violations.
    public static func read<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard, _ body: (inout JSONReader) -> Value?
    ) throws(InvalidPayload) -> Value {
        var reader = JSONReader(bytes, limits: limits)
        let value = reader.whole(body)
        if let failure = reader.failure {
            throw .syntax(JSONSyntaxError(kind: failure.kind, at: failure.offset, in: bytes))
        }
        guard let value, reader.reports.isEmpty else { throw .violations(reader.violations()) }
        return value
    }

    private mutating func whole<Value>(_ body: (inout JSONReader) -> Value?) -> Value? {
        guard bytes.count <= limits.size else {
            fail(.tooLarge(limit: limits.size), at: 0)
            return nil
        }
        let value = body(&self)
        skipWhitespace()
        if failure == nil, position < bytes.count { fail(.trailingText) }
        return value
    }

    // MARK: - Errors

    /// Notes the first syntax error.
    @usableFromInline
    mutating func fail(_ kind: JSONSyntaxError.Kind, at offset: Int? = nil) {
        guard failure == nil else { return }
        failure = (kind, offset ?? position)
        // Nothing more is read, and no loop over elements goes on.
        position = bytes.count
    }

    /// Notes that the byte here is not what the grammar allows.
    @usableFromInline
    mutating func failHere(expected: String) {
        if position < bytes.count {
            fail(.unexpectedByte(bytes[position], expected: expected))
        } else {
            fail(.unexpectedEnd)
        }
    }

    /// Notes a violation by the value at an offset.
    @usableFromInline
    mutating func report(_ rule: Rule, at offset: Int) {
        guard failure == nil, reports.count < limits.violations else { return }
        reports.append(Report(offset: offset, rule: rule))
    }

    // MARK: - Tokens

    @inlinable @inline(__always)
    mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// The first byte of the next value or token; nil at the end.
    @inlinable @inline(__always)
    mutating func peek() -> UInt8? {
        skipWhitespace()
        return position < bytes.count ? bytes[position] : nil
    }

    /// Consumes a punctuation byte if it is next.
    @inlinable @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// Consumes `true`, `false` or `null`.
    mutating func literal(_ text: StaticString) -> Bool {
        for index in 0..<text.utf8CodeUnitCount {
            guard position < bytes.count, bytes[position] == text.utf8Start[index] else {
                failHere(expected: "\(text)")
                return false
            }
            position += 1
        }
        return true
    }

    /// Enters an array or object; false, with a syntax error, when that is too deep.
    @usableFromInline
    mutating func descend() -> Bool {
        depth += 1
        if depth > limits.depth { fail(.tooDeep(limit: limits.depth), at: position) }
        return failure == nil
    }

    /// Notes that a value of another type was expected, and skips the one that is there.
    @usableFromInline
    mutating func mismatch(_ expected: String) {
        let offset = position
        guard position < bytes.count else { return fail(.unexpectedEnd) }
        report(.type(expected), at: offset)
        skipValue()
    }
}
