/// The syntax tree of a pattern. Whether a text matches depends neither on groups nor on greed; what is captured does.
package indirect enum PatternSyntax: Hashable, Sendable {
    case empty
    case set(ScalarClass)
    case anchor(Anchor)
    case sequence([PatternSyntax])
    case alternatives([PatternSyntax])
    /// At least `minimum` times, at most `maximum` times or without end, rather more often when it is greedy.
    case repetition(PatternSyntax, minimum: Int, maximum: Int?, isGreedy: Bool)
    /// A group that captures, counted from 1.
    case group(PatternSyntax, Int)

    /// Whether there is nothing in it, not even an anchor.
    var isNothing: Bool {
        switch self {
        case .empty: true
        case .group(let inner, _): inner.isNothing
        default: false
        }
    }

    /// A place between code points.
    package enum Anchor: Hashable, Sendable {
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
