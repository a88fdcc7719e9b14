import AnnalsDiagnostics

/// Parses an expression and gives every node its type.
///
/// It goes on after a mistake as far as it can, so that all are reported at once.
public struct ExpressionChecker {
    /// What a check found.
    public struct Outcome: Sendable {
        /// The expression, when there is no error.
        public var expression: CheckedExpression?
        /// Errors and warnings in the order of the source.
        public var issues: [ExpressionIssue]
    }

    /// A variable of a macro.
    struct Local {
        var name: String
        var type: ExpressionType
        /// Whether a use fails where the bound value has failed (`cel.bind`).
        var canFail: Bool
    }

    let environment: TypeEnvironment
    var source: [UInt8] = []
    var issues: [ExpressionIssue] = []
    /// Variables of macros, innermost last.
    var locals: [Local] = []
    /// How many macros over lists and maps are around.
    var comprehensionDepth = 0
    /// What the guards around have shown to be there.
    var guards = Guards()

    /// Creates a checker for expressions in one scope.
    public init(_ environment: TypeEnvironment) {
        self.environment = environment
    }

    /// Checks an expression.
    ///
    /// - Parameter expected: The type that the place demands; nil to take whatever it is.
    public func check(_ source: String, expected: ExpressionType?) -> Outcome {
        var checker = self
        checker.source = Array(source.utf8)
        let syntax: SyntaxNode
        do {
            syntax = try Parser.parse(source)
        } catch {
            return Outcome(expression: nil, issues: [error])
        }
        var root = checker.node(syntax, expecting: expected)
        if let expected { root = root.flatMap { checker.assign($0, to: expected) } }
        for variable in root?.contradictoryVariables ?? [] {
            checker.report(
                variable.range, "undetermined", "nothing determines the type of '\(variable.name)', and its uses differ"
            )
        }
        root = root?.closed()
        let issues = checker.issues.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard let root, !issues.contains(where: { $0.severity == .error }) else {
            return Outcome(expression: nil, issues: issues)
        }
        let roots = Set(environment.variables.keys)
        return Outcome(
            expression: CheckedExpression(
                source: source, root: root, reads: ReadCollector.reads(of: root, roots: roots)),
            issues: issues)
    }

    mutating func report(_ range: Range<Int>, _ rule: String, _ message: String, suggestion: String? = nil) {
        issues.append(ExpressionIssue(range, rule: "expression.\(rule)", message, suggestion: suggestion))
    }

    mutating func warn(_ range: Range<Int>, _ rule: String, _ message: String, suggestion: String? = nil) {
        issues.append(
            ExpressionIssue(range, severity: .warning, rule: "expression.\(rule)", message, suggestion: suggestion))
    }

    /// The source text of a node.
    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

    // MARK: - Nodes

    /// The typed form of a node; nil when a mistake in it was reported.
    ///
    /// - Parameter hint: The type that is wanted, for what has no type of its own: `[]`, a constructor without version.
    mutating func node(_ syntax: SyntaxNode, expecting hint: ExpressionType? = nil) -> TypedNode? {
        switch syntax.kind {
        case .literal(let literal): return self.literal(literal, syntax.range)
        case .identifier(let name): return variable(name, syntax.range)
        case .select(let operand, let field, isOptional: false): return select(operand, field, syntax)
        case .select(let operand, let field, isOptional: true):
            return node(operand).flatMap { optionalSelect($0, field, syntax.range) }
        case .index(let operand, let index, let isOptional):
            return operation(isOptional ? "[?]" : "[]", [operand, index], syntax.range, symbol: syntax.range)
        case .call(let name, let target, let arguments):
            return call(name.text, target, arguments, name.range, syntax.range, hint)
        case .operation(let symbol, let operands, let symbolRange):
            if let value = comparedToNull(symbol, operands) { return nullComparison(symbol, value, syntax.range) }
            return operation(symbol, operands, syntax.range, symbol: symbolRange)
        case .not(let operand):
            return boolean(operand).map { make(.not($0), .bool, fails: $0.canFail, syntax.range) }
        case .and(let left, let right): return logical(left, right, isAnd: true, syntax.range)
        case .or(let left, let right): return logical(left, right, isAnd: false, syntax.range)
        case .conditional(let condition, let first, let second):
            return conditional(condition, first, second, syntax.range, hint)
        case .list(let elements): return list(elements, syntax.range, hint)
        case .map(let entries): return map(entries, syntax.range, hint)
        case .record(let names, let fields, let nameRange): return record(names, fields, nameRange, syntax.range, hint)
        }
    }

    func make(_ kind: TypedNode.Kind, _ type: ExpressionType, fails: Bool, _ range: Range<Int>) -> TypedNode {
        TypedNode(kind: kind, type: type, canFail: fails, range: range)
    }

    private func literal(_ literal: Literal, _ range: Range<Int>) -> TypedNode {
        let type: ExpressionType =
            switch literal {
            case .null: .null
            case .bool: .bool
            case .int: .int
            case .uint: .uint
            case .double: .double
            case .string: .string
            case .bytes: .bytes
            }
        return make(.literal(literal), type, fails: false, range)
    }

