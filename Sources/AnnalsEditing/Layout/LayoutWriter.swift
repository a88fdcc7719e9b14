/// Writes an outline in the one form that `annals fmt` gives to schemas.
struct LayoutWriter {
    /// How wide a line may be, in characters.
    static let width = 120

    /// Whether keys are brought into the order of the language.
    var sortsKeys = true

    /// What an item is written as.
    struct Block {
        var lines: [String]
        /// Whether the text ends with empty lines that belong to it.
        var keepsEnd = false
    }

    /// The lines of a document.
    func document(_ root: OutlineItem) -> [String] {
        guard let collection = root.collection, !collection.items.isEmpty else { return [] }
        return lines(of: collection, .document, indentation: 0) + root.trailing
    }

    // MARK: - Collections

    /// The items of a collection, a line or more for each.
    func lines(of collection: OutlineCollection, _ place: Place, indentation: Int) -> [String] {
        block(collection, place, indentation).lines
    }

    private func block(_ collection: OutlineCollection, _ place: Place, _ indentation: Int) -> Block {
        let margin = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var previous: Block?
        for item in sorted(collection, place) {
            let block = self.block(item, place.child(item.name), indentation)
            if let previous, !previous.keepsEnd {
                let isLong = previous.lines.count > 1 || block.lines.count > 1
                let hasBlank = item.leading.first?.hasBlankBefore ?? item.hasBlankBefore
                if hasBlank || place.separatesItems && isLong { lines.append("") }
            }
            lines += comments(item.leading, margin)
            if !item.leading.isEmpty, item.hasBlankBefore { lines.append("") }
            lines += block.lines
            previous = block
        }
        if !collection.trailing.isEmpty {
            if collection.trailing[0].hasBlankBefore, previous?.keepsEnd == false { lines.append("") }
            lines += comments(collection.trailing, margin)
        }
        return Block(
            lines: lines, keepsEnd: collection.trailing.isEmpty && previous?.keepsEnd == true)
    }

    private func comments(_ comments: [LineComment], _ margin: String) -> [String] {
        comments.enumerated().flatMap { index, comment in
            (index > 0 && comment.hasBlankBefore ? [""] : []) + [margin + comment.text]
        }
    }

    /// The items with known keys first, in their order; what is not known keeps its place behind them.
    private func sorted(_ collection: OutlineCollection, _ place: Place) -> [OutlineItem] {
        let items = collection.items
        guard sortsKeys, collection.isMap, !place.keys.isEmpty else { return items }
        func rank(_ item: OutlineItem) -> Int {
            item.name.flatMap { place.keys.firstIndex(of: $0) } ?? place.keys.count
        }
        var sorted = items.enumerated().sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.map(\.element)
        // What stands above a file is about the file.
        if place == .document, let first = items.first, sorted.first?.name != first.name,
            let index = sorted.firstIndex(where: { $0.name == first.name })
        {
            let header = sorted[index].leading
            sorted[index].leading = []
            sorted[index].hasBlankBefore = false
            sorted[0].leading = header + sorted[0].leading
            sorted[0].hasBlankBefore = first.hasBlankBefore && !header.isEmpty
        }
        return sorted
    }

    // MARK: - Items

    /// An item without the comments before it.
    func block(_ item: OutlineItem, _ place: Place, _ indentation: Int) -> Block {
        let margin = String(repeating: " ", count: indentation)
        let head = item.key.map { (ScalarLayout(scalar: $0).key ?? $0.lines.joined(separator: " ")) + ":" } ?? "-"
        let anchored = item.anchor.map { "\(head) &\($0)" } ?? head
        // The first comment stands on the line; the others stand behind it.
        func ended(_ lines: [String], keepsEnd: Bool = false, commentAt index: Int) -> Block {
            var lines = lines
            if let comment = item.trailing.first { lines[index] += "  " + comment }
            return Block(
                lines: lines + item.trailing.dropFirst().map { margin + $0 }, keepsEnd: keepsEnd)
        }
        if let text = inline(item.value, place, budget: LayoutWriter.width - indentation - anchored.count - 1) {
            return ended([margin + (text.isEmpty ? anchored : "\(anchored) \(text)")], commentAt: 0)
        }
        switch item.value {
        case .alias, .scalar:
            guard let scalar = item.scalar else { break }
            let layout = ScalarLayout(scalar: scalar)
            var lines = layout.lines(indentation: indentation + 2)
            lines[0] = "\(margin)\(anchored) \(lines[0])"
            return ended(lines, keepsEnd: layout.keepsEnd, commentAt: scalar.isBlock ? 0 : lines.count - 1)
        case .collection(var collection):
            let behindKey = collection.header + item.trailing
            if item.key == nil, item.anchor == nil {
                // The first item stands behind the dash.
                var inner = block(collection, place, indentation + 2)
                inner.lines[0] = margin + "- " + inner.lines[0].dropFirst(indentation + 2)
                inner.lines += item.trailing.map { margin + $0 }
                return inner
            }
            collection.items[0].leading.insert(
                contentsOf: behindKey.dropFirst().map { LineComment(text: $0, hasBlankBefore: false) }, at: 0)
            let inner = block(collection, place, indentation + 2)
            let first = margin + anchored + (behindKey.first.map { "  " + $0 } ?? "")
            return Block(lines: [first] + inner.lines, keepsEnd: inner.keepsEnd)
        }
        return ended([margin + anchored], commentAt: 0)
    }

    // MARK: - On one line

    /// A value on one line; nil where it must not or cannot be.
    private func inline(_ value: OutlineValue, _ place: Place, budget: Int, inBrackets: Bool = false) -> String? {
        switch value {
        case .alias(let name): return "*\(name)"
        case .scalar(let scalar):
            let layout = ScalarLayout(scalar: scalar)
            guard let text = layout.oneLine else { return nil }
            if inBrackets, !layout.isSafeInBrackets { return nil }
            // What was on one line stays there, however long it is.
            return scalar.lines.count > 1 && text.count > budget ? nil : text
        case .collection(let collection):
            if collection.items.isEmpty { return collection.isMap ? "{}" : "[]" }
            guard
                collection.isFlow || place.prefersOneLine && !collection.items.contains(where: { $0.collection != nil })
            else { return nil }
            guard collection.header.isEmpty, collection.trailing.isEmpty else { return nil }
            var texts: [String] = []
            var width = 0
            for item in sorted(collection, place) {
                guard item.leading.isEmpty, item.trailing.isEmpty,
                    let text = inline(
                        item.value, place.child(item.name), budget: budget, inBrackets: !collection.isFlow)
                else { return nil }
                let key = item.key.flatMap { ScalarLayout(scalar: $0).key }
                if item.key != nil, key == nil { return nil }
                let entry =
                    [key.map { $0 + ":" }, item.anchor.map { "&\($0)" }, text.isEmpty ? nil : text]
                    .compactMap(\.self).joined(separator: " ")
                // What is too long already is not read to its end, at every level again.
                width += entry.count
                if width > budget { return nil }
                texts.append(entry)
            }
            let text = texts.joined(separator: ", ")
            let whole = collection.isMap ? "{ \(text) }" : "[\(text)]"
            return whole.count <= budget ? whole : nil
        }
    }
}
