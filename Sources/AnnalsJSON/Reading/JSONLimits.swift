/// What a reader accepts before it looks at types. The standard protects a server.
public struct JSONLimits: Hashable, Sendable {
    /// How arrays and objects may nest. From 1 to ``greatestDepth``.
    public var depth: Int
    /// Bytes of the whole text.
    public var size: Int
    /// Bytes of one string between its quotes, or of one number.
    public var stringLength: Int
    /// How many violations are reported at most; from 1. A payload with more of them is refused all the same.
    public var violations: Int
    /// Whether a key that the schema does not know is a violation. By default it is ignored: readers are tolerant.
    public var refusesUnknownFields: Bool
    /// Whether the text is known to have been valid, because it was checked when it was stored. Then a reader builds the
    /// values that are asked for and does not check what else its schema demands of them; what is not asked for is skipped
    /// by its brackets and quotes alone. Of what is broken all the same it notices what keeps it from reading on.
    public var isTrusted: Bool

    /// Creates limits.
    public init(
        depth: Int = 128, size: Int = 16 << 20, stringLength: Int = 4 << 20, violations: Int = 1000,
        refusesUnknownFields: Bool = false, isTrusted: Bool = false
    ) {
        self.depth = min(max(depth, 1), JSONLimits.greatestDepth)
        self.size = size
        self.stringLength = stringLength
        self.violations = max(violations, 1)
        self.refusesUnknownFields = refusesUnknownFields
        self.isTrusted = isTrusted
    }

    /// The deepest nesting that can be allowed. Reading is recursive, and 256 levels fit the 512 KiB of stack that a
    /// secondary thread has on Apple's systems, in an unoptimised build too.
    public static let greatestDepth = 256

    /// 128 levels, 16 MiB, strings of 4 MiB, 1,000 violations, unknown fields ignored.
    public static let standard = JSONLimits()

    /// For payloads that were validated when they were appended: trusted, and nothing but the nesting is limited.
    public static let stored = JSONLimits(
        depth: greatestDepth, size: .max, stringLength: .max, isTrusted: true)

    /// For a text that was read before: nothing but the nesting, which was accepted then, is limited.
    static let none = JSONLimits(depth: greatestDepth, size: .max, stringLength: .max)
}
