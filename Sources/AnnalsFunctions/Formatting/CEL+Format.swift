extension CEL {
    /// A text with a value for each clause.
    ///
    /// Fails for a clause that does not exist, that has no argument, or that cannot show its argument.
    public static func format(_ text: String, _ arguments: [FormatArgument]) throws(EvaluationError) -> String {
        var result = ""
        var index = 0
        for part in try FormatText(text).parts {
            switch part {
            case .literal(let literal): result += literal
            case .clause(let clause):
                guard index < arguments.count else {
                    throw EvaluationError(.invalidFormat, "there is no argument for clause \(index + 1)")
                }
                result += try format(arguments[index], clause)
                index += 1
            }
        }
        return result
    }

    /// The same for a literal text whose clauses the checker has seen to fit.
    public static func formatLiteral(_ text: String, _ arguments: [FormatArgument]) -> String {
        do throws(EvaluationError) {
            return try format(text, arguments)
        } catch {
            preconditionFailure("a format that was checked: \(error)")
        }
    }

    private static func format(
        _ argument: FormatArgument, _ clause: FormatText.Clause
    ) throws(EvaluationError) -> String {
        switch (clause, argument) {
        case (.text, _): return argument.text
        case (.decimal, .int), (.decimal, .uint): return argument.text
        case (.decimal, .double(let value)) where !value.isFinite: return argument.text
        case (.fixed(let places), .double(let value)): return DoubleText.fixed(value, places: places)
        case (.fixed(let places), .int(let value)): return DoubleText.fixed(Double(value), places: places)
        case (.fixed(let places), .uint(let value)): return DoubleText.fixed(Double(value), places: places)
        case (.scientific(let places), .double(let value)): return DoubleText.scientific(value, places: places)
        case (.scientific(let places), .int(let value)): return DoubleText.scientific(Double(value), places: places)
        case (.scientific(let places), .uint(let value)): return DoubleText.scientific(Double(value), places: places)
        case (.hexadecimal(let isUppercase), .int(let value)):
            return String(value, radix: 16, uppercase: isUppercase)
        case (.hexadecimal(let isUppercase), .uint(let value)):
            return String(value, radix: 16, uppercase: isUppercase)
        case (.hexadecimal(let isUppercase), .string(let value)):
            return hexadecimal(Array(value.utf8), isUppercase: isUppercase)
        case (.hexadecimal(let isUppercase), .bytes(let value)):
            return hexadecimal(value, isUppercase: isUppercase)
        case (.octal, .int(let value)): return String(value, radix: 8)
        case (.octal, .uint(let value)): return String(value, radix: 8)
        case (.binary, .int(let value)): return String(value, radix: 2)
        case (.binary, .uint(let value)): return String(value, radix: 2)
        case (.binary, .bool(let value)): return value ? "1" : "0"
        default:
            throw EvaluationError(.invalidFormat, "\(clause.symbol) cannot show a \(argument.kind)")
        }
    }

    private static func hexadecimal(_ bytes: [UInt8], isUppercase: Bool) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUppercase) }.joined()
    }
}
