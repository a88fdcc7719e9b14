public import AnnalsFunctions

/// The function behind each row of the overload table, for values that are only known at run time.
public enum FunctionTable {
    /// A function over values.
    public typealias Function = @Sendable ([Value]) throws(EvaluationError) -> Value

    /// The functions by the id of their row.
    public static let functions: [String: Function] = [
        arithmetic, comparisons, access, optionals, strings, patterns, encodings, conversions, decimals, collections,
        math, time,
    ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }

    static func unary<A: ValueBox & SendableMetatype, Result: ValueBox & SendableMetatype>(
        _ function: @escaping @Sendable (A) throws(EvaluationError) -> Result
    ) -> Function {
        { arguments throws(EvaluationError) in
            guard arguments.count == 1 else { throw Evaluator.unexpected("\(arguments.count) arguments") }
            return try function(A(unboxing: arguments[0])).boxed
        }
    }

    static func binary<
        A: ValueBox & SendableMetatype, B: ValueBox & SendableMetatype, Result: ValueBox & SendableMetatype
    >(
        _ function: @escaping @Sendable (A, B) throws(EvaluationError) -> Result
    ) -> Function {
        { arguments throws(EvaluationError) in
            guard arguments.count == 2 else { throw Evaluator.unexpected("\(arguments.count) arguments") }
            return try function(A(unboxing: arguments[0]), B(unboxing: arguments[1])).boxed
        }
    }

    static func ternary<
        A: ValueBox & SendableMetatype, B: ValueBox & SendableMetatype, C: ValueBox & SendableMetatype,
        Result: ValueBox & SendableMetatype
    >(
        _ function: @escaping @Sendable (A, B, C) throws(EvaluationError) -> Result
    ) -> Function {
        { arguments throws(EvaluationError) in
            guard arguments.count == 3 else { throw Evaluator.unexpected("\(arguments.count) arguments") }
            return try function(A(unboxing: arguments[0]), B(unboxing: arguments[1]), C(unboxing: arguments[2])).boxed
        }
    }

    static func quaternary<
        A: ValueBox & SendableMetatype, B: ValueBox & SendableMetatype, C: ValueBox & SendableMetatype,
        D: ValueBox & SendableMetatype, Result: ValueBox & SendableMetatype
    >(_ function: @escaping @Sendable (A, B, C, D) throws(EvaluationError) -> Result) -> Function {
        { arguments throws(EvaluationError) in
            guard arguments.count == 4 else { throw Evaluator.unexpected("\(arguments.count) arguments") }
            return try function(
                A(unboxing: arguments[0]), B(unboxing: arguments[1]), C(unboxing: arguments[2]),
                D(unboxing: arguments[3])
            ).boxed
        }
    }
}
