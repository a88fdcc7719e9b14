/// Where a schema file names a type or an event together with a version, and where it could.
struct References {
    /// What is looked for.
    let name: String
    /// The version that is named now; nil for a reference without one.
    let from: Int?
    /// The version that is to be named.
    let to: Int

    /// Every scalar below an item that refers to the name, with its new text.
    func edits(in item: OutlineItem, _ place: Place) -> [(range: Range<Int>, text: String)] {
        var edits: [(range: Range<Int>, text: String)] = []
        visit(item, place) { scalar in
            guard let range = scalar.range, scalar.lines.count == 1, let text = replaced(scalar.lines[0]) else {
                return
            }
            edits.append((range, text))
        }
        return edits
    }

    /// An item whose references are changed.
    func applied(to item: OutlineItem, _ place: Place) -> OutlineItem {
        var item = item
        if var scalar = item.scalar, References.isReference(item, place) {
            scalar.lines = scalar.lines.map { replaced($0) ?? $0 }
            scalar.text = replaced(scalar.text) ?? scalar.text
            item.value = .scalar(scalar)
        }
        if var collection = item.collection {
            collection.items = collection.items.map { child in
                var changed = applied(to: child, place.child(child.name))
                if case .scalar(var scalar) = child.value, References.isTypeKey(child.name, of: place),
                    let text = replaced(scalar.text)
                {
                    scalar.lines = scalar.lines.map { replaced($0) ?? $0 }
                    scalar.text = text
                    changed.value = .scalar(scalar)
                }
                return changed
            }
            item.collection = collection
        }
        return item
    }

    private func visit(_ item: OutlineItem, _ place: Place, _ body: (OutlineScalar) -> Void) {
        if let scalar = item.scalar, References.isReference(item, place) { body(scalar) }
        for child in item.collection?.items ?? [] {
            if let scalar = child.scalar, References.isTypeKey(child.name, of: place) { body(scalar) }
            visit(child, place.child(child.name), body)
        }
    }

    /// A field or an alternative of a union that is nothing but its type.
    private static func isReference(_ item: OutlineItem, _ place: Place) -> Bool {
        place == .field || place == .unionCase
    }

    private static func isTypeKey(_ key: String?, of place: Place) -> Bool {
        switch place {
        case .field, .computedColumn, .type, .version, .unionCase: key == "type"
        case .part: key == "event"
        default: false
        }
    }

    /// `list<Address>` as `list<Address@1>`; nil when the name does not stand there in that version.
    func replaced(_ text: String) -> String? {
        let words = Array(text.utf8)
        let name = Array(self.name.utf8)
        func isWord(_ index: Int) -> Bool {
            guard words.indices.contains(index) else { return false }
            let byte = words[index]
            return (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x5F
        }
        var result: [UInt8] = []
        var index = 0
        var isChanged = false
        while index < words.count {
            let end = index + name.count
            guard !isWord(index - 1), !isWord(end), end <= words.count, words[index..<end].elementsEqual(name),
                index == 0 || words[index - 1] != UInt8(ascii: "@")
            else {
                result.append(words[index])
                index += 1
                continue
            }
            var rest = end
            var version: Int?
            if rest < words.count, words[rest] == UInt8(ascii: "@") {
                rest += 1
                while isWord(rest) { rest += 1 }
                version = Int(String(decoding: words[(end + 1)..<rest], as: UTF8.self)) ?? -1
            }
            if version == from {
                result += Array("\(self.name)@\(to)".utf8)
                isChanged = true
            } else {
                result += words[index..<rest]
            }
            index = rest
        }
        return isChanged ? String(decoding: result, as: UTF8.self) : nil
    }
}
