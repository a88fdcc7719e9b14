import AnnalsEvaluation
import AnnalsExpression

/// A checked expression with inputs, to be run in the evaluator and as compiled Swift.
struct Subject: Sendable {
    /// Where it comes from, such as `conformance basic/self_eval/int`.
    var id: String
    /// The expression.
    var expression: CheckedExpression
    /// The variables that it may read.
    var variables: [String: ExpressionType]
    /// A value for each variable, as often as it is to be run.
    var inputs: [[String: Value]]

    /// The variables in a fixed order: the parameters of the compiled function.
    var parameters: [(name: String, type: ExpressionType)] {
        variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
