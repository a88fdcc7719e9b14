import AnnalsValues

extension CEL {
    /// Padded base64.
    public static func base64Encode(_ bytes: [UInt8]) -> String { Base64.encode(bytes) }

    /// The bytes of base64, whose padding may be missing; fails for other texts.
    public static func base64Decode(_ text: String) throws(EvaluationError) -> [UInt8] {
        let missing = (4 - text.utf8.count % 4) % 4
        var padded =
            missing < 3 && text.utf8.last != UInt8(ascii: "=") ? text + String(repeating: "=", count: missing) : text
        guard let bytes = padded.withUTF8({ Base64.decode($0) }) else { throw invalid(text, "base64") }
        return bytes
    }

    /// The text in double quotes, with escapes for the quote, the backslash and control characters.
    public static func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
