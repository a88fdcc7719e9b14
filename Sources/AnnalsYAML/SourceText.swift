import AnnalsDiagnostics

/// The text of a file with the ways between byte offsets, libyaml's marks and what editors show.
struct SourceText {
    let file: String
    let bytes: [UInt8]
    /// Where each line starts, as libyaml counts lines: it also breaks at U+0085, U+2028 and U+2029.
    private let parserLines: [Int]
    /// Where each line starts for an editor.
    private let lines: [Int]

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var parserLines = [0]
        var lines = [0]
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A:
                parserLines.append(index + 1)
                lines.append(index + 1)
            case 0x0D where index + 1 >= bytes.count || bytes[index + 1] != 0x0A:
                parserLines.append(index + 1)
                lines.append(index + 1)
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85:
                parserLines.append(index + 2)
            case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
                parserLines.append(index + 3)
            default: break
            }
            index += 1
        }
        self.parserLines = parserLines
        self.lines = lines
    }

    /// The byte offset of a mark, whose column counts code points.
    func offset(line: Int, column: Int) -> Int {
        guard line < parserLines.count else { return bytes.count }
        var offset = parserLines[line]
        // A byte order mark is no column for libyaml.
        if offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        var remaining = column
        while remaining > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            remaining -= 1
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
