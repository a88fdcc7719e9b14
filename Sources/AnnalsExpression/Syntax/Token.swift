/// A token with its place in the source.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case identifier(String)
        /// A name in backticks: only a field.
        case quotedIdentifier(String)
        /// Without a sign: a minus before it is another token.
        case int(magnitude: UInt)
        case uint(UInt)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        /// An operator or a bracket.
        case symbol(String)
        case end
    }

    var kind: Kind
    var range: Range<Int>

    /// How the token is called in a message.
    var name: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quotedIdentifier(let name): "`\(name)`"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .symbol(let text): "'\(text)'"
        case .end: "the end of the expression"
        }
    }
}
