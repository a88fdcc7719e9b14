/// Patterns in RE2 syntax as JSON Schema's (ECMA-262 with the `u` flag), where both mean the same.
enum ECMAPattern {
    /// The pattern for JSON Schema; nil when it uses something that the two read differently or that one has not.
    static func translated(_ source: String) -> String? {
        var scanner = Scanner(rest: source.unicodeScalars[...])
        return scanner.pattern() ? String(scanner.result) : nil
    }

    private struct Scanner {
        var rest: Substring.UnicodeScalarView
        var result = String.UnicodeScalarView()

        mutating func take() { if let next = rest.popFirst() { result.append(next) } }

        mutating func pattern() -> Bool {
            while let next = rest.first {
                switch next {
                case "\\": guard escape(inClass: false) else { return false }
                case "[": guard characterClass() else { return false }
                case "(":
                    take()
                    // Of the extensions only groups without a number mean the same.
                    if rest.first == "?" {
                        take()
                        guard rest.first == ":" else { return false }
                        take()
                    }
                case "{": guard repetition() else { return false }
                case "}", "]": return false
                case ".":
                    // In ECMA-262 the dot excludes three more line ends.
                    _ = rest.popFirst()
                    result.append(contentsOf: "[^\\n]".unicodeScalars)
                default: take()
                }
            }
            return true
        }

        /// `{2}`, `{2,}` or `{2,5}`; RE2 takes other braces literally.
        private mutating func repetition() -> Bool {
            take()
            guard digits() else { return false }
            if rest.first == "," {
                take()
                _ = digits()
            }
            guard rest.first == "}" else { return false }
            take()
            return true
        }

        private mutating func digits() -> Bool {
            let count = rest.prefix { ("0"..."9").contains($0) }.count
            for _ in 0..<count { take() }
            return count > 0
        }

        private mutating func characterClass() -> Bool {
            take()
            if rest.first == "^" { take() }
            var isFirst = true
            while let next = rest.first {
                switch next {
                case "]" where isFirst: return false
                case "]":
                    take()
                    return true
                case "[" where rest.dropFirst().first == ":": return false
                case "\\": guard escape(inClass: true) else { return false }
                default: take()
                }
                isFirst = false
            }
            return false
        }

        /// Escapes of syntax characters, and those whose meaning is ASCII in both. `\s` is wider in ECMA-262.
        private mutating func escape(inClass: Bool) -> Bool {
            take()
            guard let next = rest.first else { return false }
            let shared = "^$\\.*+?()[]{}|/dDwWnrtfv" + (inClass ? "-" : "bB")
            guard shared.unicodeScalars.contains(next) else { return false }
            take()
            return true
        }
    }
}
