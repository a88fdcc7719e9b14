extension JSONReference {
    /// The rest of a string behind its opening quote, as the bytes that it means.
    mutating func string() throws(Finding) -> [UInt8] {
        var text: [UInt8] = []
        while true {
            let start = position
            let byte = try take()
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): text += try escape(start)
            case 0..<0x20: try fail(.control, at: start)
            case 0x20..<0x80: text.append(byte)
            default: text += try sequence(byte, start)
            }
        }
    }

    /// A sequence of UTF-8 of several bytes: table 3-7 of the Unicode Standard.
    private mutating func sequence(_ first: UInt8, _ start: Int) throws(Finding) -> [UInt8] {
        let ranges: [ClosedRange<UInt8>]
        let any: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: ranges = [any]
        case 0xE0: ranges = [0xA0...0xBF, any]
        case 0xE1...0xEC, 0xEE...0xEF: ranges = [any, any]
        case 0xED: ranges = [0x80...0x9F, any]
        case 0xF0: ranges = [0x90...0xBF, any, any]
        case 0xF1...0xF3: ranges = [any, any, any]
        case 0xF4: ranges = [0x80...0x8F, any, any]
        default: throw Finding(mistake: .encoding, offset: start)
        }
        for range in ranges {
            if !range.contains(try take()) { try fail(.encoding, at: start) }
        }
        return Array(bytes[start..<position])
    }

    private mutating func escape(_ start: Int) throws(Finding) -> [UInt8] {
        let simple: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        let letter = try take()
        if let meaning = simple[letter] { return [meaning] }
        if letter != UInt8(ascii: "u") { try fail(.escape, at: start) }
        let unit = try hexadecimal(start)
        guard (0xD800...0xDFFF).contains(unit) else { return Array(String(Unicode.Scalar(unit) ?? "?").utf8) }
        let second = position
        guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw Finding(mistake: .surrogate, offset: start) }
        position += 2
        let other = try hexadecimal(second)
        guard (0xDC00...0xDFFF).contains(other),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) * 0x400 + (other - 0xDC00))
        else { throw Finding(mistake: .surrogate, offset: start) }
        return Array(String(scalar).utf8)
    }

    private mutating func hexadecimal(_ start: Int) throws(Finding) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try take())).hexDigitValue else {
                throw Finding(mistake: .escape, offset: start)
            }
            value = value * 16 + UInt32(digit)
        }
        return value
    }
}
