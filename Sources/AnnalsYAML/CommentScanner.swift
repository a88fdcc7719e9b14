/// Finds the comments of a document: whatever begins with `#` outside scalars.
struct CommentScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var comments: [SyntaxComment] = []

    static func comments(in bytes: [UInt8], of root: SyntaxNode) -> [SyntaxComment] {
        var scanner = CommentScanner(bytes: bytes)
        scanner.visit(root)
        scanner.scan(to: bytes.count)
        return scanner.comments
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func visit(_ node: SyntaxNode) {
        switch node.content {
        case .scalar(_, let style):
            var start = node.start
            if style == .literal || style == .folded {
                while start < node.range.upperBound, bytes[start] != 0x0A { start += 1 }
            }
            scan(to: start)
            place = max(place, node.range.upperBound)
        case .alias: break
        case .sequence(let elements, _): for element in elements { visit(element) }
        case .mapping(let entries, _):
            for entry in entries {
                visit(entry.key)
                visit(entry.value)
            }
        }
    }

    private mutating func scan(to end: Int) {
        while place < end {
            guard bytes[place] == UInt8(ascii: "#") else {
                place += 1
                continue
            }
            let start = place
            while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
            var last = place
            while last > start, bytes[last - 1] <= 0x20 { last -= 1 }
            comments.append(
                SyntaxComment(
                    text: String(decoding: bytes[start..<last], as: UTF8.self), offset: start,
                    isOwnLine: isOwnLine(start)))
        }
    }

    private func isOwnLine(_ offset: Int) -> Bool {
        var before = offset
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        return before == 0 || bytes[before - 1] == 0x0A || bytes[before - 1] == 0x0D
    }
}
