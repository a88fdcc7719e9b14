import AnnalsPattern

extension CEL {
    static func pattern(_ source: String) throws(EvaluationError) -> Pattern {
        do {
            return try Pattern.cached(source)
        } catch {
            throw EvaluationError(.invalidPattern, "\(error)")
        }
    }

    /// How many states a pattern has, what looking at one character costs at most; 1 for what is no pattern.
    public static func stateCount(ofPattern source: String) -> Int {
        (try? pattern(source))?.stateCount ?? 1
    }

    /// Whether a pattern matches somewhere; fails when it is no pattern.
    public static func matches(_ text: String, _ pattern: String) throws(EvaluationError) -> Bool {
        try self.pattern(pattern).matches(text)
    }

    /// Whether a pattern that the checker has compiled matches somewhere.
    public static func matchesLiteral(_ text: String, _ pattern: String) -> Bool {
        (try? matches(text, pattern)) ?? false
    }

    // MARK: - Parts of a text

    /// Every match replaced; `\\1` to `\\9` stand for what a group captured, `\\0` for the whole match, `\\\\` for a
    /// backslash. Fails for what is no pattern or no replacement.
    public static func regexReplace(
        _ text: String, _ pattern: String, _ replacement: String
    ) throws(EvaluationError) -> String {
        try regexReplace(text, pattern, replacement, -1)
    }

    /// The same for at most so many matches; all for a negative number.
    public static func regexReplace(
        _ text: String, _ pattern: String, _ replacement: String, _ limit: Int
    ) throws(EvaluationError) -> String {
        let pattern = try self.pattern(pattern)
        let parts = try ReplacementText(replacement, groupCount: pattern.groupCount).parts
        var result = ""
        let rest = pattern.forEachMatch(in: text, limit: limit < 0 ? nil : limit, groups: 9) { before, match in
            result += before
            for part in parts {
                switch part {
                case .text(let text): result += text
                case .group(let number): result += match.groups[number] ?? ""
                }
            }
        }
        return result + rest
    }

    /// What the pattern's group captured in the first match, or the whole match when it has none; none without a match or
    /// when the group took no part in it. Fails for what is no pattern or has several groups.
    public static func regexExtract(_ text: String, _ pattern: String) throws(EvaluationError) -> String? {
        var found: String?
        _ = try singleGroup(pattern).forEachMatch(in: text, limit: 1, groups: 1) { found = $1.groups.last ?? nil }
        return found
    }

    /// The same for every match.
    public static func regexExtractAll(_ text: String, _ pattern: String) throws(EvaluationError) -> [String] {
        var found: [String] = []
        _ = try singleGroup(pattern).forEachMatch(in: text, groups: 1) { _, match in
            if let part = match.groups.last ?? nil { found.append(part) }
        }
        return found
    }

    private static func singleGroup(_ source: String) throws(EvaluationError) -> Pattern {
        let pattern = try pattern(source)
        guard pattern.groupCount <= 1 else {
            throw EvaluationError(
                .invalidPattern, "the pattern has \(pattern.groupCount) groups, but one at most can be extracted")
        }
        return pattern
    }

    // MARK: - Literals that the checker has seen to be right

    /// Every match of a literal pattern replaced by a literal replacement.
    public static func regexReplaceLiteral(_ text: String, _ pattern: String, _ replacement: String) -> String {
        checked { () throws(EvaluationError) in try regexReplace(text, pattern, replacement) }
    }

    /// The same for at most so many matches.
    public static func regexReplaceLiteral(
        _ text: String, _ pattern: String, _ replacement: String, _ limit: Int
    ) -> String {
        checked { () throws(EvaluationError) in try regexReplace(text, pattern, replacement, limit) }
    }

    /// What a literal pattern captures in its first match.
    public static func regexExtractLiteral(_ text: String, _ pattern: String) -> String? {
        checked { () throws(EvaluationError) in try regexExtract(text, pattern) }
    }

    /// What a literal pattern captures in every match.
    public static func regexExtractAllLiteral(_ text: String, _ pattern: String) -> [String] {
        checked { () throws(EvaluationError) in try regexExtractAll(text, pattern) }
    }

    private static func checked<Result>(_ body: () throws(EvaluationError) -> Result) -> Result {
        do throws(EvaluationError) {
            return try body()
        } catch {
            preconditionFailure("a pattern that was checked: \(error)")
        }
    }
}

/// The replacement of `regex.replace`, taken apart.
public struct ReplacementText: Sendable {
    enum Part: Sendable {
        case text(String)
        case group(Int)
    }

    let parts: [Part]

    /// Reads a replacement; fails for a group that the pattern does not have, and for a backslash that means nothing.
    public init(_ text: String, groupCount: Int) throws(EvaluationError) {
        var parts: [Part] = []
        var literal = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\\" else {
                literal.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.popFirst() {
            case "\\": literal += "\\"
            case let digit? where ("0"..."9").contains(digit):
                let number = Int(digit.value - 0x30)
                guard number <= groupCount else {
                    throw EvaluationError(
                        .invalidArgument, "the replacement asks for group \(number), the pattern has \(groupCount)")
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.group(number))
            default:
                throw EvaluationError(
                    .invalidArgument, "a backslash in the replacement is followed by a digit or a backslash")
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
    }
}
