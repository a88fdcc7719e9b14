public import AnnalsExpression
public import AnnalsFunctions
import AnnalsValues

extension Evaluator {
    /// Changes the representation of a value.
    public static func coerce(_ value: Value, _ coercion: Coercion) throws(EvaluationError) -> Value {
        switch (coercion, value) {
        case (.int32ToInt, .int32(let number)): return .int(Int(number))
        case (.uuidToString, .uuid(let id)): return .string(id.description)
        case (.uriToString, .uri(let text)): return .string(text)
        case (.dateToString, .date(let date)): return .string(date.description)
        case (.enumerationToString, .enumeration(let text)): return .string(text)
        case (.intToInt32, .int(let number)): return .int32(try CEL.int32(number))
        case (.stringToUUID, .string(let text)): return .uuid(try CEL.uuid(text))
        case (.stringToURI, .string(let text)): return .uri(try CEL.uri(text))
        case (.stringToDate, .string(let text)): return .date(try CEL.date(text))
        case (.stringToEnumeration(let name), .string(let text)):
            guard name.isOpen || name.values.contains(where: { $0.isExactlyEqual(to: text) }) else {
                throw EvaluationError(.invalidConversion, "'\(text)' is no \(name.name)")
            }
            return .enumeration(text)
        case (.wrap, _): return .optional(value)
        case (.elements(let inner), .list(let elements)):
            var result: [Value] = []
            for element in elements { result.append(try coerce(element, inner)) }
            return .list(result)
        case (.mapValues(let inner), .map(let members)):
            return .map(try members.mapValues { member throws(EvaluationError) in try coerce(member, inner) })
        case (.wrapped(let inner), .optional(let wrapped)):
            guard let wrapped else { return value }
            return .optional(try coerce(wrapped, inner))
        case (.then(let first, let second), _): return try coerce(try coerce(value, first), second)
        default: throw unexpected("the coercion \(coercion)")
        }
    }
}
