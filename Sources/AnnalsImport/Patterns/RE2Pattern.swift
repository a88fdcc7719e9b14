import AnnalsPattern

/// Why a pattern of JSON Schema cannot be one of ours.
struct UntranslatablePattern: Error {
    let reason: String
}

/// Patterns of JSON Schema (ECMA-262 with the `u` flag) as RE2's, which match in linear time. What means the same stays as
/// it is written.
struct RE2Pattern {
    private var rest: Substring.UnicodeScalarView
    private var result = ""

    /// The pattern in RE2 syntax.
    ///
    /// - Throws: `UntranslatablePattern` for look-around, back-references and what is no pattern.
    static func translated(_ source: String) throws(UntranslatablePattern) -> String {
        var translation = RE2Pattern(rest: source.unicodeScalars[...])
        try translation.pattern()
        do {
            _ = try Pattern(translation.result)
        } catch {
            throw UntranslatablePattern(reason: error.message)
        }
        return translation.result
    }

    /// A pattern that matches these texts and no others.
    static func alternatives(_ texts: [String]) -> String {
        "^(?:" + texts.map(literal).joined(separator: "|") + ")$"
    }

    /// A pattern that matches a text.
    private static func literal(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.value < 0x20 || scalar.value == 0x7F {
                result += codePoint(scalar.value)
            } else {
                if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar), scalar != " " {
                    result += "\\"
                }
                result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func codePoint(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

    /// White space and line ends of ECMA-262, inside brackets.
    private static let space =
        #"\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#
    /// All that is none of them.
    private static let noSpace =
        #"\x{0}-\x{8}\x{e}-\x{1f}!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}"#
        + #"\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#

    private mutating func skip(_ text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest = rest.dropFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func pattern() throws(UntranslatablePattern) {
        while let next = rest.first {
            switch next {
            case "\\": try escape(inClass: false)
            case "[": try characterClass()
            case "(": try group()
            case "{": brace()
            case "}", "]":
                _ = rest.popFirst()
                result += "\\\(next)"
            case ".":
                _ = rest.popFirst()
                result += #"[^\n\r\x{2028}\x{2029}]"#
            default:
                _ = rest.popFirst()
                result.unicodeScalars.append(next)
            }
        }
    }

    private mutating func group() throws(UntranslatablePattern) {
        for (opening, name) in [
            ("(?=", "look-ahead"), ("(?!", "look-ahead"), ("(?<=", "look-behind"), ("(?<!", "look-behind"),
        ] where rest.starts(with: opening.unicodeScalars) {
            throw UntranslatablePattern(reason: "a pattern that matches in linear time has no \(name)")
        }
        if skip("(?:") {
            result += "(?:"
        } else if skip("(?<") {
            guard let end = rest.firstIndex(of: ">") else {
                throw UntranslatablePattern(reason: "a group is not closed")
            }
            rest = rest[rest.index(after: end)...]
            result += "("
        } else if skip("(?") {
            throw UntranslatablePattern(reason: "flags inside a pattern are not part of ECMA-262")
        } else {
            _ = skip("(")
            result += "("
        }
    }

    /// `{2,3}`; other braces stand for themselves.
    private mutating func brace() {
        _ = rest.popFirst()
        var inner = rest
        let minimum = inner.prefix { ("0"..."9").contains($0) }
        inner = inner.dropFirst(minimum.count)
        if inner.first == "," {
            inner = inner.dropFirst()
            inner = inner.drop { ("0"..."9").contains($0) }
        }
        result += minimum.isEmpty || inner.first != "}" ? "\\{" : "{"
        guard !minimum.isEmpty, inner.first == "}" else { return }
        let end = inner.index(after: inner.startIndex)
        result += String(String.UnicodeScalarView(rest[..<end]))
        rest = rest[end...]
    }

    private mutating func characterClass() throws(UntranslatablePattern) {
        _ = rest.popFirst()
        let isNegated = skip("^")
        if skip("]") {
            guard isNegated else { throw UntranslatablePattern(reason: "an empty class matches nothing") }
            result += #"[\x{0}-\x{10ffff}]"#
            return
        }
        result += isNegated ? "[^" : "["
        while let next = rest.first {
            switch next {
            case "]":
                _ = rest.popFirst()
                result += "]"
                return
            case "[":
                _ = rest.popFirst()
                result += "\\["
            case "\\": try escape(inClass: true)
            default:
                _ = rest.popFirst()
                result.unicodeScalars.append(next)
            }
        }
        throw UntranslatablePattern(reason: "a class is not closed")
    }

    private mutating func escape(inClass: Bool) throws(UntranslatablePattern) {
        _ = rest.popFirst()
        guard let next = rest.popFirst() else { throw UntranslatablePattern(reason: "a backslash ends the pattern") }
        switch next {
        case "d", "D", "w", "W", "n", "r", "t", "f", "v": result += "\\\(next)"
        case "s": result += inClass ? RE2Pattern.space : "[\(RE2Pattern.space)]"
        case "S": result += inClass ? RE2Pattern.noSpace : "[^\(RE2Pattern.space)]"
        case "b", "B":
            if inClass, next == "B" { throw UntranslatablePattern(reason: "\\B stands in a class") }
            result += inClass ? RE2Pattern.codePoint(8) : "\\\(next)"
        case "c":
            guard let letter = rest.popFirst(), letter.isASCII, letter.properties.isAlphabetic else {
                throw UntranslatablePattern(reason: "a letter follows \\c")
            }
            result += RE2Pattern.codePoint(letter.value % 32)
        case "0" where !(rest.first.map { ("0"..."9").contains($0) } ?? false): result += RE2Pattern.codePoint(0)
        case "x": result += RE2Pattern.codePoint(try hexadecimal(2))
        case "u": result += RE2Pattern.codePoint(try unicodeEscape())
        case "p", "P": try property(next)
        case "1"..."9", "k":
            throw UntranslatablePattern(reason: "a pattern that matches in linear time has no back-references")
        case "-" where inClass: result += "\\-"
        default:
            guard "^$\\.*+?()[]{}|/".unicodeScalars.contains(next) else {
                throw UntranslatablePattern(reason: "\\\(next) is no escape of ECMA-262")
            }
            result += next == "/" ? "/" : "\\\(next)"
        }
    }

    private mutating func hexadecimal(_ count: Int) throws(UntranslatablePattern) -> UInt32 {
        let digits = rest.prefix(count)
        guard digits.count == count, let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) else {
            throw UntranslatablePattern(reason: "hexadecimal digits are missing")
        }
        rest = rest.dropFirst(count)
        return value
    }

    private mutating func unicodeEscape() throws(UntranslatablePattern) -> UInt32 {
        var value: UInt32
        if skip("{") {
            let digits = rest.prefix { $0 != "}" }
            guard digits.count < rest.count, let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
            else {
                throw UntranslatablePattern(reason: "hexadecimal digits are missing")
            }
            rest = rest.dropFirst(digits.count + 1)
            value = code
        } else {
            value = try hexadecimal(4)
            if (0xD800...0xDBFF).contains(value), skip("\\u") {
                let low = try hexadecimal(4)
                guard (0xDC00...0xDFFF).contains(low) else {
                    throw UntranslatablePattern(reason: "half of a character is missing")
                }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
        }
        guard Unicode.Scalar(value) != nil else {
            throw UntranslatablePattern(reason: "half of a character is missing")
        }
        return value
    }

    /// `\p{Letter}`, `\p{Script=Greek}`.
    private mutating func property(_ letter: Unicode.Scalar) throws(UntranslatablePattern) {
        guard skip("{") else { throw UntranslatablePattern(reason: "braces are missing after \\\(letter)") }
        let text = rest.prefix { $0 != "}" }
        guard text.count < rest.count else { throw UntranslatablePattern(reason: "\\\(letter){ is never closed") }
        rest = rest.dropFirst(text.count + 1)
        var name = Substring(String(String.UnicodeScalarView(text)))
        let isScript = ["Script=", "sc="].contains { name.hasPrefix($0) }
        let isCategory = ["General_Category=", "gc="].contains { name.hasPrefix($0) }
        if isScript || isCategory { name = name.drop { $0 != "=" }.dropFirst() }
        let short = isScript ? nil : RE2Pattern.categories[String(name)]
        guard isScript || short != nil || name == "Any" || RE2Pattern.categories.values.contains(String(name)) else {
            throw UntranslatablePattern(reason: "\\\(letter){\(name)} is no category or script that patterns have")
        }
        result += "\\\(letter){\(short ?? String(name))}"
    }

    /// The long names of categories: PropertyValueAliases of Unicode.
    private static let categories: [String: String] = [
        "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
        "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn",
        "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd",
        "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
        "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
        "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm",
        "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z",
        "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc",
        "cntrl": "Cc", "Format": "Cf", "Private_Use": "Co",
    ]
}
