public import AnnalsDiagnostics

/// A document with everything that libyaml passes over: comments, styles, and which bytes are what. It is what edits of
/// the text are made from; ``YAMLLoader`` makes what a document means.
public struct SyntaxTree: Sendable {
    /// The text without a byte order mark; offsets count its bytes.
    public let bytes: [UInt8]
    /// The root.
    public let root: SyntaxNode
    /// All comments in their order.
    public let comments: [SyntaxComment]

    private let file: String
    /// Where each line begins.
    private let lines: [Int]

    /// Reads a document that ``YAMLLoader`` accepts, which bounds its depth and size.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: Its path as shown to people.
    /// - Returns: The tree, or nil when the file cannot be used; what is wrong was reported.
    public static func read(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) -> SyntaxTree? {
        guard YAMLLoader.load(bytes, file: file, diagnostics: &diagnostics) != nil else { return nil }
        let content = SourceText(file: file, bytes: bytes).content
        let source = SourceText(file: file, bytes: Array(content))
        do {
            var reader = SyntaxReader(source: source, stream: try EventStream(source.content))
            guard let root = try reader.document() else { return nil }
            return SyntaxTree(
                bytes: source.bytes, root: root, comments: CommentScanner.comments(in: source.bytes, of: root),
                file: file, lines: [0] + source.bytes.indices.filter { source.bytes[$0] == 0x0A }.map { $0 + 1 })
        } catch {
            diagnostics.error("yaml.syntax", error.message, at: source.location(0..<1))
            return nil
        }
    }

    /// The place of some bytes, for messages.
    public func location(_ range: Range<Int>) -> SourceLocation {
        SourceText(file: file, bytes: bytes).location(range)
    }

    /// The text of some bytes.
    public func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Where the line with a byte begins.
    public func lineStart(of offset: Int) -> Int { lines[line(of: offset)] }

    /// Where the line with a byte ends, before its break.
    public func lineEnd(of offset: Int) -> Int {
        let next = line(of: offset) + 1
        return next < lines.count ? lines[next] - 1 : bytes.count
    }

    /// The line with a byte, from 0. It is searched for: a file can be one line, and that is asked for at every node.
    private func line(of offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

/// Makes nodes out of libyaml's events.
struct SyntaxReader {
    let source: SourceText
    let stream: EventStream

    mutating func document() throws(EventStream.Problem) -> SyntaxNode? {
        var root: SyntaxNode?
        while true {
            let (event, start, end) = try stream.next()
            switch event {
            case .streamEnd: return root
            case .documentStart, .documentEnd: continue
            default: root = try node(event, range(start, end))
            }
        }
    }

    private func range(_ start: EventStream.Mark, _ end: EventStream.Mark) -> Range<Int> {
        let lower = source.offset(of: start)
        return lower..<max(lower, source.offset(of: end))
    }

    private mutating func node(
        _ event: EventStream.Event, _ range: Range<Int>
    ) throws(EventStream.Problem) -> SyntaxNode {
        func made(_ content: SyntaxNode.Content, _ anchor: String?, to end: Int) -> SyntaxNode {
            let whole = range.lowerBound..<max(end, range.upperBound)
            return SyntaxNode(content: content, anchor: anchor, range: whole, start: start(of: whole))
        }
        switch event {
        case .scalar(let text, let style, _, let anchor):
            return made(.scalar(text: text, style: style), anchor, to: range.upperBound)
        case .sequenceStart(_, let anchor, let isFlow):
            var elements: [SyntaxNode] = []
            while true {
                let (event, start, end) = try stream.next()
                let next = self.range(start, end)
                if case .sequenceEnd = event {
                    return made(
                        .sequence(elements, isFlow: isFlow), anchor, to: isFlow ? next.upperBound : next.lowerBound)
                }
                elements.append(try node(event, next))
            }
        case .mappingStart(_, let anchor, let isFlow):
            var entries: [SyntaxEntry] = []
            while true {
                let (event, start, end) = try stream.next()
                let next = self.range(start, end)
                if case .mappingEnd = event {
                    return made(
                        .mapping(entries, isFlow: isFlow), anchor, to: isFlow ? next.upperBound : next.lowerBound)
                }
                let key = try node(event, next)
                let (valueEvent, valueStart, valueEnd) = try stream.next()
                entries.append(SyntaxEntry(key: key, value: try node(valueEvent, self.range(valueStart, valueEnd))))
            }
        case .alias(let name): return made(.alias(name), nil, to: range.upperBound)
        default: throw EventStream.Problem(message: "found something that is no value", mark: 0)
        }
    }

    /// Passes anchors and tags, and what may stand behind them.
    private func start(of range: Range<Int>) -> Int {
        var place = range.lowerBound
        let bytes = source.bytes
        while place < range.upperBound, bytes[place] == UInt8(ascii: "&") || bytes[place] == UInt8(ascii: "!") {
            while place < range.upperBound, bytes[place] > 0x20 { place += 1 }
            while place < range.upperBound, bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: "#") {
                if bytes[place] == UInt8(ascii: "#") {
                    while place < range.upperBound, bytes[place] != 0x0A { place += 1 }
                } else {
                    place += 1
                }
            }
        }
        return place
    }
}
