/// Literals, names, and what stands in brackets.
extension Parser {
    mutating func primary() throws(ExpressionIssue) -> SyntaxNode {
        let range = token.range
        switch token.kind {
        case .identifier(let name): return try named(name, range)
        case .symbol("("):
            advance()
            var inner = try expression()
            inner.range = range.lowerBound..<(try expect(")").upperBound)
            return inner
        case .symbol("["): return try list(range)
        case .symbol("{"): return try map(range)
        default: break
        }
        guard let literal = try literal(range) else {
            throw .syntax(range, "found \(token.name), expected a value")
        }
        advance()
        return SyntaxNode(kind: .literal(literal), range: range)
    }

    private func literal(_ range: Range<Int>) throws(ExpressionIssue) -> Literal? {
        switch token.kind {
        case .int(let magnitude):
            guard let value = Int(exactly: magnitude) else {
                throw .syntax(
                    range, "the number does not fit in 64 bits with a sign", suggestion: "add a u to make it a uint")
            }
            return .int(value)
        case .uint(let value): return .uint(value)
        case .double(let value): return .double(value)
        case .string(let text): return .string(text)
        case .bytes(let bytes): return .bytes(bytes)
        default: return nil
        }
    }

    private mutating func named(_ name: String, _ range: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        let literal: Literal? = ["true": .bool(true), "false": .bool(false), "null": .null][name]
        if let literal {
            advance()
            return SyntaxNode(kind: .literal(literal), range: range)
        }
        guard name != "in" else { throw .syntax(range, "found 'in', expected a value") }
        guard !Parser.reserved.contains(name) else {
            throw .syntax(range, "'\(name)' is a reserved word and cannot be a name")
        }
        advance()
        guard token.kind == .symbol("(") else { return SyntaxNode(kind: .identifier(name), range: range) }
        let (arguments, end) = try arguments()
        return try node(
            .call(SyntaxNode.Name(text: name, range: range), target: nil, arguments: arguments), range.lowerBound..<end)
    }

    // MARK: - Constructions

    private mutating func list(_ start: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        advance()
        var elements: [SyntaxNode.ListElement] = []
        let end = try elementsUntil("]") { parser, isOptional throws(ExpressionIssue) in
            elements.append(SyntaxNode.ListElement(value: try parser.expression(), isOptional: isOptional))
        }
        return try node(.list(elements), start.lowerBound..<end)
    }

    private mutating func map(_ start: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        advance()
        var entries: [SyntaxNode.MapEntry] = []
        let end = try elementsUntil("}") { parser, isOptional throws(ExpressionIssue) in
            let key = try parser.expression()
            try parser.expect(":")
            entries.append(SyntaxNode.MapEntry(key: key, value: try parser.expression(), isOptional: isOptional))
        }
        return try node(.map(entries), start.lowerBound..<end)
    }

    mutating func record(_ names: [String], nameRange: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        try expect("{")
        var fields: [SyntaxNode.RecordField] = []
        let end = try elementsUntil("}") { parser, isOptional throws(ExpressionIssue) in
            let name = try parser.fieldName()
            try parser.expect(":")
            fields.append(SyntaxNode.RecordField(name: name, value: try parser.expression(), isOptional: isOptional))
        }
        return try node(.record(names, fields, nameRange: nameRange), nameRange.lowerBound..<end)
    }

    /// Elements with commas between and perhaps one after the last, each with a `?` before it or not; gives the end of
    /// the closing bracket.
    private mutating func elementsUntil(
        _ bracket: String, _ element: (inout Parser, _ isOptional: Bool) throws(ExpressionIssue) -> Void
    ) throws(ExpressionIssue) -> Int {
        while token.kind != .symbol(bracket) {
            let isOptional = skip("?")
            try element(&self, isOptional)
            guard skip(",") else { break }
        }
        return try expect(bracket).upperBound
    }
}
