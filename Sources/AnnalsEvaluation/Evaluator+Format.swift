import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension Evaluator {
    mutating func format(_ text: TypedNode, _ arguments: [TypedNode]) throws(EvaluationError) -> Value {
        guard case .string(let pattern) = try value(text) else {
            throw Evaluator.unexpected("a format that is no text")
        }
        var values: [FormatArgument] = []
        for argument in arguments {
            let value = try value(argument)
            try chargeWhole(value)
            values.append(value.formatArgument)
        }
        let result = Value.string(try CEL.format(pattern, values))
        try chargeResult(result)
        return result
    }
}

extension Value {
    /// The value on its way into a text.
    fileprivate var formatArgument: FormatArgument {
        switch self {
        case .bool(let value): FormatArgument(value)
        case .int(let value): FormatArgument(value)
        case .uint(let value): FormatArgument(value)
        case .double(let value): FormatArgument(value)
        case .decimal(let value): FormatArgument(value)
        case .string(let value): FormatArgument(value)
        case .bytes(let value): FormatArgument(value)
        case .timestamp(let value): FormatArgument(value)
        case .duration(let value): FormatArgument(value)
        case .list(let elements): .list(elements.map(\.formatArgument))
        case .map(let members): .map(members.map { ($0.key.formatArgument, $0.value.formatArgument) })
        default: .null
        }
    }
}
