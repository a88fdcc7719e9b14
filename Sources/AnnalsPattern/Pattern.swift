/// A regular expression in RE2 syntax that matches in time linear in the text, whatever the pattern.
///
/// Semantics are RE2's: code points, a match anywhere in the text, `$` only at the very end, `\d \w \s \b` ASCII,
/// no look-around and no back-references. Source: the RE2 syntax page.
public struct Pattern: Sendable {
    private let compiled: Compiled

    /// What a pattern was compiled to; in one object, because patterns are handed on for every value that is read.
    private final class Compiled: Sendable {
        let source: String
        let groupCount: Int
        let syntax: PatternSyntax
        let program: Program
        let automaton: ASCIIAutomaton?

        init(_ source: String) throws(PatternError) {
            self.source = source
            (syntax, groupCount) = try PatternParser.parse(source)
            program = try Program(syntax)
            automaton = ASCIIAutomaton(program)
        }
    }

    /// The pattern as written.
    public var source: String { compiled.source }
    /// How many groups capture a part of the match.
    public var groupCount: Int { compiled.groupCount }
    /// How many states the pattern has: what looking at one code point costs at most.
    public var stateCount: Int { program.instructions.count }
    var syntax: PatternSyntax { compiled.syntax }
    /// What the pattern was compiled to.
    package var program: Program { compiled.program }

    /// Compiles a pattern.
    ///
    /// - Throws: ``PatternError`` with the place of the mistake.
    public init(_ source: String) throws(PatternError) {
        compiled = try Compiled(source)
    }

    /// Compiles a pattern that is known to be right, because a schema with it has been loaded.
    public init(validated source: String) {
        do {
            self = try Pattern.cached(source)
        } catch {
            preconditionFailure("the schema loader accepted a pattern that does not compile: \(error)")
        }
    }

    /// Whether some part of the text matches.
    public func matches(_ text: String) -> Bool { search(text).isMatch }

    /// Whether some part of a text matches that is ASCII throughout, in place.
    ///
    /// - Parameter text: Bytes below 128.
    public func matches(ascii text: UnsafeBufferPointer<UInt8>) -> Bool {
        compiled.automaton?.matches(text) ?? matches(String(decoding: text, as: UTF8.self))
    }

    /// The same with the number of steps that it took.
    func search(_ text: String) -> (isMatch: Bool, steps: Int) {
        var matcher = Matcher(program)
        return (matcher.matches(text.unicodeScalars), matcher.steps)
    }
}

extension Pattern: Hashable {
    /// Whether both were written alike.
    public static func == (left: Pattern, right: Pattern) -> Bool { left.source.utf8.elementsEqual(right.source.utf8) }

    /// Hashes the source.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
