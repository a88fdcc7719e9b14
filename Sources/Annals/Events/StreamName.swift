/// The name of a stream: a category and an id, written `Order-0198c0de-…`.
///
/// The text is split at its first `-`, so a category has none; an id may. Names are equal when their bytes are.
public struct StreamName: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// The kind of thing that the stream is about, usually the aggregate's name.
    public let category: String
    /// Which one of its category.
    public let id: String
    /// `category-id`.
    public let description: String

    /// Makes a name from its parts.
    ///
    /// Throws `InvalidStreamName` when a part is empty or holds U+0000, or the category contains `-`.
    public init(category: String, id: String) throws(InvalidStreamName) {
        let text = "\(category)-\(id)"
        guard !category.isEmpty, !id.isEmpty, !category.utf8.contains(UInt8(ascii: "-")), !text.utf8.contains(0) else {
            throw InvalidStreamName(text: text)
        }
        self.category = category
        self.id = id
        description = text
    }

    /// Reads `category-id`; nil where either part is missing.
    public init?(_ description: String) {
        guard let dash = description.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let category = String(description[..<dash])
        let id = String(description[description.utf8.index(after: dash)...])
        guard let name = try? StreamName(category: category, id: id) else { return nil }
        self = name
    }
}

extension StreamName {
    /// Compares bytes, as every store does.
    public static func == (left: StreamName, right: StreamName) -> Bool {
        UTF8Key(left.description) == UTF8Key(right.description)
    }

    /// Takes in the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(utf8: description)
    }
}

/// Two parts that make no stream name.
public struct InvalidStreamName: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text that they would make.
    public let text: String

    /// What is wrong and what a name looks like.
    public var description: String {
        "\"\(text)\" is no stream name: it is made of a category without \"-\" and an id, as in \"Order-42\", neither "
            + "of them empty"
    }
}
