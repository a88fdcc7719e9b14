import AnnalsJSON
import AnnalsPattern
import AnnalsSchema
import AnnalsValues

/// A type that our own export has written in our words, under `x-annals-type`.
enum OwnType: Hashable {
    case scalar(ScalarType, Constraints)
    /// An open enum.
    case open([String])

    /// Reads what stands under the keyword; nil when it is none of ours.
    init?(_ value: JSONValue) {
        guard case .object(var members) = value else { return nil }
        if case .array(let values)? = members["enum"], members["open"] == .bool(true) {
            let texts = values.compactMap { value -> String? in
                if case .string(let text) = value { text } else { nil }
            }
            guard texts.count == values.count, !texts.isEmpty, Set(texts).count == texts.count else { return nil }
            self = .open(texts)
            return
        }
        guard case .string(let name)? = members["type"], let scalar = ScalarType(rawValue: name) else { return nil }
        members["type"] = nil
        var constraints = Constraints()
        for (key, argument) in members {
            guard let keyword = ConstraintKeyword(rawValue: key), scalar.constraintKeywords.contains(keyword),
                let argument = OwnType.argument(keyword, argument)
            else { return nil }
            constraints[keyword] = argument
        }
        self = .scalar(scalar, constraints)
    }

    /// The kind of its values in JSON.
    var kind: ValueSet.Kind? {
        switch self {
        case .open: return .string
        case .scalar(let scalar, _):
            return scalar == .json ? nil : ValueSet.Kind(rawValue: scalar.isInteger ? "number" : scalar.jsonType)
        }
    }

    private static func argument(_ keyword: ConstraintKeyword, _ value: JSONValue) -> ConstraintArgument? {
        switch (keyword.argumentKind, value) {
        case (.number, .number(let number)), (.positiveNumber, .number(let number)):
            guard let decimal = number.decimal, decimal.description.utf8.count <= 40 else { return nil }
            return keyword.argumentKind == .positiveNumber && decimal <= .zero ? nil : .number(decimal)
        case (.count, .number(let number)): return number.integer(Int.self).flatMap { $0 < 0 ? nil : .count($0) }
        case (.pattern, .string(let source)): return (try? Pattern(source)) == nil ? nil : .pattern(source)
        case (.flag, .bool(true)): return .flag
        default: return nil
        }
    }
}
