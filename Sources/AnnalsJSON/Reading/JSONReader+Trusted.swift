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
        var index = position + 1
        while true {
            index = ByteRun.string(start, from: index, to: bytes.count).end
            guard index < bytes.count else { return fail(.unexpectedEnd, at: bytes.count) }
            switch start[index] {
            case UInt8(ascii: "\""):
                position = index + 1
                return
            case UInt8(ascii: "\\"): index = min(index + 2, bytes.count)
            // A control character, which is somebody else's mistake.
            default: index += 1
            }
        }
    }

    private mutating func skipTrustedContainer() {
        guard let end = BracketCounter.end(start, from: position, to: bytes.count) else {
            return fail(.unexpectedEnd, at: bytes.count)
        }
        position = min(end, bytes.count)
    }
}
