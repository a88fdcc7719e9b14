extension CheckedExpression {
    /// The expression without comments and superfluous white space, so that formatting is no change of meaning.
    public var canonicalText: String {
        guard let tokens = try? Lexer.tokens(source) else { return source }
        let bytes = Array(source.utf8)
        return tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined(separator: " ")
    }
}
