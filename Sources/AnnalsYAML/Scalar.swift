public import AnnalsDiagnostics

/// A scalar with its text after YAML's escapes and folding, and the way back to the source.
public struct Scalar: Sendable {
    /// How the scalar was written.
    public enum Style: Sendable {
        /// Without quotes.
        case plain
        /// In single quotes.
        case singleQuoted
        /// In double quotes.
        case doubleQuoted
        /// A `|` block.
        case literal
        /// A `>` block.
        case folded
    }

    /// The text that the scalar means.
    public var text: String
    /// How it was written. Only a plain scalar can mean null, a boolean or a number.
    public var style: Style
    /// Whether YAML saw a comment right behind it, which may be what is missing of an expression.
    public var isCutByComment = false
    /// Where it stands, with its quotes.
    public var location: SourceLocation
    /// For each UTF-8 byte range of `text` that is contiguous in the source, where it starts there; ascending.
    var anchors: [SourceMap.Anchor]

    /// The way from the text back to the file.
    public var sourceMap: SourceMap { SourceMap(location: location, anchors: anchors) }

    /// The place in the source of a UTF-8 byte range of `text`; also right inside block scalars.
    public func location(of range: Range<Int>) -> SourceLocation { sourceMap.location(of: range) }
}

extension Scalar {
    /// A scalar that has no text of its own in the source.
    public init(text: String, location: SourceLocation) {
        self.init(text: text, style: .plain, location: location, anchors: [])
    }

    /// The rest of the text from a UTF-8 offset on, with its places.
    public func suffix(from offset: Int) -> Scalar {
        let start = self.location(of: offset..<offset + 1)
        var rest = Scalar(
            text: String(decoding: text.utf8.dropFirst(offset), as: UTF8.self), style: style,
            isCutByComment: isCutByComment,
            location: SourceLocation(
                file: location.file, line: start.line, column: start.column, endLine: location.endLine,
                endColumn: location.endColumn), anchors: [])
        rest.anchors = [SourceMap.Anchor(offset: 0, line: start.line, column: start.column)]
        rest.anchors += anchors.filter { $0.offset > offset }.map {
            SourceMap.Anchor(offset: $0.offset - offset, line: $0.line, column: $0.column)
        }
        return rest
    }
}
