import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsSchema
import AnnalsValues

/// Evaluates the expressions of a schema: it knows what constructions may leave out.
struct ExpressionRunner: Sendable {
    private let omitted: [RecordName: OrderedMap<Value>]

    init(_ index: ShapeIndex) {
        let decoder = PayloadDecoder(index)
        var omitted: [RecordName: OrderedMap<Value>] = [:]
        for version in index.schema.types.flatMap(\.versions) {
            switch version.definition {
            case .record(let fields): omitted[version.id.recordName] = ExpressionRunner.defaults(fields, decoder)
            case .union(let union): omitted[version.id.recordName] = union.noAlternative
            case .enumeration, .alias: continue
            }
        }
        for version in index.schema.events.flatMap(\.versions) {
            omitted[version.id.recordName] = ExpressionRunner.defaults(version.fields, decoder)
        }
        self.omitted = omitted
    }

    /// The fields that have a value without being given one.
    static func defaults(_ fields: [Field], _ decoder: PayloadDecoder) -> OrderedMap<Value> {
        var result = OrderedMap<Value>()
        for field in fields { result[field.name] = decoder.absent(field) }
        return result
    }

    func value(
        of expression: CheckedExpression, _ variables: [String: Value]
    ) throws(EvaluationError) -> Value {
        let omitted = omitted
        return try Evaluator.evaluate(expression, with: variables) { omitted[$0] ?? [:] }
    }

    /// Where an expression fails; nil when it has a value.
    func failure(of expression: CheckedExpression, _ variables: [String: Value]) -> Evaluator.Failure? {
        let omitted = omitted
        return Evaluator.failure(of: expression, with: variables) { omitted[$0] ?? [:] }
    }
}
