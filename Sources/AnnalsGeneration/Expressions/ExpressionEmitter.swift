import AnnalsExpression
import AnnalsSchema

/// Turns checked expressions into Swift: typed, without `Any`, with `try` exactly where it is needed.
///
/// `try` stands once, at the left end of each expression, because Swift does not allow it to the right of an operator.
/// What can fail is called through functions with typed throws; stdlib functions that only rethrow would widen the type
/// of the error, so they are used for what cannot fail.
struct ExpressionEmitter {
    let context: GenerationContext
    /// The Swift name of every variable in scope.
    private(set) var variables: [String: String]
    /// Fields of records that the schema does not name: an aggregate's state, a read model's row.
    private(set) var fields: [String: [Field]]
    /// Code that stands for a field of a variable: `row.balance` of a row that is not there yet is the column's default.
    var replacements: [String: Layout] = [:]
    /// The names that a guard around gives to optionals which are there, by path.
    var present: [String: String] = [:]

    /// An emitter for expressions over some roots.
    init(_ context: GenerationContext, roots: [String], fields: [String: [Field]] = [:]) {
        self.context = context
        self.fields = fields
        variables = Dictionary(uniqueKeysWithValues: roots.map { ($0, SwiftIdentifier.escaped($0)) })
    }

    /// Gives a root another name in Swift.
    mutating func rename(_ root: String, to name: String) { variables[root] = name }

    /// The namespace of the functions.
    var cel: String { context.names.CEL }

    /// What closures that can fail say.
    var throwing: String { "throws(\(context.names.EvaluationError))" }

    /// The whole expression, with `try` where it can fail.
    func expression(_ node: TypedNode) -> Layout {
        let code = emit(RepeatedCalls.sharing(node)).layout
        return node.canFail ? "try " + code : code
    }

    /// Code without `try`.
    func emit(_ node: TypedNode) -> EmittedCode {
        switch node.kind {
        case .literal(let literal): return self.literal(literal, node.type)
        case .variable(let name):
            let code = variables[name] ?? SwiftIdentifier.escaped(name)
            // What `cel.bind` names may have failed.
            return EmittedCode(.text(node.canFail ? "\(code).get()" : code))
        case .field(let operand, let name): return field(operand, name)
        case .present(let operand): return presentValue(operand)
        case .required(let operand):
            let name = if case .field(_, let field) = operand.kind { field } else { "value" }
            return call("required", [emit(operand).layout, .text(SwiftLiteral.string(name))])
        case .optionalField(let operand, let name): return optionalField(operand, name, node.type)
        case .has(let operand, let name): return has(operand, name)
        case .call(let overload, let arguments): return call(overload, arguments)
        case .and(let left, let right): return logical(left, right, isAnd: true)
        case .or(let left, let right): return logical(left, right, isAnd: false)
        case .not(let operand): return not(operand)
        case .conditional(let condition, let first, let second): return conditional(condition, first, second)
        case .list(let elements): return list(elements, node.type)
        case .map(let entries): return map(entries, node.type)
        case .record(let name, let values): return record(name, values)
        case .union(let name, let tag, let value): return union(name, tag, value)
        case .comprehension(let comprehension): return self.comprehension(comprehension)
        case .bind(let variable, let value, let body): return bind(variable, value, body)
        case .optionalMap(let operand, let variable, let body, let isFlat):
            return optionalMap(operand, variable, body, isFlat: isFlat)
        case .format(let text, let arguments): return format(text, arguments, canFail: node.canFail)
        case .coerce(let coercion, let operand): return coerce(coercion, operand)
        }
    }

    /// A call of a function of the language.
    func call(_ function: String, _ arguments: [Layout]) -> EmittedCode {
        EmittedCode(.call("\(cel).\(SwiftIdentifier.escaped(function))", arguments))
    }

    /// `{ parameter in body }`, or with `throws` and `try`.
    ///
    /// - Parameter canFail: Whether any closure of the call can fail: then all must say so.
    func closure(_ parameter: String?, _ body: TypedNode, canFail: Bool) -> Layout {
        let parameters = [parameter ?? (canFail ? "()" : nil), canFail ? throwing : nil].compactMap { $0 }
        return .closure(parameters: parameters.joined(separator: " "), body: expression(body))
    }

    /// The emitter within a macro, and the closure's parameters for the macro's variables: names that are not in scope,
    /// so that nothing is shadowed.
    func binding(_ variables: [String]) -> (ExpressionEmitter, String) {
        var inner = self
        let names = variables.map { variable in
            let name = inner.fresh(variable)
            inner.variables[variable] = name
            return name
        }
        return (inner, names.joined(separator: ", "))
    }

    /// A local name that is in scope neither as a variable nor as a type.
    func fresh(_ wanted: String) -> String {
        let lowercased = SwiftIdentifier.lowercased(wanted).filter { $0 != "`" }
        let used = Set(variables.values).union(present.values)
        return SwiftIdentifier.escaped(SwiftIdentifier.fresh(lowercased, avoiding: used))
    }

    // MARK: - Values

    private func literal(_ literal: Literal, _ type: ExpressionType) -> EmittedCode {
        switch literal {
        case .null: EmittedCode(.text(type == .null ? "\(context.names.NullValue)()" : "nil"))
        case .bool(let value): EmittedCode(.text("\(value)"))
        case .int(let value): EmittedCode(.text("\(value)"), value < 0 ? .prefix : .postfix)
        case .uint(let value): EmittedCode(.text("\(context.names.UInt)(\(value))"))
        case .double(let value): double(value)
        case .string(let text): EmittedCode(.text(SwiftLiteral.string(text)))
        case .bytes(let bytes):
            EmittedCode(
                .text("[\(bytes.map(String.init).joined(separator: ", "))] as [\(context.names.UInt8)]"), .casting)
        }
    }

    private func double(_ value: Double) -> EmittedCode {
        // No literal of the language is infinite or NaN, but one that is too large for a double is.
        guard value.isFinite else {
            return EmittedCode(
                .text(value < 0 ? "-\(context.names.Double).infinity" : "\(context.names.Double).infinity"))
        }
        return EmittedCode(.text(SwiftLiteral.double(value)), value.sign == .minus ? .prefix : .postfix)
    }
}
