public import AnnalsSchema

/// A file as it is to be.
public struct EditedFile: Hashable, Sendable {
    /// The path, as the source had it.
    public var path: String
    /// The whole text.
    public var text: String

    /// Creates a file.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Some sources with the text of edited files.
    public static func replacing(_ files: [EditedFile], in sources: [SchemaSource]) -> [SchemaSource] {
        let texts = Dictionary(files.map { ($0.path, $0.text) }) { first, _ in first }
        return sources.map { source in
            texts[source.path].map { SchemaSource(path: source.path, text: $0) } ?? source
        }
    }
}
