/// Splits a source into tokens. Positions are offsets in UTF-8 bytes.
struct Lexer {
    let source: [UInt8]
    var position = 0

    init(_ source: String) {
        self.source = Array(source.utf8)
    }

    static func tokens(_ source: String) throws(ExpressionIssue) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < source.count ? source[position + offset] : nil
    }

    private mutating func next() throws(ExpressionIssue) -> Token {
        skipSpace()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
        let kind: Token.Kind
        if let quoted = try stringLiteral() {
            kind = quoted
        } else if Lexer.isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(Lexer.isDigit) == true) {
            kind = try number()
        } else if Lexer.isNameStart(byte) {
            kind = .identifier(name())
        } else if byte == UInt8(ascii: "`") {
            kind = .quotedIdentifier(try quotedName())
        } else {
            kind = .symbol(try symbol())
        }
        return Token(kind: kind, range: start..<position)
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let byte = peek(), byte != 0x0A { position += 1 }
            default: return
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private mutating func name() -> String {
        let start = position
        while let byte = peek(), Lexer.isNameStart(byte) || Lexer.isDigit(byte) { position += 1 }
        return text(start..<position)
    }

    private mutating func quotedName() throws(ExpressionIssue) -> String {
        let start = position
        position += 1
        while let byte = peek(), byte != UInt8(ascii: "`") {
            guard Lexer.isNameStart(byte) || Lexer.isDigit(byte) || "-./ ".utf8.contains(byte) else {
                throw .syntax(
                    position..<characterEnd(position), "a name in backticks has letters, digits, _ . - / and spaces")
            }
            position += 1
        }
        guard peek() != nil else { throw .syntax(start..<position, "this backtick is never closed") }
        position += 1
        return text((start + 1)..<(position - 1))
    }

    /// Where the character at a position ends, so that no place lies inside of one.
    func characterEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

    private static let pairs: Set<String> = ["&&", "||", "==", "!=", "<=", ">="]
    private static let symbols = Set("<>+-*/%!?:.,()[]{}".map(String.init))

    private mutating func symbol() throws(ExpressionIssue) -> String {
        let pair = text(position..<min(position + 2, source.count))
        if Lexer.pairs.contains(pair) {
            position += 2
            return pair
        }
        let single = text(position..<position + 1)
        if Lexer.symbols.contains(single) {
            position += 1
            return single
        }
        let end = characterEnd(position)
        let found = text(position..<end)
        let advice: String? =
            switch found {
            case "=": "write == to compare"
            case "&": "write && for 'and'"
            case "|": "write || for 'or'"
            default: nil
            }
        throw .syntax(position..<end, "'\(found)' is not part of the language", suggestion: advice)
    }

    private mutating func number() throws(ExpressionIssue) -> Token.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x") {
            position += 2
            let digits = position
            while let byte = peek(), Unicode.Scalar(byte).properties.isASCIIHexDigit { position += 1 }
            guard position > digits else { throw .syntax(start..<position, "0x needs hexadecimal digits") }
            return try integer(text(digits..<position), radix: 16, start)
        }
        var isDouble = false
        skipDigits()
        if peek() == UInt8(ascii: "."), peek(1).map(Lexer.isDigit) == true {
            isDouble = true
            position += 1
            skipDigits()
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 2 : 1
            guard peek(sign).map(Lexer.isDigit) == true else {
                throw .syntax(start..<position + 1, "the exponent needs digits")
            }
            isDouble = true
            position += sign
            skipDigits()
        }
        let digits = text(start..<position)
        if isDouble {
            guard let value = Double(digits), value.isFinite else {
                throw .syntax(start..<position, "\(digits) is too large for a double")
            }
            return .double(value)
        }
        return try integer(digits, radix: 10, start)
    }

    private mutating func integer(_ digits: String, radix: Int, _ start: Int) throws(ExpressionIssue) -> Token.Kind {
        let isUnsigned = peek() == UInt8(ascii: "u") || peek() == UInt8(ascii: "U")
        if isUnsigned { position += 1 }
        guard let value = UInt(digits, radix: radix) else {
            throw .syntax(start..<position, "the number does not fit in 64 bits")
        }
        return isUnsigned ? .uint(value) : .int(magnitude: value)
    }

    private mutating func skipDigits() {
        while let byte = peek(), Lexer.isDigit(byte) { position += 1 }
    }
}
