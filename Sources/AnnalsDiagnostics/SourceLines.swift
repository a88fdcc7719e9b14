/// The lines of a file, for showing one of them without searching the whole text again.
struct SourceLines: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        for index in bytes.indices {
            // A carriage return alone ends a line too; before a line feed it belongs to that.
            let isReturn = bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            if bytes[index] == 0x0A || isReturn { starts.append(index + 1) }
        }
        self.starts = starts
    }

    /// The bytes of a line, counted from 1, without its break; nil when there is no such line.
    subscript(line: Int) -> ArraySlice<UInt8>? {
        guard line >= 1, line <= starts.count else { return nil }
        var end = line < starts.count ? starts[line] : bytes.count
        while end > starts[line - 1], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[starts[line - 1]..<end]
    }
}
