public import AnnalsDiagnostics

/// Reads one YAML document into a node tree in which every node knows its place.
public struct YAMLLoader {
    /// The largest file that is read, in bytes.
    public static let maximumSize = 4 << 20
    /// How deep lists and maps may nest.
    public static let maximumDepth = 64
    /// How many nodes a document may have after its aliases are expanded.
    public static let maximumNodes = 200_000

    private let source: SourceText
    private let stream: EventStream
    private var anchors: [String: Anchor] = [:]
    private var count = 0
    /// The deepest level inside the node that is being read.
    private var deepest = 0
    private var diagnostics = Diagnostics()

    /// A node that aliases can stand for.
    private struct Anchor {
        var node: Node
        var size: Int
        var height: Int
    }

    /// What ends the reading of a file; it was reported.
    private struct Stop: Error {}

    /// Loads a document.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: Its path as shown to people.
    /// - Returns: The root, or nil when the file cannot be used; what is wrong was reported.
    public static func load(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) -> Node? {
        let source = SourceText(file: file, bytes: bytes)
        guard bytes.count <= maximumSize else {
            diagnostics.error(
                "yaml.too-large", "the file has \(bytes.count) bytes, more than the \(maximumSize) that are read",
                at: SourceLocation(file: file, line: 1, column: 1), suggestion: "split it into several schema files")
            return nil
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            let offset = firstInvalidByte(bytes)
            diagnostics.error(
                "yaml.not-utf8", "the file is not UTF-8: byte \(offset + 1) begins no character",
                at: source.location(offset..<offset + 1), suggestion: "save the file as UTF-8")
            return nil
        }
        var root: Node?
        do {
            var loader = YAMLLoader(source, try EventStream(source.content))
            do {
                root = try loader.document()
            } catch {}
            for diagnostic in loader.diagnostics.all { diagnostics.report(diagnostic) }
            if loader.diagnostics.hasErrors { return nil }
        } catch {
            diagnostics.error("yaml.syntax", error.message, at: source.location(0..<1))
        }
        return root
    }

