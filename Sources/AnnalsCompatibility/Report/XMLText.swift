import AnnalsDiagnostics

/// Text as it may stand in XML 1.0.
enum XMLText {
    /// A text for content. What is hidden or what XML has no way to write becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        VisibleText.escaping(VisibleText.of(text)) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            default: nil
            }
        }
    }

    /// A text for attributes, of whose tabs and line feeds parsers make blanks.
    static func attribute(_ text: String) -> String {
        escaped(text).replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
    }
}
