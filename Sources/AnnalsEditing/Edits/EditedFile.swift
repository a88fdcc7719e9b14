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
}
