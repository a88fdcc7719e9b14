/// Reads typed values out of JSON bytes in one pass, driven by generated code.
///
/// Nothing is built but the value itself. A violation notes the offset of the offending value and reading goes on, so that
/// one run finds them all; the JSON Pointers are worked out at the end, from the offsets, by ``Place``. After a syntax
/// error every call returns nil or false at once.
public struct JSONReader: ~Copyable {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The first byte; some address that is never read when there is none.
    let start: UnsafePointer<UInt8>
    var position = 0
    var depth = 0
    let limits: JSONLimits
    /// The key of the tag that the next object may have besides its fields.
    var discriminator: StaticString?
    /// What is wrong; nil as long as nothing is, so that the usual way carries nothing of it.
    @usableFromInline var problems: Problems?

    /// What was found wrong.
    @usableFromInline
    final class Problems {
        var failure: (kind: JSONSyntaxError.Kind, offset: Int)?
        var reports: [Report] = []
    }

    /// A violation before its pointer is known.
    struct Report {
        var offset: Int
        var rule: Rule
    }

    @usableFromInline
    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        start = bytes.baseAddress ?? JSONReader.nothing
        self.limits = limits
        if bytes.count > limits.size { fail(.tooLarge(limit: limits.size), at: 0) }
    }

    private static var nothing: UnsafePointer<UInt8> { ("" as StaticString).utf8Start }

    /// Reads one whole text.
    ///
    /// - Parameter body: Reads the value; what it records in the reader becomes the error.
    /// - Throws: ``InvalidPayload``: the syntax error alone if there is one, else all violations.
    @inlinable
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
    @inlinable
    public static func read<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard, _ body: (inout JSONReader) -> Value?
    ) throws(InvalidPayload) -> Value {
        var reader = JSONReader(bytes, limits: limits)
        guard reader.problems == nil else { throw reader.error() }
        let value = body(&reader)
        guard reader.isAtEnd(), let value = consume value else { throw reader.error() }
        return value
    }

    /// Whether nothing is wrong and nothing but white space follows.
    @usableFromInline
    mutating func isAtEnd() -> Bool {
        skipWhitespace()
        if position < bytes.count, failure == nil { fail(.trailingText) }
        return problems == nil
    }

    /// Everything that is wrong. A value that is missing without a reason is a syntax error of what follows it.
    @usableFromInline
    consuming func error() -> InvalidPayload {
        _ = isAtEnd()
        if let failure { return .syntax(JSONSyntaxError(first: failure, in: bytes)) }
        return .violations(violations())
    }

    // MARK: - Errors

    /// The first syntax error.
    var failure: (kind: JSONSyntaxError.Kind, offset: Int)? { problems?.failure }

    /// The violations so far.
    var reports: [Report] { problems?.reports ?? [] }

    /// Whether there was a syntax error, so that nothing more can be read.
    @inline(__always)
    var hasFailed: Bool { problems != nil && failure != nil }

    private mutating func noteProblem() -> Problems {
        if let problems { return problems }
        let new = Problems()
        problems = new
        return new
    }

    /// Notes the first syntax error.
    @inline(never)
    mutating func fail(_ kind: JSONSyntaxError.Kind, at offset: Int? = nil) {
        let problems = noteProblem()
        guard problems.failure == nil else { return }
        problems.failure = (kind, offset ?? position)
        // Nothing more is read, and no loop over elements goes on.
        position = bytes.count
    }

    /// Notes that the byte here is not what the grammar allows.
    @inline(never)
    mutating func failHere(expected: String) {
        if position < bytes.count {
            fail(.unexpectedByte(bytes[position], expected: expected))
        } else {
            fail(.unexpectedEnd)
        }
    }

    /// Notes that a value violates a constraint, unless the text is trusted.
    mutating func reportConstraint(_ rule: Rule, at offset: Int) {
        if !limits.isTrusted { report(rule, at: offset) }
    }

    /// Notes a violation by the value at an offset.
    @inline(never)
    mutating func report(_ rule: Rule, at offset: Int) {
        let problems = noteProblem()
        guard problems.failure == nil, problems.reports.count < limits.violations else { return }
        problems.reports.append(Report(offset: offset, rule: rule))
    }

    /// Notes that a value of another type was expected, and skips the one that is there.
    @inline(never)
    mutating func mismatch(_ expected: String) {
        let offset = position
        guard position < bytes.count else { return fail(.unexpectedEnd) }
        report(.type(expected), at: offset)
        skipValue()
    }

    // MARK: - Tokens

    @inline(__always)
    mutating func skipWhitespace() {
        while position < bytes.count {
            // Nearly always a token follows at once.
            let byte = start[position]
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// The first byte of the next value or token; nil at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        skipWhitespace()
        return position < bytes.count ? start[position] : nil
    }

    /// Consumes a punctuation byte if it is next.
    @inline(__always)
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

    /// Enters an array or object, whose bracket was just consumed; false, with a syntax error, when that is too deep.
    @inline(__always)
    mutating func descend() -> Bool {
        depth += 1
        guard depth <= limits.depth else {
            fail(.tooDeep(limit: limits.depth), at: position - 1)
            return false
        }
        return !hasFailed
    }
}
