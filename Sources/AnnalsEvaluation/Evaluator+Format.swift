import AnnalsExpression
import AnnalsFunctions

extension Evaluator {
    mutating func format(_ text: TypedNode, _ arguments: [TypedNode]) throws(EvaluationError) -> Value {
        throw Evaluator.unexpected("format")
    }
}
