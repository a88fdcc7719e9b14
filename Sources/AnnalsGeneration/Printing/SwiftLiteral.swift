/// Swift literals of plain values.
enum SwiftLiteral {
    /// A string literal: ASCII control characters, quotes, backslashes (and with them interpolation) are escaped, as is
    /// everything that is invisible or would change how the line reads.
    static func string(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\0": literal += "\\0"
            default:
                if isPlain(scalar) {
                    literal.unicodeScalars.append(scalar)
                } else {
                    literal += "\\u{\(String(scalar.value, radix: 16))}"
                }
            }
        }
        return literal + "\""
    }

    /// A literal of a finite double. Swift warns of decimal ones that are subnormal, so those are written by their bits.
    static func double(_ value: Double) -> String {
        guard value.isSubnormal else { return value.description }
        let digits = String(value.significandBitPattern, radix: 16)
        let zeros = String(repeating: "0", count: 13 - digits.count)
        return "\(value.sign == .minus ? "-" : "")0x0.\(zeros)\(digits)p-1022"
    }

    /// Letters, digits, punctuation and symbols stay as they are. Combining marks do not: they would join the quote.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .otherSymbol:
            return true
        default: return false
        }
    }
}
