import AnnalsDiagnostics

/// Text that others wrote, in Markdown as GitHub and GitLab show it.
enum MarkdownText {
    /// A text in one line that is shown as it is, also in a table.
    static func escaped(_ text: String) -> String {
        VisibleText.escaping(VisibleText.line(text)) { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$": "\\\(scalar)"
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            // Escapes are gone before mentions and references are looked for; a blank of no width is not.
            case "@", "#": "\(scalar)\u{200B}"
            default: nil
            }
        }
    }

    /// A text for a cell of a table, cut where it is too long to be read there.
    static func cell(_ text: String) -> String {
        let head = text.prefix(300)
        return escaped(String(head)) + (head.endIndex == text.endIndex ? "" : "…")
    }

    /// A text in one line between HTML tags, where Markdown means nothing.
    static func html(_ text: String) -> String {
        VisibleText.line(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("@", with: "@\u{200B}").replacing("#", with: "#\u{200B}")
    }

    /// A block of code that ends where the text ends, whatever stands in it.
    static func code(_ text: String, language: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\n\(fence)"
    }

    /// A name for a comment of HTML, which no text ends before its time.
    static func commentName(_ text: String) -> String {
        let kept = text.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "/", "_": Character(scalar)
            default: "_"
            }
        }
        return String(kept)
    }
}
