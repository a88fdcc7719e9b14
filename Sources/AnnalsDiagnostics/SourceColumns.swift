/// Columns as other programs count them: in Unicode code points, not in bytes.
public struct SourceColumns: Sendable {
    private let sources: [String: SourceLines]

    /// Creates a converter.
    ///
    /// - Parameter sources: The content of the files by the path that locations use.
    public init(sources: [String: [UInt8]]) {
        self.sources = sources.mapValues { SourceLines($0) }
    }

    /// The location with columns that count code points from 1; nil when the file or the line is not known.
    public func inCodePoints(_ location: SourceLocation) -> SourceLocation? {
        guard let first = sources[location.file]?[location.line],
            let last = sources[location.file]?[location.endLine]
        else { return nil }
        func column(_ column: Int, in line: ArraySlice<UInt8>) -> Int {
            String(decoding: line.prefix(max(column - 1, 0)), as: UTF8.self).unicodeScalars.count + 1
        }
        var result = location
        result.column = column(location.column, in: first)
        result.endColumn = column(location.endColumn, in: last)
        // An empty range and one behind the end of the line have nothing to mark.
        if result.endLine == result.line { result.endColumn = max(result.endColumn, result.column) }
        return result
    }
}
