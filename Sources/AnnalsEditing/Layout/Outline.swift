import AnnalsYAML

/// A comment that has a line of its own.
struct LineComment {
    /// From its `#` on.
    var text: String
    /// Whether an empty line stands before it.
    var hasBlankBefore: Bool
}

/// An entry of a map or an element of a list, with the comments that belong to it.
struct OutlineItem {
    /// Comments on the lines before it.
    var leading: [LineComment] = []
    /// The key; nil for an element of a list.
    var key: OutlineScalar?
    /// What belongs to the key, or the element.
    var value: OutlineValue
    /// Comments behind it on its line; more than one only where a flow collection had several.
    var trailing: [String] = []
    /// Whether an empty line stands before it, behind its comments.
    var hasBlankBefore = false
    /// The name behind `&` of the value.
    var anchor: String?
    /// Where its first and last line are, as bytes of the source with its comments; nil for what is new.
    var extent: Range<Int>?

    /// The text of the key.
    var name: String? { key?.text }
}

/// What an item holds.
enum OutlineValue {
    case scalar(OutlineScalar)
    case alias(String)
    case collection(OutlineCollection)
}

/// A map or a list.
struct OutlineCollection {
    /// Whether it is a map.
    var isMap: Bool
    /// Whether it was written in brackets.
    var isFlow: Bool
    var items: [OutlineItem] = []
    /// Comments behind the key that the collection belongs to.
    var header: [String] = []
    /// Comments on lines of their own behind the last item.
    var trailing: [LineComment] = []
    /// How far its items are indented in the source; nil for what is new or in brackets.
    var column: Int?

    /// The item with a key.
    subscript(name: String) -> OutlineItem? { items.first { $0.name == name } }
}

extension OutlineItem {
    /// The collection that the item holds.
    var collection: OutlineCollection? {
        get { if case .collection(let collection) = value { collection } else { nil } }
        set { if let newValue { value = .collection(newValue) } }
    }

    /// The text that the item holds.
    var scalar: OutlineScalar? { if case .scalar(let scalar) = value { scalar } else { nil } }
}

/// A scalar as it was written.
struct OutlineScalar {
    /// What it means.
    var text: String
    var style: Scalar.Style
    /// The lines of the source, without its anchor; of a block also its header.
    var lines: [String]
    /// The name behind `&`.
    var anchor: String?
    /// Where it stands; nil for what is new.
    var range: Range<Int>?

    /// A scalar without quotes that is on one line.
    static func plain(_ text: String) -> OutlineScalar { OutlineScalar(text: text, style: .plain, lines: [text]) }

    var isBlock: Bool { style == .literal || style == .folded }
}
