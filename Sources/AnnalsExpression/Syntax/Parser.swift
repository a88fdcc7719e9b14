/// Recursive descent over CEL's grammar.
struct Parser {
    private let tokens: [Token]
    private var position = 0
    private var depth = 0

    /// What a person writes stays far below; a tree without a limit can be made to overflow the stack of whoever walks
    /// it.
    static let maximumDepth = 200
    /// UTF-8 bytes of one expression.
    static let maximumLength = 65_536

    private init(_ tokens: [Token]) {
        self.tokens = tokens
    }

    static func parse(_ source: String) throws(ExpressionIssue) -> SyntaxNode {
        let length = source.utf8.count
        guard length <= maximumLength else {
            throw .syntax(0..<length, "an expression has at most \(maximumLength) bytes, this one has \(length)")
        }
        var parser = Parser(try Lexer.tokens(source))
        guard parser.token.kind != .end else { throw .syntax(0..<length, "the expression is empty") }
        let node = try parser.expression()
        guard parser.token.kind == .end else {
            throw .syntax(parser.token.range, "found \(parser.token.name) after the end of the expression")
        }
        return node
    }

    // MARK: - Tokens

    var token: Token { tokens[position] }

    /// The token after the next one.
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    mutating func skip(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    @discardableResult
    mutating func expect(_ symbol: String) throws(ExpressionIssue) -> Range<Int> {
        let range = token.range
        guard skip(symbol) else { throw .syntax(range, "found \(token.name), expected '\(symbol)'") }
        return range
    }

    // MARK: - Limits

    /// A node, unless it makes the tree too high: chains such as `a + b + …` build one without recursion here.
    func node(_ kind: SyntaxNode.Kind, _ range: Range<Int>) throws(ExpressionIssue) -> SyntaxNode {
        let node = SyntaxNode(kind: kind, range: range)
        guard node.height <= Parser.maximumDepth else { throw Parser.tooDeep(range) }
        return node
    }

    private mutating func nested<Result>(
        _ body: (inout Parser) throws(ExpressionIssue) -> Result
    ) throws(ExpressionIssue) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.maximumDepth else { throw Parser.tooDeep(token.range) }
        return try body(&self)
    }

    private static func tooDeep(_ range: Range<Int>) -> ExpressionIssue {
        .syntax(range, "the expression nests deeper than \(maximumDepth) levels")
    }

    // MARK: - Operators

    mutating func expression() throws(ExpressionIssue) -> SyntaxNode {
        try nested { parser throws(ExpressionIssue) in
            let condition = try parser.or()
            guard parser.skip("?") else { return condition }
            let first = try parser.or()
            try parser.expect(":")
            let second = try parser.expression()
            return try parser.node(
                .conditional(condition, first, second), condition.range.lowerBound..<second.range.upperBound)
        }
    }

    private mutating func or() throws(ExpressionIssue) -> SyntaxNode {
        var left = try and()
        while skip("||") {
            let right = try and()
            left = try node(.or(left, right), left.range.lowerBound..<right.range.upperBound)
        }
        return left
    }

    private mutating func and() throws(ExpressionIssue) -> SyntaxNode {
        var left = try binary(level: 0)
        while skip("&&") {
            let right = try binary(level: 0)
            left = try node(.and(left, right), left.range.lowerBound..<right.range.upperBound)
        }
        return left
    }

    /// Operators by precedence, from loose to tight; each level is left-associative.
    private static let levels: [Set<String>] = [
        ["<", "<=", ">", ">=", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"],
    ]

    private mutating func binary(level: Int) throws(ExpressionIssue) -> SyntaxNode {
        guard level < Parser.levels.count else { return try unary() }
        var left = try binary(level: level + 1)
        while let symbol = operatorSymbol, Parser.levels[level].contains(symbol) {
            let symbolRange = token.range
            advance()
            let right = try binary(level: level + 1)
            left = try node(
                .operation(symbol, [left, right], symbolRange: symbolRange),
                left.range.lowerBound..<right.range.upperBound)
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

    /// `!x`, `-x`, or a run of one kind.
    private mutating func unary() throws(ExpressionIssue) -> SyntaxNode {
        guard let symbol = ["!", "-"].first(where: { token.kind == .symbol($0) }) else { return try member() }
        // A single minus right before a number belongs to it, so that the smallest integer can be written.
        if symbol == "-", let literal = negativeLiteral() { return try postfix(literal) }
        var symbols: [Range<Int>] = []
        while token.kind == .symbol(symbol) {
            symbols.append(token.range)
            advance()
        }
        var operand = try member()
        for range in symbols.reversed() {
            operand = try node(
                symbol == "!" ? .not(operand) : .operation("-_", [operand], symbolRange: range),
                range.lowerBound..<operand.range.upperBound)
        }
        return operand
    }

    private mutating func negativeLiteral() -> SyntaxNode? {
        let next = following
        let literal: Literal
        switch next.kind {
        case .int(let magnitude) where magnitude <= Int.min.magnitude:
            literal = .int(magnitude == Int.min.magnitude ? .min : -Int(magnitude))
        case .double(let value): literal = .double(-value)
        default: return nil
        }
        let range = token.range.lowerBound..<next.range.upperBound
        advance()
        advance()
        return SyntaxNode(kind: .literal(literal), range: range)
    }

    // MARK: - Members

    private mutating func member() throws(ExpressionIssue) -> SyntaxNode { try postfix(try primary()) }

    private mutating func postfix(_ first: SyntaxNode) throws(ExpressionIssue) -> SyntaxNode {
        var result = first
        while true {
            if skip(".") {
                result = try selection(result)
            } else if skip("[") {
                let isOptional = skip("?")
                let index = try expression()
                let end = try expect("]")
                result = try node(
                    .index(result, index, isOptional: isOptional), result.range.lowerBound..<end.upperBound)
            } else if token.kind == .symbol("{"), let names = Parser.recordName(result) {
                result = try record(names, nameRange: result.range)
            } else {
                return result
            }
        }
    }

    private mutating func selection(_ operand: SyntaxNode) throws(ExpressionIssue) -> SyntaxNode {
        let isOptional = skip("?")
        let name = try fieldName()
        guard !isOptional, token.kind == .symbol("(") else {
            return try node(
                .select(operand, field: name, isOptional: isOptional),
                operand.range.lowerBound..<name.range.upperBound)
        }
        let (arguments, end) = try arguments()
        return try node(.call(name, target: operand, arguments: arguments), operand.range.lowerBound..<end)
    }

    mutating func fieldName() throws(ExpressionIssue) -> SyntaxNode.Name {
        let range = token.range
        switch token.kind {
        case .identifier(let name) where !Parser.keywords.contains(name), .quotedIdentifier(let name):
            advance()
            return SyntaxNode.Name(text: name, range: range)
        default: throw .syntax(range, "found \(token.name), expected the name of a field")
        }
    }

    mutating func arguments() throws(ExpressionIssue) -> ([SyntaxNode], end: Int) {
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

    /// The parts of `Name` or `Name.v1`; nil when a node is no name, or begins with a small letter.
    private static func recordName(_ node: SyntaxNode) -> [String]? {
        switch node.kind {
        case .identifier(let name): name.first?.isUppercase == true ? [name] : nil
        case .select(let operand, let field, isOptional: false): recordName(operand).map { $0 + [field.text] }
        default: nil
        }
    }
}
