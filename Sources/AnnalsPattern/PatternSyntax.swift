/// The syntax tree of a pattern. Groups are gone: whether a text matches does not depend on what they capture.
indirect enum PatternSyntax: Hashable, Sendable {
    case empty
    case set(ScalarClass)
    case anchor(Anchor)
    case sequence([PatternSyntax])
    case alternatives([PatternSyntax])
    /// At least `minimum` times, at most `maximum` times or without end. Whether the repetition is greedy does not matter
    /// for a match.
    case repetition(PatternSyntax, minimum: Int, maximum: Int?)

    /// A place between code points.
    enum Anchor: Hashable, Sendable {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
    }
}

/// Why a text is no pattern.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to write instead.
    public let message: String
    /// The offset in code points from the start of the pattern.
    public let offset: Int

    /// What is wrong and where.
    public var description: String { "\(message) (at character \(offset + 1) of the pattern)" }
}
