/// A node of a document as it was written: with its bytes, with aliases as aliases.
public struct SyntaxNode: Sendable {
    /// What a node is.
    public indirect enum Content: Sendable {
        /// Text of any style, after YAML's escapes and folding.
        case scalar(text: String, style: Scalar.Style)
        /// `*name`.
        case alias(String)
        /// A list.
        case sequence([SyntaxNode], isFlow: Bool)
        /// Keys and values in document order.
        case mapping([SyntaxEntry], isFlow: Bool)
    }

    /// What the node is.
    public var content: Content
    /// The name behind `&`, if there is one.
    public var anchor: String?
    /// The bytes of the node. A block ends where the next token begins, with comments between.
    public var range: Range<Int>
    /// Where the node itself begins, behind its anchor.
    public var start: Int
}

/// A key and its value, as they were written.
public struct SyntaxEntry: Sendable {
    /// The key.
    public var key: SyntaxNode
    /// What belongs to it.
    public var value: SyntaxNode
}

/// A comment.
public struct SyntaxComment: Sendable {
    /// The text from its `#` on, without blanks at its end.
    public var text: String
    /// Where the `#` stands, in bytes.
    public var offset: Int
    /// Whether nothing but blanks stands before it on its line.
    public var isOwnLine: Bool
}
