public import AnnalsExpression
public import AnnalsFunctions
public import AnnalsValues

/// Evaluates checked expressions.
///
/// The order of evaluation is the text's, and the first error from left to right is the one that is thrown, as in generated
/// code.
public struct Evaluator {
    /// The values of a record's fields that a construction leaves out: defaults, and nil.
    public typealias Defaults = @Sendable (RecordName) -> OrderedMap<Value>

    /// A variable of `cel.bind` may have failed, which its uses tell.
    var variables: [String: Result<Value, EvaluationError>]
    let defaults: Defaults
    var limits: EvaluationLimits
    var failures = FailureLog()

    /// Evaluates an expression.
    ///
    /// - Parameters:
    ///   - variables: A value of the declared type for each root of the scope.
    ///   - defaults: The fields that constructions may leave out, by record.
    /// - Throws: ``EvaluationError``, also when a limit is exceeded.
    public static func evaluate(
        _ expression: CheckedExpression, with variables: [String: Value], limits: EvaluationLimits = EvaluationLimits(),
        defaults: @escaping Defaults
    ) throws(EvaluationError) -> Value {
        var evaluator = Evaluator(variables: variables.mapValues { .success($0) }, defaults: defaults, limits: limits)
        return try evaluator.value(expression.root)
    }

    /// Where an expression fails and why; nil when it has a value.
    public static func failure(
        of expression: CheckedExpression, with variables: [String: Value],
        limits: EvaluationLimits = EvaluationLimits(), defaults: @escaping Defaults
    ) -> Failure? {
        var evaluator = Evaluator(variables: variables.mapValues { .success($0) }, defaults: defaults, limits: limits)
        do throws(EvaluationError) {
            _ = try evaluator.value(expression.root)
            return nil
        } catch {
            return Failure(node: evaluator.failures.origin(of: error) ?? expression.root, error: error)
        }
    }

    private init(
        variables: [String: Result<Value, EvaluationError>], defaults: @escaping Defaults, limits: EvaluationLimits
    ) {
        self.variables = variables
        self.defaults = defaults
        self.limits = limits
    }

    /// A mistake of this program, not of the expression: the checker has let something through.
    static func unexpected(_ what: String) -> EvaluationError {
        EvaluationError(.invalidArgument, "the evaluator cannot handle \(what); this is a mistake in Annals")
    }

    mutating func value(_ node: TypedNode) throws(EvaluationError) -> Value {
        failures.enter()
        do throws(EvaluationError) {
            return try evaluated(node)
        } catch {
            failures.leave(node, error)
            throw error
        }
    }

    private mutating func evaluated(_ node: TypedNode) throws(EvaluationError) -> Value {
        try step()
        switch node.kind {
        case .literal(let literal): return Evaluator.literal(literal, node.type)
        case .variable(let name):
            guard let value = variables[name] else { throw Evaluator.unexpected("the variable \(name)") }
            return try value.get()
        case .field(let operand, let name): return try field(try value(operand), name)
        case .present(let operand):
            guard case .optional(let inner?) = try value(operand) else {
                throw Evaluator.unexpected("an unguarded access")
            }
            return inner
        case .required(let operand):
            guard case .optional(let inner) = try value(operand) else {
                throw Evaluator.unexpected("a value without optional")
            }
            return try CEL.required(inner, Evaluator.name(of: operand))
        case .optionalField(let operand, let name): return try optionalField(operand, name)
        case .has(let operand, let name): return .bool(try has(try value(operand), name))
        case .call(let overload, let arguments): return try call(overload, arguments)
        case .not(let operand): return .bool(!(try bool(operand)))
        case .and(let left, let right): return .bool(try logical(left, right, decides: false))
        case .or(let left, let right): return .bool(try logical(left, right, decides: true))
        case .conditional(let condition, let first, let second):
            return try bool(condition) ? value(first) : value(second)
        case .list(let elements): return try made(.list(try list(elements)))
        case .map(let entries): return try made(.map(try members(entries)))
        case .record(let name, let fields): return try record(name, fields)
        case .union(let name, let tag, let value): return try union(name, tag, value)
        case .comprehension(let comprehension): return try self.comprehension(comprehension)
        case .bind(let variable, let value, let body): return try bind(variable, value, body)
        case .optionalMap(let operand, let variable, let body, let isFlat):
            return try optionalMap(operand, variable, body, isFlat: isFlat)
        case .format(let text, let arguments): return try format(text, arguments)
        case .coerce(let coercion, let operand): return try Evaluator.coerce(try value(operand), coercion)
        }
    }

    private static func literal(_ literal: Literal, _ type: ExpressionType) -> Value {
        switch literal {
        case .null: if case .optional = type { .optional(nil) } else { .null }
        case .bool(let value): .bool(value)
        // The checker has seen that it fits.
        case .int(let value): type == .int32 ? .int32(Int32(truncatingIfNeeded: value)) : .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        case .bytes(let value): .bytes(value)
        }
    }

    private static func name(of node: TypedNode) -> String {
        if case .field(_, let name) = node.kind { name } else { "the value" }
    }

    // MARK: - Logic

    mutating func bool(_ node: TypedNode) throws(EvaluationError) -> Bool {
        guard case .bool(let value) = try value(node) else { throw Evaluator.unexpected("a condition that is no bool") }
        return value
    }

    /// `&&` is decided by false, `||` by true, from either side and over errors of the other.
    private mutating func logical(_ left: TypedNode, _ right: TypedNode, decides: Bool) throws(EvaluationError) -> Bool
    {
        let before = failures
        var failure: EvaluationError?
        do throws(EvaluationError) {
            if try bool(left) == decides { return decides }
        } catch {
            if error.kind == .limitExceeded { throw error }
            failure = error
        }
        guard let failure else { return try bool(right) }
        do throws(EvaluationError) {
            if try bool(right) == decides {
                failures = before
                return decides
            }
        } catch {
            if error.kind == .limitExceeded { throw error }
        }
        throw failure
    }

    // MARK: - Calls

    private mutating func values(_ nodes: [TypedNode]) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(try value(node)) }
        return values
    }

    private mutating func call(_ overload: Overload, _ nodes: [TypedNode]) throws(EvaluationError) -> Value {
        if overload.id == "optional.orValue" || overload.id == "optional.or" { return try alternative(overload, nodes) }
        guard let function = FunctionTable.functions[overload.id] else { throw Evaluator.unexpected(overload.id) }
        let arguments = try values(nodes)
        try chargeCall(overload, arguments)
        let result = try function(arguments)
        try chargeResult(result)
        return result
    }

    /// The other value is only evaluated where there is none, as with Swift's `??`.
    private mutating func alternative(_ overload: Overload, _ nodes: [TypedNode]) throws(EvaluationError) -> Value {
        guard nodes.count == 2, case .optional(let first) = try value(nodes[0]) else {
            throw Evaluator.unexpected("\(overload.id) of something else than an optional")
        }
        guard let first else { return try value(nodes[1]) }
        return overload.id == "optional.or" ? .optional(first) : first
    }
}
