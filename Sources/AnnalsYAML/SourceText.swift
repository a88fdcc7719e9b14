import AnnalsDiagnostics

/// The text of a file with the ways between byte offsets, libyaml's marks and what editors show.
final class SourceText {
    let file: String
    let bytes: [UInt8]
    /// What the parser reads: without a byte order mark.
    let content: ArraySlice<UInt8>
    /// Where each line starts for an editor.
    private let lines: [Int]
    /// For each code point of more than one byte, its mark, and how many bytes more than code points there are behind it.
    private let shifts: [(mark: Int, extra: Int)]
    /// The line that was asked for last: events come in order, so the next one is near.
    private var lastLine = 0

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines = [0]
        var shifts: [(mark: Int, extra: Int)] = []
        var extra = 0
        for index in content.indices {
            let byte = bytes[index]
            if byte & 0xC0 == 0x80 {
                extra += 1
                if let last = shifts.indices.last { shifts[last].extra = extra }
            } else if byte >= 0xC0 {
                shifts.append((index - content.startIndex - extra, extra))
            }
            let isReturn = byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            if byte == 0x0A || isReturn { lines.append(index + 1) }
        }
        self.lines = lines
        self.shifts = shifts
    }

    /// The byte offset of a mark, which counts code points.
    func offset(of mark: Int) -> Int {
        let before = SourceText.count(of: shifts) { $0.mark < mark }
        let extra = before > 0 ? shifts[before - 1].extra : 0
        return min(content.startIndex + mark + extra, bytes.count)
    }

    /// The line and column, both from 1, of a byte offset.
    func position(of offset: Int) -> (line: Int, column: Int) {
        func isIn(_ line: Int) -> Bool {
            lines[line] <= offset && (line + 1 == lines.count || offset < lines[line + 1])
        }
        if !isIn(lastLine) {
            lastLine =
                lastLine + 1 < lines.count && isIn(lastLine + 1)
                ? lastLine + 1 : max(SourceText.count(of: lines) { $0 <= offset } - 1, 0)
        }
        return (lastLine + 1, offset - lines[lastLine] + 1)
    }

    /// How many elements come first in an ascending array.
    private static func count<Element>(of array: [Element], isFirst: (Element) -> Bool) -> Int {
        var low = 0
        var high = array.count
        while low < high {
            let middle = (low + high) / 2
            if isFirst(array[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func location(_ range: Range<Int>) -> SourceLocation {
        let start = position(of: range.lowerBound)
        let end = position(of: max(range.lowerBound, range.upperBound - 1))
        return SourceLocation(
            file: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column + 1)
    }
}
