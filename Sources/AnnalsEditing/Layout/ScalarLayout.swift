import AnnalsYAML

/// Writes scalars: on one line where that is possible.
struct ScalarLayout {
    let scalar: OutlineScalar

    /// The text on one line; nil where its line breaks mean something.
    var oneLine: String? {
        guard !scalar.isBlock else { return nil }
        guard scalar.lines.count > 1 else { return quoted(scalar.lines.first ?? "") }
        // Folding makes a blank of a line break and a line break of an empty line. Escapes have rules of their own.
        guard !scalar.text.contains("\n"), !scalar.lines.contains(where: { $0.contains("\\") }) else { return nil }
        return quoted(scalar.lines.map(trimmed).joined(separator: " "))
    }

    /// The lines of a block or of folded text, indented; the first stands behind its key.
    func lines(indentation: Int) -> [String] {
        scalar.isBlock ? block(indentation) : folded(indentation)
    }

    /// Whether the text of a block ends with empty lines that belong to it.
    var keepsEnd: Bool { scalar.isBlock && scalar.lines[0].contains("+") }

    /// Whether the text can stand inside brackets as it is.
    var isSafeInBrackets: Bool {
        switch scalar.style {
        case .plain:
            scalar.text.utf8.first != UInt8(ascii: "?")
                && !scalar.text.contains { ",[]{}".contains($0) }
                && (!scalar.text.contains("?") || scalar.text.hasSuffix("?"))
                && !scalar.text.hasSuffix(":")
        case .singleQuoted, .doubleQuoted: true
        case .literal, .folded: false
        }
    }

    /// A key on one line; names need no quotes.
    var key: String? {
        let isName =
            !scalar.text.isEmpty && scalar.text != "null"
            && scalar.text.utf8.allSatisfy {
                (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
        let text = isName ? scalar.text : oneLine
        return text.map { (scalar.anchor.map { "&\($0) " } ?? "") + $0 }
    }

    /// Double quotes, where single ones are not there for a reason.
    private func quoted(_ source: String) -> String {
        guard scalar.style == .singleQuoted, source.utf8.count >= 2 else { return source }
        let inner = source.dropFirst().dropLast()
        guard !inner.contains("\""), !inner.contains("\\"), inner.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
        else { return source }
        return "\"" + inner.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'") + "\""
    }

    private func folded(_ indentation: Int) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        return scalar.lines.enumerated().map { index, line in
            let isLast = index == scalar.lines.count - 1
            let start = index == 0 ? line[...] : line.drop { $0 == " " || $0 == "\t" }
            // An escaped blank at the end of a line is no trailing blank.
            let text = isLast || start.contains("\\") ? String(start) : trimmed(String(start))
            return index == 0 || text.isEmpty ? text : margin + text
        }
    }

    private func block(_ indentation: Int) -> [String] {
        let source = scalar.lines.dropFirst()
        let first = source.first { !$0.allSatisfy { $0 == " " } }
        let own = scalar.text.split(separator: "\n").first.map { $0.prefix { $0 == " " }.count } ?? 0
        let width = max((first?.prefix { $0 == " " }.count ?? 0) - own, 0)
        let margin = String(repeating: " ", count: indentation)
        var content = source.map { line in
            let blanks = line.prefix(width).prefix { $0 == " " }.count
            return String(line.dropFirst(blanks))
        }
        if keepsEnd {
            // What is behind the last line break belongs to the next line.
            if content.last?.allSatisfy({ $0 == " " }) == true { content.removeLast() }
        } else {
            while content.last?.isEmpty == true { content.removeLast() }
        }
        var header = scalar.lines[0]
        // The depth is relative to what is around the block, and that is always two.
        header = String(header.map { $0.isNumber ? "2" : $0 })
        return [header] + content.map { $0.isEmpty ? "" : margin + $0 }
    }

    private func trimmed(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text.drop { $0 == " " || $0 == "\t" })
    }
}
