import AnnalsYAML

/// Whether two documents mean the same and have the same comments. Every formatted text is held to it.
enum SyntaxEquality {
    static func areEqual(_ left: SyntaxTree, _ right: SyntaxTree) -> Bool {
        left.comments.map(\.text).sorted() == right.comments.map(\.text).sorted()
            && areEqual(left.root, right.root)
    }

    /// - Returns: true when texts, structure and anchors are the same. The order of keys does not count, and of styles
    ///   only whether a scalar has quotes: a plain one can be a number.
    private static func areEqual(_ left: SyntaxNode, _ right: SyntaxNode) -> Bool {
        guard left.anchor == right.anchor else { return false }
        switch (left.content, right.content) {
        case (.scalar(let text, let style), .scalar(let other, let otherStyle)):
            return text.utf8.elementsEqual(other.utf8) && (style == .plain) == (otherStyle == .plain)
        case (.alias(let name), .alias(let other)): return name == other
        case (.sequence(let elements, _), .sequence(let others, _)):
            return elements.count == others.count && zip(elements, others).allSatisfy { areEqual($0, $1) }
        case (.mapping(let entries, _), .mapping(let others, _)):
            let known = Dictionary(others.map { (key($0), $0) }) { first, _ in first }
            return entries.count == others.count
                && entries.allSatisfy { entry in
                    known[key(entry)].map { areEqual(entry.value, $0.value) && entry.key.anchor == $0.key.anchor }
                        ?? false
                }
        default: return false
        }
    }

    private static func key(_ entry: SyntaxEntry) -> String {
        if case .scalar(let text, _) = entry.key.content { text } else { "" }
    }
}
