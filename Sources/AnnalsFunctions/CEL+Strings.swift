extension CEL {
    /// The number of code points.
    @inlinable
    public static func size(_ text: String) -> Int { text.unicodeScalars.count }

    /// Both texts in a row.
    @inlinable
    public static func concatenate(_ left: String, _ right: String) -> String { left + right }

    /// Whether a text is inside.
    public static func contains(_ text: String, _ part: String) -> Bool {
        TextSearch.run(text, for: part) { $0.next() != nil }
    }

    /// Whether the text begins so.
    public static func startsWith(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

    /// Whether the text ends so.
    public static func endsWith(_ text: String, _ suffix: String) -> Bool {
        text.utf8.count >= suffix.utf8.count && text.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// The parts between separators; the code points for an empty separator.
    public static func split(_ text: String, _ separator: String) -> [String] { split(text, separator, -1) }

    /// The same in at most so many parts; without end for a negative number, none for zero.
    public static func split(_ text: String, _ separator: String, _ limit: Int) -> [String] {
        guard limit != 0 else { return [] }
        guard limit != 1 else { return [text] }
        if separator.isEmpty { return text.isEmpty ? [""] : codePoints(text, limit) }
        return TextSearch.run(text, for: separator) { search in
            // Room for as many parts as most texts have, from the beginning.
            var parts: [String] = []
            parts.reserveCapacity(8)
            while limit < 0 || parts.count < limit - 1, let found = search.next() {
                parts.append(search.text(to: found))
                search.skip(found)
            }
            parts.append(search.rest)
            return parts
        }
    }

    private static func codePoints(_ text: String, _ limit: Int) -> [String] {
        let all = text.unicodeScalars.map { String($0) }
        guard limit > 0, all.count > limit else { return all }
        return Array(all.prefix(limit - 1)) + [all.dropFirst(limit - 1).joined()]
    }

    /// All texts in a row, with a separator between.
    @inlinable
    public static func join(_ parts: [String], _ separator: String = "") -> String {
        parts.joined(separator: separator)
    }

    /// Without the white space of Unicode at both ends.
    public static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// ASCII letters in lower case.
    public static func lowerAscii(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    /// ASCII letters in upper case.
    public static func upperAscii(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }

    /// Every occurrence replaced; of an empty text, one before each code point and one at the end.
    public static func replace(_ text: String, _ part: String, _ other: String) -> String {
        replace(text, part, other, -1)
    }

    /// The same for at most so many occurrences; all for a negative number.
    public static func replace(_ text: String, _ part: String, _ other: String, _ limit: Int) -> String {
        guard limit != 0 else { return text }
        if part.isEmpty { return interspersed(text, other, limit) }
        return TextSearch.run(text, for: part) { search in
            var result = ""
            var count = 0
            while limit < 0 || count < limit, let found = search.next() {
                result += search.text(to: found) + other
                search.skip(found)
                count += 1
            }
            return result + search.rest
        }
    }

    private static func interspersed(_ text: String, _ other: String, _ limit: Int) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if limit < 0 || count < limit {
                result += other
                count += 1
            }
            result.unicodeScalars.append(scalar)
        }
        return limit < 0 || count < limit ? result + other : result
    }

    /// From a code point on; fails outside the text.
    public static func substring(_ text: String, _ start: Int) throws(EvaluationError) -> String {
        try substring(text, start, size(text))
    }

    /// From one code point to before another; fails outside the text and when the end comes first.
    public static func substring(_ text: String, _ start: Int, _ end: Int) throws(EvaluationError) -> String {
        let scalars = Array(text.unicodeScalars)
        guard start >= 0, start <= end, end <= scalars.count else {
            throw EvaluationError(
                .indexOutOfRange, "\(start) to \(end) is not within a text of \(scalars.count) characters")
        }
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }

    /// The code point at an index, nothing at the end; fails outside.
    public static func character(_ text: String, _ index: Int) throws(EvaluationError) -> String {
        let scalars = Array(text.unicodeScalars)
        guard index >= 0, index <= scalars.count else {
            throw EvaluationError(.indexOutOfRange, "there is no character \(index) in a text of \(scalars.count)")
        }
        return index == scalars.count ? "" : String(scalars[index])
    }

    /// The index in code points where a text first stands, or -1.
    public static func firstIndex(_ text: String, _ part: String) -> Int { ScalarSearch(text, part).first(from: 0) }

    /// The same from an index on; fails outside the text.
    public static func firstIndex(_ text: String, _ part: String, _ start: Int) throws(EvaluationError) -> Int {
        let search = ScalarSearch(text, part)
        try search.check(start)
        return search.first(from: start)
    }

    /// The index in code points where a text last stands, or -1.
    public static func lastIndex(_ text: String, _ part: String) -> Int {
        ScalarSearch(text, part).last()
    }

    /// The same for places that begin at an index or before; fails outside the text.
    public static func lastIndex(_ text: String, _ part: String, _ end: Int) throws(EvaluationError) -> Int {
        let search = ScalarSearch(text, part)
        try search.check(end)
        return search.last(upTo: end)
    }

    /// The code points in reverse order.
    public static func reversed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
    }
}
