import AnnalsDiagnostics

/// The text of a file with the ways between byte offsets, libyaml's marks and what editors show.
struct SourceText {
    let file: String
    let bytes: [UInt8]
    /// What the parser reads: without a byte order mark.
    let content: ArraySlice<UInt8>
    /// Where each line starts for an editor.
    private let lines: [Int]
    /// The offset of every 256th code point, so that a mark is found without reading the text from its start.
    private let checkpoints: [Int]

    private static let stride = 256

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines = [0]
        var checkpoints: [Int] = []
        var count = 0
        for index in content.indices {
            if bytes[index] & 0xC0 != 0x80 {
                if count % SourceText.stride == 0 { checkpoints.append(index) }
                count += 1
            }
            let isReturn = bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            if bytes[index] == 0x0A || isReturn { lines.append(index + 1) }
        }
        self.lines = lines
        self.checkpoints = checkpoints
    }

    /// The byte offset of a mark, which counts code points.
    func offset(of mark: Int) -> Int {
        guard mark / SourceText.stride < checkpoints.count else { return bytes.count }
        var offset = checkpoints[mark / SourceText.stride]
        for _ in 0..<(mark % SourceText.stride) where offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        return offset
    }

    /// The line and column, both from 1, of a byte offset.
    func position(of offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - lines[low] + 1)
    }

    func location(_ range: Range<Int>) -> SourceLocation {
        let start = position(of: range.lowerBound)
        let end = position(of: max(range.lowerBound, range.upperBound - 1))
        return SourceLocation(
            file: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column + 1)
    }
}
