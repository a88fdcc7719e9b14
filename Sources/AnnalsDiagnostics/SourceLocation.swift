/// A place in a source file: what an editor jumps to and a caret points at.
public struct SourceLocation: Hashable, Sendable {
    /// The path as it should be shown to a person.
    public var file: String
    /// First line, counted from 1.
    public var line: Int
    /// First column, counted from 1 in UTF-8 bytes, as compilers do.
    public var column: Int
    /// Last line, counted from 1.
    public var endLine: Int
    /// The column after the last character.
    public var endColumn: Int

    /// Creates a location; without an end it covers one character.
    public init(file: String, line: Int, column: Int, endLine: Int? = nil, endColumn: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine ?? line
        self.endColumn = endColumn ?? column + 1
    }
}
