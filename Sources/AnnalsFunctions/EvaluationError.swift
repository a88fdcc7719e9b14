/// Why an expression has no value for its input.
public struct EvaluationError: Error, Hashable, Sendable {
    /// What went wrong, as the language distinguishes it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A number left the range of its type.
        case overflow
        /// An integer was divided by zero.
        case divisionByZero
        /// A list or text has no such index.
        case indexOutOfRange
        /// A map has no such key.
        case noSuchKey
        /// An optional field is absent.
        case absentField
        /// A text or number has no counterpart in the wanted type.
        case invalidConversion
        /// A function does not take this argument.
        case invalidArgument
        /// A map was given the same key twice.
        case duplicateKey
        /// An optional has no value.
        case emptyOptional
        /// A time left the years 1 to 9999.
        case valueOutOfRange
        /// A format has a clause that does not exist or does not fit its argument.
        case invalidFormat
        /// A pattern is not in RE2 syntax.
        case invalidPattern
        /// An evaluation took more steps or space than it may; only the tool's interpreter has such limits.
        case limitExceeded
    }

    /// What went wrong.
    public let kind: Kind
    /// The same as a sentence with the values.
    public let message: String

    /// Creates an error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// Shortens a text for a message.
    static func quoted(_ text: String) -> String {
        text.unicodeScalars.count <= 60
            ? "'\(text)'" : "'\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))))...'"
    }
}

extension EvaluationError: CustomStringConvertible {
    /// What went wrong.
    public var description: String { message }
}
