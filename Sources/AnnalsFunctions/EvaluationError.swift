/// Why an expression has no value. Expressions fail with values and never trap.
public struct EvaluationError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A result does not fit its type.
        case overflow
        /// Division or modulo by zero.
        case divisionByZero
        /// A list has no such index.
        case indexOutOfRange
        /// A map has no such key.
        case noSuchKey
        /// An optional field is absent.
        case absentField
        /// A nullable field is null.
        case nullValue
        /// A value cannot be converted.
        case invalidConversion
        /// A function does not take this argument.
        case invalidArgument
        /// A map literal has a key twice.
        case duplicateKey
        /// An optional value has none.
        case emptyOptional
        /// A value is outside its type's range.
        case valueOutOfRange
        /// A text is no pattern.
        case invalidPattern
        /// A text does not have the form that its type demands.
        case invalidFormat
    }

    /// The kind of failure.
    public let kind: Kind
    /// What happened, with the values that caused it.
    public let message: String

    /// Creates an error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension EvaluationError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
