import AnnalsEvaluation

@testable import AnnalsExpression

/// An expression whose literals have become variables, so that nothing can be decided before it runs.
///
/// Kept as they are: `null`, which has no type of its own; the depth of `flatten`, on which the type of the result depends;
/// and what stands where a macro demands a name.
struct Lifting {
    /// The expression with variables instead of literals.
    let source: String
    /// The types of the new variables.
    private(set) var variables: [String: ExpressionType] = [:]
    /// Their values: those of the literals.
    private(set) var values: [String: Value] = [:]

    /// Nil when the text is no expression, or has no literal.
    init?(_ source: String) {
        guard let root = try? Parser.parse(source) else { return nil }
        var literals: [(range: Range<Int>, literal: Literal)] = []
        Lifting.collect(root, &literals)
        guard !literals.isEmpty else { return nil }
        let bytes = Array(source.utf8)
        var text: [UInt8] = []
        var position = 0
        for (range, literal) in literals.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard let (type, value) = Lifting.content(literal) else { continue }
            let name = "lifted\(variables.count)"
            variables[name] = type
            values[name] = value
            // Spaces around: a keyword may stand beside a literal without any.
            text += bytes[position..<range.lowerBound] + Array(" \(name) ".utf8)
            position = range.upperBound
        }
        self.source = String(decoding: text + bytes[position...], as: UTF8.self)
        if variables.isEmpty { return nil }
    }

    private static func collect(_ node: SyntaxNode, _ found: inout [(range: Range<Int>, literal: Literal)]) {
        if case .literal(let literal) = node.kind { found.append((node.range, literal)) }
        if case .call(let name, let target?, _) = node.kind, name.text == "flatten" {
            return collect(target, &found)
        }
        let children = node.kind.children
        for (place, child) in children.enumerated() {
            if case .call(let name, let target, _) = node.kind, case .literal = child.kind,
                macros.contains(name.text), place == (target == nil ? 0 : 1)
            {
                continue
            }
            collect(child, &found)
        }
    }

    private static let macros: Set<String> = [
        "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap",
        "transformMapEntry", "sortBy", "bind", "optMap", "optFlatMap",
    ]

    private static func content(_ literal: Literal) -> (ExpressionType, Value)? {
        switch literal {
        case .null: nil
        case .bool(let value): (.bool, .bool(value))
        case .int(let value): (.int, .int(value))
        case .uint(let value): (.uint, .uint(value))
        case .double(let value): (.double, .double(value))
        case .string(let value): (.string, .string(value))
        case .bytes(let value): (.bytes, .bytes(value))
        }
    }
}
