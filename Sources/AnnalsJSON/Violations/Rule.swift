public import AnnalsValues

/// What a violated keyword says to a person. One table: the reader in generated code and the tool's interpreter both take
/// their messages from here.
public enum Rule: Hashable, Sendable {
    /// Another JSON type was expected.
    case type(String)
    /// A key is missing.
    case required(String)
    /// A key that the schema does not know, where those are refused.
    case unknownField(String)
    /// None of the values of an enum.
    case enumeration([String])
    /// A string that is not of a format of JSON Schema or of ours.
    case format(Format)
    case minimum(DecimalNumber)
    case maximum(DecimalNumber)
    case exclusiveMinimum(DecimalNumber)
    case exclusiveMaximum(DecimalNumber)
    case multipleOf(DecimalNumber)
    case minLength(Int)
    case maxLength(Int)
    case pattern(String)
    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    case minProperties(Int)
    case maxProperties(Int)
    /// A rule of the schema across the fields of an object.
    case rule(id: String, message: String)
    /// A rule whose expression has no value for this object.
    case failedRule(id: String, error: String)

    /// The forms of strings that built-in types have.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case uuid
        case timestamp = "date-time"
        case date
        case duration
        case decimal
        case bytes = "base64"
        case uri
    }

    /// The keyword of JSON Schema.
    public var keyword: String {
        switch self {
        case .type: "type"
        case .required: "required"
        case .unknownField: "additionalProperties"
        case .enumeration: "enum"
        case .format: "format"
        case .minimum: "minimum"
        case .maximum: "maximum"
        case .exclusiveMinimum: "exclusiveMinimum"
        case .exclusiveMaximum: "exclusiveMaximum"
        case .multipleOf: "multipleOf"
        case .minLength: "minLength"
        case .maxLength: "maxLength"
        case .pattern: "pattern"
        case .minItems: "minItems"
        case .maxItems: "maxItems"
        case .uniqueItems: "uniqueItems"
        case .minProperties: "minProperties"
        case .maxProperties: "maxProperties"
        case .rule, .failedRule: "rules"
        }
    }

    /// What is wrong, as the rest of a sentence that begins with the place.
    public var message: String {
        switch self {
        case .type(let name): "must be of type \(name)"
        case .required(let key): "must have the key \"\(key)\""
        case .unknownField(let key): "has the unknown key \"\(key)\""
        case .enumeration(let values): "must be one of \(values.map { "\"\($0)\"" }.joined(separator: ", "))"
        case .format(let format): "must be \(format.example)"
        case .minimum(let bound): "must be at least \(bound)"
        case .maximum(let bound): "must be at most \(bound)"
        case .exclusiveMinimum(let bound): "must be more than \(bound)"
        case .exclusiveMaximum(let bound): "must be less than \(bound)"
        case .multipleOf(let divisor): "must be a multiple of \(divisor)"
        case .minLength(let count): "must have at least \(Rule.count(count, "character"))"
        case .maxLength(let count): "must have at most \(Rule.count(count, "character"))"
        case .pattern(let pattern): "must match the pattern \(pattern)"
        case .minItems(let count): "must have at least \(Rule.count(count, "element"))"
        case .maxItems(let count): "must have at most \(Rule.count(count, "element"))"
        case .uniqueItems: "must not have an element twice"
        case .minProperties(let count): "must have at least \(Rule.count(count, "key"))"
        case .maxProperties(let count): "must have at most \(Rule.count(count, "key"))"
        case .rule(let id, let message): "must satisfy the rule \(id): \(message)"
        case .failedRule(let id, let error): "must satisfy the rule \(id), which cannot be decided: \(error)"
        }
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Rule.Format {
    fileprivate var example: String {
        switch self {
        case .uuid: "a UUID such as \"6ba7b810-9dad-41d1-80b4-00c04fd430c8\""
        case .timestamp: "a time of RFC 3339 such as \"2026-01-31T09:30:00Z\""
        case .date: "a date such as \"2026-01-31\""
        case .duration: "a duration in seconds such as \"1.5s\""
        case .decimal: "a decimal number in a string such as \"12.50\""
        case .bytes: "padded base64 such as \"aGk=\""
        case .uri: "a URI such as \"https://example.org/a\""
        }
    }
}
