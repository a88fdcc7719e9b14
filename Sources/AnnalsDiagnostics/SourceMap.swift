/// The way from offsets in a text back to the file that it was read from, also where escapes and line breaks are between.
public struct SourceMap: Hashable, Sendable {
    /// A byte of the text whose place in the file is known.
    public struct Anchor: Hashable, Sendable {
        /// The UTF-8 offset in the text.
        public var offset: Int
        /// The line in the file, from 1.
        public var line: Int
        /// The column in the file, from 1.
        public var column: Int

        /// Creates an anchor.
        public init(offset: Int, line: Int, column: Int) {
            self.offset = offset
            self.line = line
            self.column = column
        }
    }

    /// Where the whole text stands.
    public var location: SourceLocation
    /// For each part of the text that is contiguous in the file, where it starts; ascending by offset.
    public var anchors: [Anchor]

    /// Creates a map.
    public init(location: SourceLocation, anchors: [Anchor]) {
        self.location = location
        self.anchors = anchors
    }

    /// The place of a UTF-8 byte range of the text.
    public func location(of range: Range<Int>) -> SourceLocation {
        let start = position(of: range.lowerBound)
        let end = position(of: max(range.lowerBound, range.upperBound - 1))
        return SourceLocation(
            file: location.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column + 1)
    }

    private func position(of offset: Int) -> (line: Int, column: Int) {
        guard let anchor = anchors.last(where: { $0.offset <= offset }) else {
            return (location.line, location.column)
        }
        return (anchor.line, anchor.column + offset - anchor.offset)
    }
}
