import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// What an export says in our words beside those of JSON Schema, so that an import finds the same type again.
enum OwnWords {
    /// The keyword; others ignore it.
    static let keyword = "x-annals-type"

    /// The type with its constraints; nil where JSON Schema's words alone bring it back.
    static func value(_ scalar: ScalarType, _ constraints: Constraints) -> JSONValue? {
        guard isNeeded(scalar, constraints) else { return nil }
        var members: OrderedMap<JSONValue> = ["type": .string(scalar.rawValue)]
        for (keyword, argument) in constraints.all {
            switch argument {
            case .number(let number): members[keyword.rawValue] = JSONNumber(number.description).map { .number($0) }
            case .count(let count): members[keyword.rawValue] = .integer(count)
            case .pattern(let pattern): members[keyword.rawValue] = .string(pattern)
            case .flag: members[keyword.rawValue] = .bool(true)
            }
        }
        return .object(members)
    }

    /// The known values of an open enum.
    static func value(open enumeration: Enumeration) -> JSONValue {
        .object(["enum": .array(enumeration.cases.map { .string($0.value) }), "open": .bool(true)])
    }

    private static func isNeeded(_ scalar: ScalarType, _ constraints: Constraints) -> Bool {
        switch scalar {
        case .decimal, .bytes, .int32, .uint: return !constraints.isEmpty
        case .string:
            guard case .pattern(let source)? = constraints[.pattern] else { return false }
            return ECMAPattern.translated(source) != source
        default: return false
        }
    }
}
