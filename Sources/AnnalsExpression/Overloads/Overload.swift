/// A row of the overload table: one meaning of a function or operator for one list of argument types.
///
/// Checker, evaluator, Swift emitter and documentation all read this table; a function exists in all of them or in none.
public struct Overload: Hashable, Sendable {
    /// How a call is written.
    public enum Style: Hashable, Sendable {
        /// `size(x)`
        case function
        /// `x.split(",")`
        case method
        /// `a + b`, `-a`, `a in b`, `a[b]`, `a[?b]`
        case symbol
    }

    /// The stable name, such as `string.split` or `int.add`.
    public var id: String
    /// The name in CEL, such as `split` or `+`; `[]` and `[?]` for the index operators, `-_` for negation.
    public var name: String
    /// The ways it can be written.
    public var styles: [Style]
    /// Argument types; `.parameter` stands for a type variable.
    public var parameters: [Pattern]
    /// The result type.
    public var result: Pattern
    /// Whether it can fail for arguments of these types.
    public var canFail: Bool
    /// The name of the function in the function module that evaluator and generated code call, such as `split`.
    public var function: String
    /// One sentence for the documentation.
    public var summary: String

    /// A type with variables.
    public indirect enum Pattern: Hashable, Sendable {
        case type(ExpressionType)
        /// A type variable: the same letter means the same type.
        case parameter(String)
        case list(Pattern)
        case map(Pattern, Pattern)
        case optional(Pattern)
    }
}
