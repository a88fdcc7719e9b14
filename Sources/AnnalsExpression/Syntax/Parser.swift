/// Recursive descent over CEL's grammar.
struct Parser {
    private let tokens: [Token]
    private var position = 0
    private var depth = 0

    /// What a person writes stays far below; a parser without a limit can be made to overflow its stack.
    static let maximumDepth = 200
    /// UTF-8 bytes of one expression.
    static let maximumLength = 65_536

    private init(_ tokens: [Token]) {
        self.tokens = tokens
    }

    static func parse(_ source: String) throws(ExpressionIssue) -> SyntaxNode {
        let length = source.utf8.count
        guard length <= maximumLength else {
            throw .syntax(0..<length, "an expression has at most \(maximumLength) bytes")
        }
        var parser = Parser(try Lexer.tokens(source))
        let node = try parser.expression()
        guard parser.token.kind == .end else {
            throw .syntax(parser.token.range, "found \(parser.token.name) after the end of the expression")
        }
        return node
    }

    // MARK: - Tokens

    private var token: Token { tokens[position] }

    private mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    private mutating func skip(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    @discardableResult
    private mutating func expect(_ symbol: String) throws(ExpressionIssue) -> Range<Int> {
        let range = token.range
        guard skip(symbol) else { throw .syntax(range, "found \(token.name), expected '\(symbol)'") }
        return range
    }

    private mutating func nested<Result>(
        _ body: (inout Parser) throws(ExpressionIssue) -> Result
    ) throws(ExpressionIssue) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.maximumDepth else {
            throw .syntax(token.range, "the expression nests deeper than \(Parser.maximumDepth) levels")
        }
        return try body(&self)
    }

    // MARK: - Operators

    private mutating func expression() throws(ExpressionIssue) -> SyntaxNode {
        try nested { parser throws(ExpressionIssue) in
            let condition = try parser.or()
            guard parser.skip("?") else { return condition }
            let first = try parser.or()
            try parser.expect(":")
            let second = try parser.expression()
            return SyntaxNode(
                kind: .conditional(condition, first, second),
                range: condition.range.lowerBound..<second.range.upperBound)
        }
    }

    private mutating func or() throws(ExpressionIssue) -> SyntaxNode {
        var left = try and()
        while skip("||") {
            let right = try and()
            left = SyntaxNode(kind: .or(left, right), range: left.range.lowerBound..<right.range.upperBound)
        }
        return left
    }

    private mutating func and() throws(ExpressionIssue) -> SyntaxNode {
        var left = try relation()
        while skip("&&") {
            let right = try relation()
            left = SyntaxNode(kind: .and(left, right), range: left.range.lowerBound..<right.range.upperBound)
        }
        return left
    }

