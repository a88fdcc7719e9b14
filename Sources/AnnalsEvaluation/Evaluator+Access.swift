import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension Evaluator {
    func field(_ value: Value, _ name: String) throws(EvaluationError) -> Value {
        guard case .record(_, let fields) = value, let field = fields[name] else {
            throw Evaluator.unexpected("the field \(name)")
        }
        return field
    }

    mutating func optionalField(_ operand: TypedNode, _ name: String) throws(EvaluationError) -> Value {
        var base = try value(operand)
        if case .optional(let inner) = base {
            guard let inner else { return .optional(nil) }
            base = inner
        }
        if case .map(let members) = base { return .optional(CEL.optionalValue(members, .string(name))) }
        let found = try field(base, name)
        if case .optional = found { return found }
        return .optional(found)
    }

    func has(_ value: Value, _ name: String) throws(EvaluationError) -> Bool {
        if case .map(let members) = value { return CEL.isKey(.string(name), members) }
        if case .optional(let inner) = try field(value, name) { return inner != nil }
        return true
    }
}
