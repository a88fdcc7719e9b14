/// Collects lines of Swift with indentation.
struct CodePrinter {
    private(set) var text = ""
    private var depth = 0

    /// The column at which a line begins.
    var indentation: Int { depth * 4 }

    /// Prints a line; a text with line breaks is printed as several.
    mutating func line(_ line: String) {
        // Bytes, because a search for characters would look for graphemes.
        guard line.utf8.contains(UInt8(ascii: "\n")) else { return append(line) }
        for part in line.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            append(String(Substring(part)))
        }
    }

    private mutating func append(_ line: String) {
        if !line.isEmpty {
            text += String(repeating: " ", count: indentation)
            text += line
        }
        text += "\n"
    }

    /// Prints a line that is broken where it is too long.
    mutating func line(_ layout: Layout) {
        // The layout knows the indentation, so only the first line needs it here.
        text += String(repeating: " ", count: indentation)
        text += layout.text(indentation: indentation, column: indentation) + "\n"
    }

    /// Prints pieces with commas between, as many on a line as fit.
    mutating func fill(_ pieces: [Layout]) {
        var current = ""
        for (index, piece) in pieces.enumerated() {
            let piece = piece.flat + (index == pieces.count - 1 ? "" : ",")
            if !current.isEmpty, indentation + current.utf8.count + 1 + piece.utf8.count > Layout.width {
                line(current)
                current = ""
            }
            current += current.isEmpty ? piece : " " + piece
        }
        line(current)
    }

    /// Prints an empty line, unless there is one already or a block has just begun.
    mutating func blank() {
        if !text.isEmpty, !text.hasSuffix("\n\n"), !text.hasSuffix("{\n") { text += "\n" }
    }

    /// Prints `head {`, the body with more indentation, and `}`.
    mutating func block(_ head: Layout, _ body: (inout CodePrinter) -> Void) {
        line(head + " {")
        indented(body)
        line("}" as String)
    }

    /// Prints the body with more indentation.
    mutating func indented(_ body: (inout CodePrinter) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// Prints a documentation comment.
    mutating func documentation(_ text: String?, source: String? = nil) {
        let lines = text.map(CodePrinter.commentLines) ?? []
        for part in lines { line(part.isEmpty ? "///" : "/// \(part)") }
        guard let source else { return }
        if !lines.isEmpty { line("///" as String) }
        line("/// Generated from `\(source)`." as String)
    }

    /// Whether a text stands in a comment as it is, as most do.
    private static func isOneLine(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20..<0x7F ~= $0 } && text.utf8.last.map { $0 != 0x20 } ?? false
    }

    /// The lines of a text as they may stand in a `//` comment: control characters would warn or end the comment.
    static func commentLines(_ text: String) -> [String] {
        if isOneLine(text) { return [text] }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            let kept = String(
                String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
            return String(kept.reversed().drop { $0 == " " }.reversed())
        }
        let body = lines.drop(while: \.isEmpty)
        return Array(body.reversed().drop(while: \.isEmpty).reversed())
    }
}
