import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// The JSON Schema of a built-in type with its constraints.
struct ScalarSchema {
    private(set) var members = OrderedMap<JSONValue>()

    init(_ scalar: ScalarType, _ constraints: Constraints) {
        switch scalar {
        case .string: addText(constraints)
        case .bool: members["type"] = .string("boolean")
        case .int: addInteger(constraints, DecimalNumber(Int64.min), DecimalNumber(Int64.max))
        case .int32: addInteger(constraints, DecimalNumber(Int32.min), DecimalNumber(Int32.max))
        case .uint: addInteger(constraints, 0, DecimalNumber(UInt64.max))
        case .double:
            members["type"] = .string("number")
            addNumbers(constraints)
        case .bytes: addBytes(constraints)
        // JSON Schema compares numbers only, and a decimal is in a string.
        case .uuid, .timestamp, .date, .duration, .uri, .decimal: addFormat(scalar)
        case .json: break
        }
        members[OwnWords.keyword] = OwnWords.value(scalar, constraints)
    }

    /// The constraints of lists and maps, which are those of JSON Schema.
    static func counts(_ constraints: Constraints) -> OrderedMap<JSONValue> {
        var members = OrderedMap<JSONValue>()
        for (keyword, argument) in constraints.all {
            switch argument {
            case .count(let count): members[keyword.rawValue] = .integer(count)
            case .flag: members[keyword.rawValue] = .bool(true)
            case .number, .pattern: break
            }
        }
        return members
    }

    private mutating func addFormat(_ scalar: ScalarType) {
        members["type"] = .string("string")
        if let format = scalar.exportedFormat { members["format"] = .string(format) }
        if let pattern = scalar.exportedPattern { members["pattern"] = .string(pattern) }
    }

    private mutating func addText(_ constraints: Constraints) {
        members["type"] = .string("string")
        members.append(ScalarSchema.counts(constraints))
        guard case .pattern(let source)? = constraints[.pattern] else { return }
        if let pattern = ECMAPattern.translated(source) {
            members["pattern"] = .string(pattern)
        }
    }

    private mutating func addInteger(_ constraints: Constraints, _ smallest: DecimalNumber, _ largest: DecimalNumber) {
        let bounds = IntegerBounds(constraints)
        members["type"] = .string("integer")
        members["minimum"] = ScalarSchema.number(max(bounds.minimum ?? smallest, smallest))
        members["maximum"] = ScalarSchema.number(min(bounds.maximum ?? largest, largest))
        if case .number(let divisor)? = constraints[.multipleOf] {
            members["multipleOf"] = ScalarSchema.number(divisor)
        }
    }

    private mutating func addNumbers(_ constraints: Constraints) {
        for (keyword, argument) in constraints.all {
            if case .number(let number) = argument { members[keyword.rawValue] = ScalarSchema.number(number) }
        }
    }

    private mutating func addBytes(_ constraints: Constraints) {
        members["type"] = .string("string")
        members["contentEncoding"] = .string("base64")
        members["pattern"] = ScalarType.bytes.exportedPattern.map { .string($0) }
        for keyword in [ConstraintKeyword.minLength, .maxLength] {
            // JSON Schema counts the characters of the text: four for every three bytes begun.
            guard case .count(let count)? = constraints[keyword], count < Int.max / 4 else { continue }
            members[keyword.rawValue] = .integer((count + 2) / 3 * 4)
        }
    }

    private static func number(_ number: DecimalNumber) -> JSONValue {
        JSONNumber(number.description).map { .number($0) } ?? .null
    }
}
