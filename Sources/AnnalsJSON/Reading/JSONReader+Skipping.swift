extension JSONReader {
    /// Consumes the next value, whatever it is, and builds nothing. Its grammar, its limits and its keys are checked all
    /// the same, so that a text is JSON or is not, whoever reads it.
    public mutating func skipValue() {
        if limits.isTrusted { return skipTrustedValue() }
        guard let next = peek() else { return fail(.unexpectedEnd) }
        switch next {
        case UInt8(ascii: "{"):
            guard beginMap() != nil else { return }
            var keys = MapKeys()
            while nextKey(&keys) != nil { skipValue() }
            depth -= 1
        case UInt8(ascii: "["):
            guard beginArray() != nil else { return }
            var isFirst = true
            while nextElement(isFirst: isFirst) {
                isFirst = false
                skipValue()
            }
            depth -= 1
        case UInt8(ascii: "\""):
            if let end = plainEnd() { position = end + 1 } else { _ = stringToken() }
        case UInt8(ascii: "t"): _ = literal("true")
        case UInt8(ascii: "f"): _ = literal("false")
        case UInt8(ascii: "n"): _ = literal("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = numberToken()
        default: failHere(expected: "a value")
        }
    }

    /// Consumes `null` if it is next: how an optional is read.
    public mutating func skipNull() -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        return literal("null")
    }
}
