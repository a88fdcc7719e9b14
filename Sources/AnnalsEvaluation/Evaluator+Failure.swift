public import AnnalsExpression
public import AnnalsFunctions

extension Evaluator {
    /// The part of an expression that has no value.
    public struct Failure: Hashable, Sendable {
        /// The innermost node that failed.
        public var node: TypedNode
        /// Why.
        public var error: EvaluationError
    }

    /// Remembers which node an error comes from: the first one that it passes on its way out.
    struct FailureLog {
        /// Errors can be absorbed without an end in sight; only few are ever asked for.
        private static let most = 32

        private var isUnwinding = false
        private var entries: [Failure] = []

        mutating func enter() { isUnwinding = false }

        mutating func leave(_ node: TypedNode, _ error: EvaluationError) {
            guard !isUnwinding else { return }
            isUnwinding = true
            if entries.count < FailureLog.most { entries.append(Failure(node: node, error: error)) }
        }

        /// The first node with this error: a variable of `cel.bind` and `||` throw it once more.
        func origin(of error: EvaluationError) -> TypedNode? { entries.first { $0.error == error }?.node }
    }
}
