/// What an evaluation may cost, so that a hostile schema cannot hang a build.
public struct EvaluationLimits: Hashable, Sendable {
    /// Nodes that may be evaluated.
    public var steps: Int
    /// Bytes of text and elements of lists that may be made.
    public var size: Int

    /// Creates limits.
    public init(steps: Int = 1_000_000, size: Int = 16 << 20) {
        self.steps = steps
        self.size = size
    }
}
