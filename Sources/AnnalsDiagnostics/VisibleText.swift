/// Text without characters that do something instead of being seen: what others wrote is shown in terminals and logs.
public enum VisibleText {
    /// The text with hidden characters replaced by U+FFFD; tabs stay, and line breaks are line feeds.
    public static func of(_ text: String) -> String {
        replacing(in: text.replacing("\r\n", with: "\n")) { _ in "\u{FFFD}" }
    }

    /// The text as one line: line breaks are blanks, hidden characters are U+FFFD.
    public static func line(_ text: String) -> String {
        of(text.replacing("\r", with: "\n")).replacing("\n", with: " ")
    }

    /// A JSON text with hidden characters as `\u` escapes, so that it stays the same JSON.
    public static func json(_ text: String) -> String {
        replacing(in: text) { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }

    /// Whether a character moves the cursor, changes colours or turns the direction of the text around it.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func replacing(in text: String, with replacement: (Unicode.Scalar) -> String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return escaping(text) { isHidden($0) ? replacement($0) : nil }
    }

    /// The text with some code points written in another way.
    ///
    /// - Parameter replacement: What stands for a code point; nil for itself.
    public static func escaping(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let other = replacement(scalar) {
                result += other
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
