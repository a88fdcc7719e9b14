/// What a reader accepts before it looks at types. The standard protects a server.
public struct JSONLimits: Hashable, Sendable {
    /// How arrays and objects may nest. From 1; at most 1,000, because reading is recursive.
    public var depth: Int
    /// Bytes of the whole text.
    public var size: Int
    /// Bytes of one string between its quotes.
    public var stringLength: Int
    /// Whether a key that the schema does not know is a violation. By default it is ignored: readers are tolerant.
    public var refusesUnknownFields: Bool

    /// Creates limits.
    public init(
        depth: Int = 128, size: Int = 16 << 20, stringLength: Int = 4 << 20, refusesUnknownFields: Bool = false
    ) {
        self.depth = min(max(depth, 1), 1000)
        self.size = size
        self.stringLength = stringLength
        self.refusesUnknownFields = refusesUnknownFields
    }

    /// 128 levels, 16 MiB, strings of 4 MiB, unknown fields ignored.
    public static let standard = JSONLimits()
}
