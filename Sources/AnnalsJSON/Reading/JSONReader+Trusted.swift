extension JSONReader {
    /// Consumes the next value of a text that is known to be JSON: brackets are counted and strings passed over.
    ///
    /// What is no JSON all the same ends somewhere or is a syntax error, and costs no more than its length.
    mutating func skipTrustedValue() {
        guard let next = peek() else { return fail(.unexpectedEnd) }
        switch next {
        case UInt8(ascii: "\""): skipTrustedString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): skipTrustedContainer()
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"): failHere(expected: "a value")
        default: skipTrustedWord()
        }
    }

    /// A number, `true`, `false` or `null`: everything up to what can follow a value.
    private mutating func skipTrustedWord() {
        while position < bytes.count {
            switch start[position] {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09: return
            default: position += 1
            }
        }
    }

    private mutating func skipTrustedString() {
        guard let end = endOfTrustedString(position + 1) else { return fail(.unexpectedEnd, at: bytes.count) }
        position = end
    }

    /// Where a string ends whose inside begins at an offset, behind its quote; nil when it does not.
    @inline(__always)
    private func endOfTrustedString(_ offset: Int) -> Int? {
        var index = offset
        while true {
            index = ByteRun.endOfTrustedString(start, from: index, to: bytes.count)
            guard index < bytes.count else { return nil }
            if start[index] == UInt8(ascii: "\"") { return index + 1 }
            index = min(index + 2, bytes.count)
        }
    }

    private mutating func skipTrustedContainer() {
        guard let end = BracketCounter.end(start, from: position, to: bytes.count) else {
            return fail(.unexpectedEnd, at: bytes.count)
        }
        position = min(end, bytes.count)
    }
}