    private mutating func variable(_ name: String, _ range: Range<Int>) -> TypedNode? {
        if let local = locals.last(where: { $0.name == name }) {
            return guarded(make(.variable(name), local.type, fails: local.canFail, range), by: [name])
        }
        if let type = environment.variables[name] {
            return guarded(make(.variable(name), type, fails: false, range), by: [name])
        }
        if ExpressionChecker.typeNames.contains(name) {
            report(range, "dynamic", "'\(name)' is a type, and types are no values here: every type is known already")
            return nil
        }
        let known = environment.variables.keys.sorted() + locals.map(\.name)
        let closest = Suggestion.closest(to: name, in: known)
        let scope = known.isEmpty ? "nothing is in scope here" : "in scope are \(known.joined(separator: ", "))"
        let isField = known.first { root in fields(of: environment.variables[root]).contains { $0.name == name } }
        report(
            range, "unknown-name", "'\(name)' is not known here; \(scope)",
            suggestion: isField.map { "write \($0).\(name)" } ?? closest.map { "did you mean '\($0)'?" })
        return nil
    }

    /// What CEL has as values of the type `type`.
    private static let typeNames: Set<String> = [
        "dyn", "type", "int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type",
    ]

    func fields(of type: ExpressionType?) -> [TypeEnvironment.Field] {
        if case .record(let name) = type { environment.fields(of: name) ?? [] } else { [] }
    }

    // MARK: - Logic

    /// A node of type bool.
    mutating func boolean(_ syntax: SyntaxNode) -> TypedNode? {
        guard let operand = node(syntax, expecting: .bool), let value = demand(operand) else { return nil }
        guard value.type == .bool || value.type == .undetermined else {
            report(syntax.range, "type", "found \(value.type), expected bool")
            return nil
        }
        return value.retyped(to: .bool)
    }

    private mutating func logical(
        _ left: SyntaxNode, _ right: SyntaxNode, isAnd: Bool, _ range: Range<Int>
    ) -> TypedNode? {
        let first = boolean(left)
        let outer = guards
        // The right side runs also when the left has failed, and then nothing is shown.
        guards.add(guarded(by: left, when: isAnd), isCertain: first?.canFail != true)
        let second = boolean(right)
        guards = outer
        guard let first, let second else { return nil }
        return make(
            isAnd ? .and(first, second) : .or(first, second), .bool, fails: first.canFail || second.canFail, range)
    }

    private mutating func conditional(
        _ condition: SyntaxNode, _ first: SyntaxNode, _ second: SyntaxNode, _ range: Range<Int>, _ hint: ExpressionType?
    ) -> TypedNode? {
        let test = boolean(condition)
        let one = branch(first, of: condition, when: true, hint)
        let other = branch(second, of: condition, when: false, hint ?? one?.type)
        guard let test, let (left, right) = values(one, other, hint),
            let (one, other) = unified(left, right, "the branches of ? :", range)
        else { return nil }
        return make(.conditional(test, one, other), one.type, fails: conditionalCanFail(test, one, other), range)
    }

    /// A condition that is a literal has decided which branch runs.
    func conditionalCanFail(_ test: TypedNode, _ first: TypedNode, _ second: TypedNode) -> Bool {
        if case .literal(.bool(let value)) = test.kind { return (value ? first : second).canFail }
        return test.canFail || first.canFail || second.canFail
    }

    /// The branches as values, unless both are optionals and stay so.
    private mutating func values(
        _ first: TypedNode?, _ second: TypedNode?, _ hint: ExpressionType?
    ) -> (TypedNode, TypedNode)? {
        if let hint, hint.isOptional {
            let (left, right) = (first.flatMap { assign($0, to: hint) }, second.flatMap { assign($0, to: hint) })
            if let left, let right { return (left, right) } else { return nil }
        }
        if let first, let second, first.type.isOptional, second.type.isOptional,
            first.isOptionalValue || second.isOptionalValue
        {
            return (first, second)
        }
        let (left, right) = (first.flatMap { demand($0) }, second.flatMap { demand($0) })
        if let left, let right { return (left, right) } else { return nil }
    }

    private mutating func branch(
        _ syntax: SyntaxNode, of condition: SyntaxNode, when isTrue: Bool, _ hint: ExpressionType?
    ) -> TypedNode? {
        let outer = guards
        guards.add(guarded(by: condition, when: isTrue), isCertain: true)
        defer { guards = outer }
        return node(syntax, expecting: hint)
    }

    /// Two values with one type: theirs, or what both represent.
    mutating func unified(
        _ left: TypedNode, _ right: TypedNode, _ place: String, _ range: Range<Int>
    ) -> (TypedNode, TypedNode)? {
        if left.type == right.type { return (left, right) }
        if left.type.isOpen, let retyped = coerced(left, to: right.type) { return (retyped, right) }
        if right.type.isOpen, let retyped = coerced(right, to: left.type) { return (left, retyped) }
        if left.type.view == right.type.view { return (viewed(left), viewed(right)) }
        report(
            range, "type", "\(place) have different types: \(left.type) and \(right.type)",
            suggestion: conversionAdvice(left, right))
        return nil
    }

    /// The type of numbers to which others are converted; nil for what are no numbers.
    static func widest(_ types: [ExpressionType]) -> ExpressionType? {
        let numbers: [ExpressionType] = [.uint, .int, .double, .decimal]
        guard types.allSatisfy(numbers.contains) else { return nil }
        return numbers.last { types.contains($0) }
    }

    /// How two numbers of different types can be brought together.
    func conversionAdvice(_ left: TypedNode, _ right: TypedNode) -> String? {
        guard let target = ExpressionChecker.widest([left.type.view, right.type.view]) else { return nil }
        let other = left.type.view == target ? right : left
        return "numeric types do not mix: write \(target)(\(text(other.range)))"
    }
}
