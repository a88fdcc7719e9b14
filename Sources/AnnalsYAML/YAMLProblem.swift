/// Says what libyaml means, and what to do, in the words of someone who writes schemas.
enum YAMLProblem {
    static func explain(
        _ problem: String, at offset: Int, in source: SourceText
    ) -> (message: String, suggestion: String?) {
        let line = self.line(at: offset, in: source)
        let isAtEnd = source.bytes[min(offset, source.bytes.count)...].allSatisfy { $0 <= 0x20 }
        func contains(_ texts: String...) -> Bool { texts.contains { problem.contains($0) } }

        if source.bytes.indices.contains(offset),
            source.bytes[offset] == 0x09 || line.drop(while: { $0 == " " }).first == "\t"
        {
            return ("a tab cannot indent YAML", "indent with spaces")
        }
        if contains("mapping values are not allowed") { return ("a second ': ' in one value", quoting(line)) }
        if contains("unexpected end of stream") || isAtEnd {
            return ("the file ends inside a value", "look for a quote or a bracket that is never closed")
        }
        if contains("did not find expected key", "did not find expected ',' or '}'", "did not find expected ',' or ']'")
        {
            return ("the value ends before its line does, or the indentation does not fit", quoting(line))
        }
        if contains("cannot start any token") { return ("a value cannot begin with this character", quoting(line)) }
        if contains("control characters") {
            return (
                "control characters are not allowed", "remove the character or write it as an escape in double quotes"
            )
        }
        return (problem, nil)
    }

    /// The text of the line with an offset.
    private static func line(at offset: Int, in source: SourceText) -> String {
        let bytes = source.bytes
        let start = bytes[..<min(offset, bytes.count)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// How the value of this line would be written so that YAML leaves it alone.
    private static func quoting(_ line: String) -> String {
        let general =
            "if this is an expression, put it in quotes: \"a ? b : c\", or write it on lines of its own after a |"
        let text = line.drop { $0 == " " }
        guard let colon = text.firstIndex(of: ":"), line.utf8.count < 200 else { return general }
        let key = text[..<colon]
        let value = text[colon...].dropFirst().drop { $0 == " " }
        let isKey = !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        guard isKey, !value.isEmpty, value.first != "|", value.first != ">" else { return general }
        return "if this is an expression, write it on a line of its own:\n\(key): |\n  \(value)"
    }
}
