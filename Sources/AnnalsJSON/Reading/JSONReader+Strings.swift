public import AnnalsPattern
import AnnalsValues

extension JSONReader {
    /// Reads a string. Lengths count Unicode code points.
    public mutating func string(minLength: Int = 0, maxLength: Int = .max, pattern: Pattern? = nil) -> String? {
        guard peek() == UInt8(ascii: "\"") else {
            mismatch("string")
            return nil
        }
        let offset = position
        let run = ByteRun.string(start, from: offset + 1, to: bytes.count)
        guard let text = stringToken(run) else { return nil }
        if limits.isTrusted { return text }
        // Of plain ASCII each byte is a code point, and can be matched where it stands.
        let isPlain = run.isASCII && position == run.end + 1
        let count = isPlain ? run.end - offset - 1 : text.unicodeScalars.count
        if count < minLength { report(.minLength(minLength), at: offset) }
        if count > maxLength { report(.maxLength(maxLength), at: offset) }
        if let pattern {
            let matches =
                isPlain
                ? pattern.matches(ascii: UnsafeBufferPointer(start: start + offset + 1, count: count))
                : pattern.matches(text)
            if !matches { report(.pattern(pattern.source), at: offset) }
        }
        return text
    }

    /// Reads a string that has a form of its own in place, without building a `String`.
    @inline(__always)
    mutating func formatted<Value>(
        _ format: Rule.Format, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Value? {
        guard peek() == UInt8(ascii: "\"") else {
            mismatch("string")
            return nil
        }
        let offset = position
        var value: Value?
        if let end = plainEnd() {
            value = parse(UnsafeBufferPointer(start: start + offset + 1, count: end - offset - 1))
            position = end + 1
        } else {
            guard var text = stringToken() else { return nil }
            value = text.withUTF8(parse)
        }
        if value == nil { report(.format(format), at: offset) }
        return value
    }

    /// Where the string that starts here ends, when it is ASCII without escapes.
    @inline(__always)
    func plainEnd() -> Int? {
        let run = ByteRun.string(start, from: position + 1, to: bytes.count)
        guard run.isASCII, run.end < bytes.count, start[run.end] == UInt8(ascii: "\""),
            run.end - position - 1 <= limits.stringLength
        else { return nil }
        return run.end
    }

    /// The string at the opening quote that is next; nil with a syntax error.
    mutating func stringToken() -> String? {
        stringToken(ByteRun.string(start, from: position + 1, to: bytes.count))
    }

    /// The same where the bytes behind the quote have been looked at.
    @inline(__always)
    private mutating func stringToken(_ run: ByteRun) -> String? {
        let first = position + 1
        guard run.end < bytes.count else {
            fail(.unexpectedEnd, at: bytes.count)
            return nil
        }
        switch start[run.end] {
        case UInt8(ascii: "\""): return finish(from: first, to: run.end, isASCII: run.isASCII)
        case UInt8(ascii: "\\"): return escapedString(start: first, from: run.end)
        default:
            fail(.controlCharacter, at: run.end)
            return nil
        }
    }

    @inline(__always)
    private mutating func finish(from first: Int, to end: Int, isASCII: Bool) -> String? {
        guard end - first <= limits.stringLength else {
            fail(.stringTooLong(limit: limits.stringLength), at: first - 1)
            return nil
        }
        let slice = UnsafeBufferPointer(start: start + first, count: end - first)
        guard isASCII else { return validated(slice, start: first, next: end + 1) }
        position = end + 1
        return UTF8Text.string(slice)
    }

    private mutating func validated(_ text: some Collection<UInt8>, start: Int, next: Int) -> String? {
        guard let text = String(validating: text, as: UTF8.self) else {
            fail(.invalidUTF8, at: start)
            return nil
        }
        position = next
        return text
    }

    /// The rest of a string from its first escape on.
    private mutating func escapedString(start: Int, from first: Int) -> String? {
        var text = Array(bytes[start..<first])
        var index = first
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""): return validated(text, start: start, next: index + 1)
            case UInt8(ascii: "\\"):
                guard let next = escape(at: index, into: &text) else { return nil }
                index = next
            case 0..<0x20:
                fail(.controlCharacter, at: index)
                return nil
            default:
                text.append(byte)
                index += 1
            }
            guard text.count <= limits.stringLength else {
                fail(.stringTooLong(limit: limits.stringLength), at: start - 1)
                return nil
            }
        }
        fail(.unexpectedEnd, at: bytes.count)
        return nil
    }

    /// Appends what an escape means; the offset after it, or nil with a syntax error.
    private mutating func escape(at offset: Int, into text: inout [UInt8]) -> Int? {
        guard offset + 1 < bytes.count else {
            fail(.unexpectedEnd, at: bytes.count)
            return nil
        }
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): return unicodeEscape(at: offset, into: &text)
        default:
            fail(.invalidEscape, at: offset)
            return nil
        }
        return offset + 2
    }

    private mutating func unicodeEscape(at offset: Int, into text: inout [UInt8]) -> Int? {
        guard let unit = codeUnit(at: offset + 2) else { return nil }
        var scalar = UInt32(unit)
        var next = offset + 6
        if UTF16.isLeadSurrogate(unit) {
            guard next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u"),
                let trail = codeUnit(at: next + 2), UTF16.isTrailSurrogate(trail)
            else {
                fail(.loneSurrogate, at: offset)
                return nil
            }
            scalar = 0x10000 + ((UInt32(unit) & 0x3FF) << 10 | UInt32(trail) & 0x3FF)
            next += 6
        }
        guard let character = Unicode.Scalar(scalar) else {
            fail(.loneSurrogate, at: offset)
            return nil
        }
        text.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
        return next
    }

    private mutating func codeUnit(at offset: Int) -> UInt16? {
        var unit: UInt16 = 0
        for index in offset..<(offset + 4) {
            guard index < bytes.count else {
                fail(.unexpectedEnd, at: bytes.count)
                return nil
            }
            guard let digit = hexValue(bytes[index]) else {
                fail(.invalidEscape, at: offset - 2)
                return nil
            }
            unit = unit << 4 | digit
        }
        return unit
    }
}

private func hexValue(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
