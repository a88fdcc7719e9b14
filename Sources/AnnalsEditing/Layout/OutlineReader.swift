import AnnalsYAML

/// Finds out to which item each comment belongs.
struct OutlineReader {
    private let tree: SyntaxTree
    private var comments: ArraySlice<SyntaxComment>
    /// Where the last scalar or bracket ended, to know what a comment on the same line stands behind.
    private var lastEnd = -1
    /// Comments before the items that are being read, the outermost first.
    private var waiting: [(leading: [LineComment], start: Int?)] = []

    /// The root of a document as an item.
    static func read(_ tree: SyntaxTree) -> OutlineItem {
        var reader = OutlineReader(tree)
        var root = reader.item(key: nil, tree.root, parentColumn: -1, isRoot: true)
        // What a root that is no block collection leaves over.
        root.trailing += reader.comments.map(\.text)
        return root
    }

    private init(_ tree: SyntaxTree) {
        self.tree = tree
        comments = tree.comments[...]
    }

    // MARK: - Items

    /// An item whose key and leading comments were read.
    private mutating func item(
        key: SyntaxNode?, _ node: SyntaxNode, parentColumn: Int, isRoot: Bool = false
    ) -> OutlineItem {
        var item = OutlineItem(value: .alias(""), anchor: node.anchor)
        if let key {
            item.key = scalar(key)
            lastEnd = key.range.upperBound
        }
        switch node.content {
        case .scalar, .alias:
            for comment in take(before: node.start) {
                if comment.isOwnLine { item.leading.append(line(comment)) } else { item.trailing.append(comment.text) }
            }
            lastEnd = max(lastEnd, node.range.upperBound)
            if case .alias(let name) = node.content {
                item.value = .alias(name)
                break
            }
            let scalar = scalar(node)
            item.value = .scalar(scalar)
            // The header of a block can have a comment.
            if scalar.isBlock { item.trailing += take(before: tree.lineEnd(of: node.start)).map(\.text) }
        case .sequence(let elements, let isFlow):
            let column = isFlow ? nil : column(of: node)
            var collection = OutlineCollection(isMap: false, isFlow: isFlow, column: column)
            for element in elements {
                before(element, &collection)
                append(self.item(key: nil, element, parentColumn: column ?? parentColumn), element, to: &collection)
            }
            finish(&collection, node, &item, threshold: (column ?? 0) + (column == parentColumn ? 1 : 0), isRoot)
            item.value = .collection(collection)
        case .mapping(let entries, let isFlow):
            let column = isFlow ? nil : column(of: node)
            var collection = OutlineCollection(isMap: true, isFlow: isFlow, column: column)
            for entry in entries {
                before(entry.key, &collection)
                let read = self.item(key: entry.key, entry.value, parentColumn: column ?? parentColumn)
                append(read, entry.key, to: &collection)
            }
            finish(&collection, node, &item, threshold: column ?? 0, isRoot)
            item.value = .collection(collection)
        }
        return item
    }

    private mutating func before(_ node: SyntaxNode, _ collection: inout OutlineCollection) {
        var leading: [LineComment] = []
        var start: Int?
        for comment in take(before: node.range.lowerBound) {
            if !comment.isOwnLine, isOnLastLine(comment) {
                if collection.items.isEmpty {
                    collection.header.append(comment.text)
                } else {
                    collection.items[collection.items.count - 1].trailing.append(comment.text)
                }
            } else {
                leading.append(line(comment))
                start = start ?? comment.offset
            }
        }
        waiting.append((leading, start))
    }

    private mutating func append(_ item: OutlineItem, _ node: SyntaxNode, to collection: inout OutlineCollection) {
        var item = item
        let before = waiting.popLast()
        item.leading = (before?.leading ?? []) + item.leading
        item.hasBlankBefore = hasBlankBefore(node.range.lowerBound)
        item.extent = (before?.start ?? node.range.lowerBound)..<max(lastEnd, node.range.upperBound)
        if item.key == nil { hoist(&item) }
        collection.items.append(item)
    }

    /// Comments on the lines of a collection that is an element stand before its dash.
    private func hoist(_ item: inout OutlineItem) {
        guard var inner = item.collection, !inner.items.isEmpty else { return }
        item.leading += inner.header.map { LineComment(text: $0, hasBlankBefore: false) } + inner.items[0].leading
        inner.header = []
        inner.items[0].leading = []
        inner.items[0].hasBlankBefore = false
        item.collection = inner
    }

    /// Comments behind the last item.
    private mutating func finish(
        _ collection: inout OutlineCollection, _ node: SyntaxNode, _ item: inout OutlineItem, threshold: Int,
        _ isRoot: Bool
    ) {
        let isFlow = collection.column == nil
        while let comment = comments.first, isRoot || comment.offset < node.range.upperBound {
            if collection.items.isEmpty {
                item.trailing.append(comment.text)
            } else if !comment.isOwnLine {
                collection.items[collection.items.count - 1].trailing.append(comment.text)
            } else if isFlow || isRoot || column(at: comment.offset) >= threshold {
                collection.trailing.append(line(comment))
            } else {
                break
            }
            comments.removeFirst()
            lastEnd = comment.offset
        }
        if isFlow { lastEnd = max(lastEnd, node.range.upperBound) }
        // Only one comment has its place behind the key.
        if collection.header.count > 1 {
            collection.items[0].leading.insert(
                contentsOf: collection.header.dropFirst().map { LineComment(text: $0, hasBlankBefore: false) }, at: 0)
            collection.header.removeSubrange(1...)
        }
    }

    // MARK: - Text

    private func scalar(_ node: SyntaxNode) -> OutlineScalar {
        guard case .scalar(let text, let style) = node.content else { return .plain("") }
        let source = tree.text(node.start..<max(node.start, node.range.upperBound))
        var lines = source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        if style == .literal || style == .folded {
            // The comment of the header was taken as one.
            lines[0] = String(lines[0].prefix { $0 != " " && $0 != "\t" && $0 != "#" })
        }
        return OutlineScalar(
            text: text, style: style, lines: lines, anchor: node.anchor, range: node.start..<node.range.upperBound)
    }

    private mutating func take(before offset: Int) -> ArraySlice<SyntaxComment> {
        let taken = comments.prefix { $0.offset < offset }
        comments = comments.dropFirst(taken.count)
        return taken
    }

    private func line(_ comment: SyntaxComment) -> LineComment {
        LineComment(text: comment.text, hasBlankBefore: hasBlankBefore(comment.offset))
    }

    private func isOnLastLine(_ comment: SyntaxComment) -> Bool {
        lastEnd >= tree.lineStart(of: comment.offset)
    }

    private func hasBlankBefore(_ offset: Int) -> Bool {
        let start = tree.lineStart(of: offset)
        guard start > 0 else { return false }
        return tree.bytes[tree.lineStart(of: start - 1)..<start - 1].allSatisfy { $0 <= 0x20 }
    }

    private func column(at offset: Int) -> Int { offset - tree.lineStart(of: offset) }

    private func column(of node: SyntaxNode) -> Int {
        column(at: node.anchor == nil ? node.range.lowerBound : node.start)
    }
}
