public import AnnalsSchema

/// Other text for some bytes of a file.
public struct SourceEdit: Hashable, Sendable {
    /// The path of the file, as its source has it.
    public var path: String
    /// The bytes that are replaced, without counting a byte order mark; empty for an insertion.
    public var range: Range<Int>
    /// What takes their place.
    public var text: String

    /// Creates an edit.
    public init(path: String, range: Range<Int>, text: String) {
        self.path = path
        self.range = range
        self.text = text
    }

    /// The files that some edits change. Of edits that overlap only the first is made; whoever makes them gives out none.
    public static func apply(_ edits: [SourceEdit], to sources: [SchemaSource]) -> [EditedFile] {
        sources.compactMap { source in
            let own = edits.filter { $0.path == source.path }.sorted {
                ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            }
            guard !own.isEmpty else { return nil }
            let mark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let bytes = source.bytes.dropFirst(mark)
            // A file of Windows keeps its line breaks.
            let isWindows = source.bytes.split(separator: 0x0A).first?.last == 0x0D
            var result = Array(source.bytes.prefix(mark))
            var place = 0
            for edit in own where edit.range.lowerBound >= place && edit.range.upperBound <= bytes.count {
                result += bytes[(mark + place)..<(mark + edit.range.lowerBound)]
                result += (isWindows ? edit.text.replacing("\n", with: "\r\n") : edit.text).utf8
                place = edit.range.upperBound
            }
            result += bytes[(mark + place)...]
            return EditedFile(path: source.path, text: String(decoding: result, as: UTF8.self))
        }
    }
}