    private static let levels: [Set<String>] = [
        ["<", "<=", ">", ">=", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"],
    ]

    private mutating func relation() throws(ExpressionIssue) -> SyntaxNode { try binary(level: 0) }

    private mutating func binary(level: Int) throws(ExpressionIssue) -> SyntaxNode {
        guard level < Parser.levels.count else { return try unary() }
        var left = try binary(level: level + 1)
        while let symbol = operatorSymbol, Parser.levels[level].contains(symbol) {
            let symbolRange = token.range
            advance()
            let right = try binary(level: level + 1)
            left = SyntaxNode(
                kind: .operation(symbol, [left, right], symbolRange: symbolRange),
                range: left.range.lowerBound..<right.range.upperBound)
        }
        return left
    }

    private var operatorSymbol: String? {
        switch token.kind {
        case .symbol(let text): text
        case .identifier("in"): "in"
        default: nil
        }
    }

    private mutating func unary() throws(ExpressionIssue) -> SyntaxNode {
        let start = token.range
        if token.kind == .symbol("!") {
            return try nested { parser throws(ExpressionIssue) in
                parser.advance()
                let operand = parser.token.kind == .symbol("!") ? try parser.unary() : try parser.member()
                return SyntaxNode(kind: .not(operand), range: start.lowerBound..<operand.range.upperBound)
            }
        }
        guard token.kind == .symbol("-") else { return try member() }
        // A minus right before a number belongs to it, so that the smallest integer can be written.
        if let literal = negativeLiteral() { return try postfix(literal) }
        return try nested { parser throws(ExpressionIssue) in
            parser.advance()
            let operand = parser.token.kind == .symbol("-") ? try parser.unary() : try parser.member()
            return SyntaxNode(
                kind: .operation("-_", [operand], symbolRange: start),
                range: start.lowerBound..<operand.range.upperBound)
        }
    }

    private mutating func negativeLiteral() -> SyntaxNode? {
        let next = tokens[min(position + 1, tokens.count - 1)]
        let range = token.range.lowerBound..<next.range.upperBound
        let literal: Literal
        switch next.kind {
        case .int(let magnitude, _) where magnitude <= Int.min.magnitude:
            literal = .int(magnitude == Int.min.magnitude ? .min : -Int(magnitude))
        case .double(let value): literal = .double(-value)
        default: return nil
        }
        advance()
        advance()
        return SyntaxNode(kind: .literal(literal), range: range)
    }

    // MARK: - Members

    private mutating func member() throws(ExpressionIssue) -> SyntaxNode { try postfix(try primary()) }

    private mutating func postfix(_ first: SyntaxNode) throws(ExpressionIssue) -> SyntaxNode {
        var node = first
        // Long chains build a deep tree without recursion here, so they count against the depth too.
        var links = 0
        while true {
            links += 1
            guard links <= Parser.maximumDepth else {
                throw .syntax(token.range, "the expression nests deeper than \(Parser.maximumDepth) levels")
            }
            if skip(".") {
                node = try selection(node)
            } else if skip(".?") {
                let (field, range) = try fieldName()
                node = SyntaxNode(
                    kind: .select(node, field: field, isOptional: true),
                    range: node.range.lowerBound..<range.upperBound)
            } else if token.kind == .symbol("[") || token.kind == .symbol("[?") {
                let isOptional = token.kind == .symbol("[?")
                advance()
                let index = try expression()
                let end = try expect("]")
                node = SyntaxNode(
                    kind: .index(node, index, isOptional: isOptional),
                    range: node.range.lowerBound..<end.upperBound)
            } else if token.kind == .symbol("{"), let names = Parser.recordName(node) {
                node = try record(names, nameRange: node.range)
            } else {
                return node
            }
        }
    }

    private mutating func selection(_ operand: SyntaxNode) throws(ExpressionIssue) -> SyntaxNode {
        let (field, range) = try fieldName()
        guard token.kind == .symbol("(") else {
            return SyntaxNode(
                kind: .select(operand, field: field, isOptional: false),
                range: operand.range.lowerBound..<range.upperBound)
        }
        let (arguments, end) = try arguments()
        return SyntaxNode(
            kind: .call(name: field, target: operand, arguments: arguments, nameRange: range),
            range: operand.range.lowerBound..<end)
    }

    private mutating func fieldName() throws(ExpressionIssue) -> (String, Range<Int>) {
        let range = token.range
        switch token.kind {
        case .identifier(let name) where !Parser.keywords.contains(name):
            advance()
            return (name, range)
        case .quotedIdentifier(let name):
            advance()
            return (name, range)
        default: throw .syntax(range, "found \(token.name), expected the name of a field")
        }
    }

    private mutating func arguments() throws(ExpressionIssue) -> ([SyntaxNode], end: Int) {
        try expect("(")
        var arguments: [SyntaxNode] = []
        if token.kind != .symbol(")") {
            repeat { arguments.append(try expression()) } while skip(",")
        }
        return (arguments, try expect(")").upperBound)
    }

    static let keywords: Set<String> = ["true", "false", "null", "in"]
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    private mutating func primary() throws(ExpressionIssue) -> SyntaxNode {
        let range = token.range
        func literal(_ literal: Literal) -> SyntaxNode { SyntaxNode(kind: .literal(literal), range: range) }
        switch token.kind {
        case .identifier(let name): return try named(name, range)
        case .int(let magnitude, _):
            guard let value = Int(exactly: magnitude) else {
                throw .syntax(range, "the number does not fit in 64 bits", suggestion: "add a u to make it a uint")
            }
            advance()
            return literal(.int(value))
        case .uint(let value):
            advance()
            return literal(.uint(value))
        case .double(let value):
            advance()
            return literal(.double(value))
        case .string(let text):
            advance()
            return literal(.string(text))
        case .bytes(let bytes):
            advance()
            return literal(.bytes(bytes))
        case .symbol("("):
            advance()
            var inner = try expression()
            inner.range = range.lowerBound..<(try expect(")").upperBound)
            return inner
        case .symbol("["), .symbol("[?"): return try list(range)
        case .symbol("{"): return try map(range)
        default: throw .syntax(range, "found \(token.name), expected a value")
        }
    }

    private mutating func named(_ name: String, _ range: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        switch name {
        case "true", "false":
            advance()
            return SyntaxNode(kind: .literal(.bool(name == "true")), range: range)
        case "null":
            advance()
            return SyntaxNode(kind: .literal(.null), range: range)
        case "in": throw .syntax(range, "found 'in', expected a value")
        default: break
        }
        guard !Parser.reserved.contains(name) else {
            throw .syntax(range, "'\(name)' is a reserved word and cannot be a name")
        }
        advance()
        guard token.kind == .symbol("(") else { return SyntaxNode(kind: .identifier(name), range: range) }
        let (arguments, end) = try arguments()
        return SyntaxNode(
            kind: .call(name: name, target: nil, arguments: arguments, nameRange: range), range: range.lowerBound..<end)
    }

    // MARK: - Constructions

    private mutating func list(_ start: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        if token.kind == .symbol("[?") { throw .unsupported(token.range, "an optional element of a list") }
        advance()
        var elements: [SyntaxNode] = []
        while token.kind != .symbol("]") {
            if token.kind == .symbol("?") { throw .unsupported(token.range, "an optional element of a list") }
            elements.append(try expression())
            guard skip(",") else { break }
        }
        return SyntaxNode(kind: .list(elements), range: start.lowerBound..<(try expect("]").upperBound))
    }

    private mutating func map(_ start: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        advance()
        var entries: [SyntaxNode.MapEntry] = []
        while token.kind != .symbol("}") {
            if token.kind == .symbol("?") { throw .unsupported(token.range, "an optional entry of a map") }
            let key = try expression()
            try expect(":")
            entries.append(SyntaxNode.MapEntry(key: key, value: try expression()))
            guard skip(",") else { break }
        }
        return SyntaxNode(kind: .map(entries), range: start.lowerBound..<(try expect("}").upperBound))
    }

    /// The parts of `Name` or `Name.v1`; nil when a node is no name, or begins with a small letter.
    private static func recordName(_ node: SyntaxNode) -> [String]? {
        switch node.kind {
        case .identifier(let name): name.first?.isUppercase == true ? [name] : nil
        case .select(let operand, let field, isOptional: false): recordName(operand).map { $0 + [field] }
        default: nil
        }
    }

    private mutating func record(_ names: [String], nameRange: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        try expect("{")
        var fields: [SyntaxNode.RecordField] = []
        while token.kind != .symbol("}") {
            if token.kind == .symbol("?") { throw .unsupported(token.range, "an optional field of a record") }
            let (name, range) = try fieldName()
            try expect(":")
            fields.append(SyntaxNode.RecordField(name: name, nameRange: range, value: try expression()))
            guard skip(",") else { break }
        }
        let end = try expect("}")
        return SyntaxNode(
            kind: .record(names, fields, nameRange: nameRange), range: nameRange.lowerBound..<end.upperBound)
    }
}
