import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsJSON
import AnnalsSchema

/// Decides the rules of objects that are valid otherwise.
struct RuleRunner: Sendable {
    private let expressions: ExpressionRunner

    init(_ index: ShapeIndex) {
        expressions = ExpressionRunner(index)
    }

    /// What an object violates; a rule that has no value is violated.
    func violations(of value: Value, _ rules: [RecordRule]) -> [Rule] {
        rules.compactMap { rule in
            do throws(EvaluationError) {
                let result = try expressions.value(of: rule.expression, ["this": value])
                return result == .bool(true) ? nil : .rule(id: rule.id, message: rule.message)
            } catch {
                return .failedRule(id: rule.id, error: "\(error)")
            }
        }
    }

    /// The value of an expression over `this`; nil when it has none.
    func value(of expression: CheckedExpression, _ this: Value) -> Value? {
        try? expressions.value(of: expression, ["this": this])
    }
}

extension Schema {
    /// Whether any struct or event has rules.
    var hasRules: Bool {
        types.contains { $0.versions.contains { !$0.rules.isEmpty } }
            || events.contains { $0.versions.contains { !$0.rules.isEmpty } }
    }
}
