extension Lexer {
    /// A string or bytes literal, if one begins here.
    mutating func stringLiteral() throws(ExpressionIssue) -> Token.Kind? {
        let start = position
        var isBytes = false
        var isRaw = false
        var offset = 0
        if let byte = peek(), byte == UInt8(ascii: "b") || byte == UInt8(ascii: "B") {
            isBytes = true
            offset += 1
        }
        if let byte = peek(offset), byte == UInt8(ascii: "r") || byte == UInt8(ascii: "R") {
            isRaw = true
            offset += 1
        }
        guard let quote = peek(offset), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        let isTriple = peek(offset + 1) == quote && peek(offset + 2) == quote
        position += offset + (isTriple ? 3 : 1)
        var content: [UInt8] = []
        while let byte = peek() {
            if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
            }
            if !isTriple, byte == 0x0A || byte == 0x0D {
                throw .syntax(
                    start..<position, "this string is not closed on its line",
                    suggestion: "write \\n for a line break, or three quotes around a text of several lines")
            }
            if byte == UInt8(ascii: "\\"), !isRaw {
                try escape(isBytes: isBytes, into: &content)
            } else {
                content.append(byte)
                position += 1
            }
        }
        throw .syntax(start..<position, "this string is never closed")
    }

    private mutating func escape(isBytes: Bool, into content: inout [UInt8]) throws(ExpressionIssue) {
        let start = position
        guard let byte = peek(1) else { throw .syntax(start..<start + 1, "this string is never closed") }
        position += 2
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "`"): 0x60,
            UInt8(ascii: "?"): 0x3F, UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
        ]
        if let plain = simple[byte] {
            content.append(plain)
            return
        }
        switch byte {
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            try append(digits(2, radix: 16, from: start), isOctet: isBytes, from: start, to: &content)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            position -= 1
            try append(digits(3, radix: 8, from: start), isOctet: isBytes, from: start, to: &content)
        case UInt8(ascii: "u") where !isBytes:
            try append(digits(4, radix: 16, from: start), isOctet: false, from: start, to: &content)
        case UInt8(ascii: "U") where !isBytes:
            try append(digits(8, radix: 16, from: start), isOctet: false, from: start, to: &content)
        default:
            throw .syntax(
                start..<characterEnd(start + 1), "\(text(start..<characterEnd(start + 1))) is no escape",
                suggestion: "write \\\\ for a backslash, or put an r before the quote")
        }
    }

    private mutating func digits(_ count: Int, radix: Int, from start: Int) throws(ExpressionIssue) -> UInt32 {
        guard position + count <= source.count, let value = UInt32(text(position..<position + count), radix: radix),
            source[position] != UInt8(ascii: "+"), source[position] != UInt8(ascii: "-")
        else { throw .syntax(start..<characterEnd(start + 1), "this escape needs \(count) digits") }
        position += count
        return value
    }

    private mutating func append(
        _ value: UInt32, isOctet: Bool, from start: Int, to content: inout [UInt8]
    ) throws(ExpressionIssue) {
        if isOctet {
            content.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) {
            content.append(contentsOf: encoded)
        } else {
            throw .syntax(start..<position, "this escape is no Unicode code point")
        }
    }
}
