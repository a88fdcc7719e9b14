/// Reads RE2 syntax.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private var flags = Flags()
    private var groupNames: Set<String> = []
    private var groupCount = 0

    private struct Flags {
        var ignoresCase = false
        var isMultiLine = false
        var dotMatchesNewline = false
        var isUngreedy = false
    }

    private static let maximumRepeat = 1000
    private static let maximumDepth = 200
    private static let maximumLength = 10_000

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    /// The syntax and the number of groups that capture.
    static func parse(_ source: String) throws(PatternError) -> (syntax: PatternSyntax, groupCount: Int) {
        var parser = PatternParser(source)
        guard parser.scalars.count <= maximumLength else {
            throw parser.error("a pattern has at most \(maximumLength) characters")
        }
        let syntax = try parser.alternatives()
        guard parser.position == parser.scalars.count else { throw parser.error("there is no '(' for this ')'") }
        return (syntax, parser.groupCount)
    }

    private func error(_ message: String, at offset: Int? = nil) -> PatternError {
        PatternError(message: message, offset: offset ?? position)
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skip(text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    // MARK: - Structure

    private mutating func alternatives() throws(PatternError) -> PatternSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternParser.maximumDepth else { throw error("groups nest too deep") }
        // A flag group such as (?i) counts to the end of the group around it.
        let outer = flags
        defer { flags = outer }
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternSyntax {
        var parts: [PatternSyntax] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if skip(text: "\\Q") {
                parts += try quotation()
            } else if let atom = try atom() {
                parts.append(try repeated(atom))
            }
        }
        parts.removeAll { $0 == .empty }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repeated(_ atom: PatternSyntax) throws(PatternError) -> PatternSyntax {
        let operatorStart = position
        guard let (minimum, maximum) = try counts() else { return atom }
        let isGreedy = skip("?") == flags.isUngreedy
        if next == "+" { throw error("possessive quantifiers are not part of the pattern language") }
        let second = position
        if try counts() != nil {
            throw error("a repetition cannot be repeated: use a group", at: second)
        }
        guard max(minimum, maximum ?? 0) <= PatternParser.maximumRepeat else {
            throw error("a repetition of more than \(PatternParser.maximumRepeat) is not allowed", at: operatorStart)
        }
        // Nothing is nothing however often: nested counts would only cost time.
        if maximum == 0 { return .empty }
        if atom.isNothing { return atom }
        return .repetition(atom, minimum: minimum, maximum: maximum, isGreedy: isGreedy)
    }

    /// The counts of a repetition operator; nil when none is next.
    private mutating func counts() throws(PatternError) -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let start = position
        guard skip("{"), let minimum = number() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if skip(",") { maximum = number() }
        guard skip("}") else {
            position = start
            return nil
        }
        if let maximum, maximum < minimum { throw error("a repetition cannot end before it begins", at: start) }
        return (minimum, maximum)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, ("0"..."9").contains(scalar) {
            value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
            position += 1
        }
        return value
    }

    // MARK: - Atoms

    /// One atom; nil for a flag group, which matches nothing itself.
    private mutating func atom() throws(PatternError) -> PatternSyntax? {
        guard let scalar = next else { return nil }
        switch scalar {
        case "(": return try group()
        case "[": return .set(cased(try bracket()))
        case "\\": return try escape()
        case "*", "+", "?", "{":
            let start = position
            if try counts() != nil { throw error("there is nothing to repeat before '\(scalar)'", at: start) }
        default: break
        }
        position += 1
        switch scalar {
        case ".": return .set(flags.dotMatchesNewline ? .any : .not(.scalar("\n")))
        case "^": return .anchor(flags.isMultiLine ? .lineStart : .textStart)
        case "$": return .anchor(flags.isMultiLine ? .lineEnd : .textEnd)
        default: return .set(cased(.scalar(scalar)))
        }
    }

    private func cased(_ set: ScalarClass) -> ScalarClass { flags.ignoresCase ? set.ignoringCase : set }

    private mutating func group() throws(PatternError) -> PatternSyntax? {
        let start = position
        position += 1
        let saved = flags
        var captures = true
        if skip("?") {
            if skip(text: "P<") || skip("<") {
                if next == "=" || next == "!" {
                    throw error("look-behind is not part of the pattern language", at: start)
                }
                try groupName()
            } else if next == "=" || next == "!" {
                throw error("look-ahead is not part of the pattern language", at: start)
            } else if next == ">" {
                throw error("atomic groups are not part of the pattern language", at: start)
            } else if try flagGroup() {
                return nil
            } else {
                captures = false
            }
        }
        if captures { groupCount += 1 }
        let number = groupCount
        let inner = try alternatives()
        flags = saved
        guard skip(")") else { throw error("this '(' is never closed", at: start) }
        return captures ? .group(inner, number) : inner
    }

    private mutating func groupName() throws(PatternError) {
        let start = position
        var name = ""
        while let scalar = next, scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard skip(">"), !name.isEmpty else {
            throw error("the name of a group has letters, digits and '_', and ends with '>'", at: start)
        }
        guard groupNames.insert(name).inserted else { throw error("two groups are named '\(name)'", at: start) }
    }

    /// Reads `i`, `-s` and so on; true when the group ends there, false when a `:` follows.
    private mutating func flagGroup() throws(PatternError) -> Bool {
        var isOn = true
        var isComplete = true
        while let scalar = next {
            position += 1
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiLine = isOn
            case "s": flags.dotMatchesNewline = isOn
            case "U": flags.isUngreedy = isOn
            case "-" where isOn: isOn = false
            case ":" where isComplete: return false
            case ")" where isComplete: return true
            case "-", ":", ")": throw error("a flag comes after '-'", at: position - 1)
            default: throw error("'\(scalar)' is no flag: use i, m, s or U", at: position - 1)
            }
            isComplete = scalar != "-"
        }
        throw error("the flags end with ':' or ')'")
    }

    // MARK: - Escapes and classes

    private mutating func escape() throws(PatternError) -> PatternSyntax {
        let start = position
        position += 1
        guard let scalar = next else { throw error("a backslash ends the pattern", at: start) }
        switch scalar {
        case "A": return advance(.anchor(.textStart))
        case "z": return advance(.anchor(.textEnd))
        case "b": return advance(.anchor(.wordBoundary))
        case "B": return advance(.anchor(.noWordBoundary))
        case "Z": throw error("\\Z is not part of the pattern language: use \\z", at: start)
        case "1"..."9": throw error("back-references are not part of the pattern language", at: start)
        default:
            position = start
            return .set(cased(try classEscape()))
        }
    }

    private mutating func advance(_ syntax: PatternSyntax) -> PatternSyntax {
        position += 1
        return syntax
    }

    /// What stands between `\Q` and `\E`, or the end. A repetition behind it counts for the last character.
    private mutating func quotation() throws(PatternError) -> [PatternSyntax] {
        var parts: [PatternSyntax] = []
        while let scalar = next, !skip(text: "\\E") {
            position += 1
            let literal = PatternSyntax.set(cased(.scalar(scalar)))
            guard skip(text: "\\E") else {
                parts.append(literal)
                continue
            }
            return parts + [try repeated(literal)]
        }
        return parts
    }

    /// An escape that stands for a set of code points, at its backslash.
    private mutating func classEscape() throws(PatternError) -> ScalarClass {
        let start = position
        position += 1
        guard let scalar = next else { throw error("a backslash ends the pattern", at: start) }
        position += 1
        switch scalar {
        case "d": return .digit
        case "D": return .not(.digit)
        case "w": return .word
        case "W": return .not(.word)
        case "s": return .space
        case "S": return .not(.space)
        case "C": return .any
        case "p": return try unicodeClass(start)
        case "P": return .not(try unicodeClass(start))
        case "a": return .scalar("\u{7}")
        case "f": return .scalar("\u{C}")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "v": return .scalar("\u{B}")
        case "x": return .scalar(try hexadecimal(start))
        case "0": return .scalar(octal())
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw error("\\\(scalar) is no escape", at: start)
            }
            return .scalar(scalar)
        }
    }

    private mutating func octal() -> Unicode.Scalar {
        var value: UInt32 = 0
        for _ in 0..<2 {
            guard let scalar = next, ("0"..."7").contains(scalar) else { break }
            value = value * 8 + scalar.value - 0x30
            position += 1
        }
        return Unicode.Scalar(value) ?? "\0"
    }

    private mutating func hexadecimal(_ start: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = skip("{")
        var digits = ""
        while let scalar = next, scalar.properties.isASCIIHexDigit, digits.count < (isBraced ? 8 : 2) {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        guard isBraced ? skip("}") : digits.count == 2, let value = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw error("\\x needs two hexadecimal digits, or a code point in braces", at: start) }
        return scalar
    }

    private mutating func unicodeClass(_ start: Int) throws(PatternError) -> ScalarClass {
        var name = ""
        if skip("{") {
            while let scalar = next, scalar != "}" {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard skip("}") else { throw error("\\p{ is never closed", at: start) }
        } else if let scalar = next {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        let set: ScalarClass
        if name == "Any" {
            set = .any
        } else if let script = ScalarClass.scripts[name] {
            set = script
        } else if PatternParser.categories.contains(name) {
            set = .category(name)
        } else {
            let known = ScalarClass.scripts.keys.sorted().joined(separator: ", ")
            throw error("'\(name)' is neither a category such as L or Nd nor one of the scripts \(known)", at: start)
        }
        return isNegated ? .not(set) : set
    }

    private static let categories: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe",
        "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co",
    ]

    private mutating func bracket() throws(PatternError) -> ScalarClass {
        let start = position
        position += 1
        let isNegated = skip("^")
        var parts: [ScalarClass] = []
        var isFirst = true
        while isFirst || next != "]" {
            isFirst = false
            guard next != nil else { throw error("this '[' is never closed", at: start) }
            if next == "[", let set = try posixClass() {
                parts.append(set)
            } else {
                parts.append(try bracketRange())
            }
        }
        position += 1
        return isNegated ? .not(.union(parts)) : .union(parts)
    }

    private mutating func posixClass() throws(PatternError) -> ScalarClass? {
        let start = position
        guard skip(text: "[:") else { return nil }
        let isNegated = skip("^")
        var name = ""
        var isClosed = skip(text: ":]")
        while !isClosed, let scalar = next {
            name.unicodeScalars.append(scalar)
            position += 1
            isClosed = skip(text: ":]")
        }
        // Without an end it is a bracket among other characters.
        guard isClosed else {
            position = start
            return nil
        }
        guard let set = ScalarClass.posix[name] else { throw error("[:\(name):] is no class", at: start) }
        return isNegated ? .not(set) : set
    }

    private mutating func bracketRange() throws(PatternError) -> ScalarClass {
        let start = position
        let low = try bracketItem()
        guard case .ranges(let ranges) = low, ranges.count == 1, let first = ranges.first, first.count == 1,
            next == "-", position + 1 < scalars.count, scalars[position + 1] != "]"
        else { return low }
        position += 1
        guard case .ranges(let ends) = try bracketItem(), ends.count == 1, let last = ends.first, last.count == 1,
            first.lowerBound <= last.lowerBound
        else { throw error("a range must go from a lower to a higher character", at: start) }
        return .ranges([first.lowerBound...last.lowerBound])
    }

    private mutating func bracketItem() throws(PatternError) -> ScalarClass {
        guard let scalar = next else { throw error("a '[' is never closed") }
        if scalar == "\\" { return try classEscape() }
        position += 1
        return .scalar(scalar)
    }
}