    private init(_ source: SourceText, _ stream: EventStream) {
        self.source = source
        self.stream = stream
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
        var low = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): low += UTF8.width(scalar)
            case .error: return min(low, max(bytes.count - 1, 0))
            case .emptyInput: return max(bytes.count - 1, 0)
            }
        }
    }

    // MARK: - Events

    private mutating func next() throws(Stop) -> (event: EventStream.Event, range: Range<Int>) {
        do {
            let (event, start, end) = try stream.next()
            let lower = source.offset(of: start)
            return (event, lower..<max(lower, source.offset(of: end)))
        } catch {
            reportSyntax(error)
            throw Stop()
        }
    }

    private mutating func stop(
        _ rule: String, _ message: String, _ range: Range<Int>, suggestion: String? = nil
    ) -> Stop {
        diagnostics.error(rule, message, at: source.location(range), suggestion: suggestion)
        return Stop()
    }

    private mutating func reportSyntax(_ problem: EventStream.Problem) {
        let offset = min(source.offset(of: problem.mark), max(source.bytes.count - 1, 0))
        let (message, suggestion) = YAMLProblem.explain(problem.message, at: offset, in: source)
        diagnostics.error("yaml.syntax", message, at: source.location(offset..<offset + 1), suggestion: suggestion)
    }

    private mutating func document() throws(Stop) -> Node? {
        var root: Node?
        while true {
            let (event, range) = try next()
            switch event {
            case .streamEnd:
                if root == nil {
                    throw stop("yaml.empty", "the file is empty", 0..<1, suggestion: "begin with 'annals: 1'")
                }
                return root
            case .documentStart:
                if root != nil {
                    throw stop(
                        "yaml.documents", "a file holds one document", range,
                        suggestion: "move the second one to a file of its own")
                }
            case .documentEnd: break
            default: root = try node(event, range, depth: 0)
            }
        }
    }

    // MARK: - Nodes

    private mutating func node(_ event: EventStream.Event, _ range: Range<Int>, depth: Int) throws(Stop) -> Node {
        try descend(to: depth, range)
        try add(1, range)
        let before = count
        let outer = deepest
        deepest = depth
        defer { deepest = max(outer, deepest) }
        switch event {
        case .scalar(let text, let style, let tag, let anchor):
            try refuse(tag, range)
            return define(anchor, before, depth, .scalar(scalar(text, style, range)))
        case .sequenceStart(let tag, let anchor, _):
            try refuse(tag, range)
            return define(anchor, before, depth, try sequence(range, depth))
        case .mappingStart(let tag, let anchor, _):
            try refuse(tag, range)
            return define(anchor, before, depth, try mapping(range, depth))
        case .alias(let name):
            guard let anchor = anchors[name] else {
                throw stop("yaml.alias", "there is no complete node with the anchor '\(name)' before this", range)
            }
            try descend(to: depth + anchor.height, range)
            try add(anchor.size, range)
            deepest = depth + anchor.height
            return anchor.node
        default: throw stop("yaml.syntax", "found something that is no value", range)
        }
    }

    private mutating func add(_ nodes: Int, _ range: Range<Int>) throws(Stop) {
        count += nodes
        guard count <= YAMLLoader.maximumNodes else {
            throw stop(
                "yaml.too-many-nodes",
                "the document has more than \(YAMLLoader.maximumNodes) nodes after its aliases are expanded", range,
                suggestion: "write shared parts as types")
        }
    }

    private mutating func descend(to depth: Int, _ range: Range<Int>) throws(Stop) {
        guard depth <= YAMLLoader.maximumDepth else {
            throw stop("yaml.too-deep", "lists and maps nest deeper than \(YAMLLoader.maximumDepth) levels", range)
        }
    }

    private mutating func refuse(_ tag: String?, _ range: Range<Int>) throws(Stop) {
        guard let tag, tag != "!" else { return }
        throw stop(
            "yaml.tag", "tags such as \(tag) are not part of the schema language", range, suggestion: "remove the tag")
    }

    private mutating func define(_ name: String?, _ before: Int, _ depth: Int, _ node: Node) -> Node {
        if let name { anchors[name] = Anchor(node: node, size: count - before + 1, height: deepest - depth) }
        return node
    }

    private func scalar(_ text: String, _ style: Scalar.Style, _ range: Range<Int>) -> Scalar {
        var end = range.upperBound
        // A block ends with its line break, which is no part of it for an editor.
        while end > range.lowerBound + 1, source.bytes[end - 1] <= 0x20 { end -= 1 }
        let trimmed = range.lowerBound..<end
        return Scalar(
            text: text, style: style, isCutByComment: style == .plain && isComment(behind: end),
            location: source.location(trimmed),
            anchors: ScalarAlignment.anchors(of: text, style: style, in: range, source))
    }

    private func isComment(behind end: Int) -> Bool {
        var next = end
        while next < source.bytes.count, source.bytes[next] == 0x20 || source.bytes[next] == 0x09 { next += 1 }
        return next < source.bytes.count && source.bytes[next] == UInt8(ascii: "#")
    }

    private mutating func sequence(_ start: Range<Int>, _ depth: Int) throws(Stop) -> Node {
        var elements: [Node] = []
        while true {
            let (event, range) = try next()
            if case .sequenceEnd = event {
                return .sequence(elements, source.location(start.lowerBound..<max(range.lowerBound, start.upperBound)))
            }
            elements.append(try node(event, range, depth: depth + 1))
        }
    }

    private mutating func mapping(_ start: Range<Int>, _ depth: Int) throws(Stop) -> Node {
        var entries: [Node.Entry] = []
        var keys = KeyPositions()
        while true {
            let (event, range) = try next()
            if case .mappingEnd = event {
                return .mapping(entries, source.location(start.lowerBound..<max(range.lowerBound, start.upperBound)))
            }
            guard case .scalar(let text, let style, _, _) = event else {
                throw stop(
                    "yaml.key", "a key must be a plain text", range,
                    suggestion: "if this is an expression that begins with { or [, put it in quotes")
            }
            let key = scalar(text, style, range)
            if text == "<<", style == .plain {
                throw stop(
                    "yaml.merge", "merge keys are not part of the schema language", range,
                    suggestion: "write the fields out, or make them a type")
            }
            let (valueEvent, valueRange) = try next()
            let value = try node(valueEvent, valueRange, depth: depth + 1)
            if let first = keys.position(of: text, in: entries) {
                diagnostics.error(
                    "yaml.duplicate-key", "the key '\(text)' stands twice in this map", at: key.location,
                    notes: [Diagnostic.Note("it stands here first", at: entries[first].key.location)],
                    suggestion: "remove one of them")
            } else {
                entries.append(Node.Entry(key: key, value: value))
            }
        }
    }
}
