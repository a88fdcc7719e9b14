import AnnalsJSON
import AnnalsValues

/// What the import knows of each keyword of JSON Schema. What is not in this table says nothing by the specification.
enum SchemaKeyword: String, CaseIterable {
    case schema = "$schema", id = "$id", comment = "$comment", definitions, defs = "$defs", vocabulary = "$vocabulary"
    case title, description, defaultValue = "default", deprecated, readOnly, writeOnly, examples
    case reference = "$ref", type, constant = "const", enumeration = "enum"
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
    case minLength, maxLength, pattern, format, contentEncoding, contentMediaType, contentSchema
    case items, prefixItems, additionalItems, minItems, maxItems, uniqueItems
    case properties, required, additionalProperties, minProperties, maxProperties
    case allOf, anyOf, oneOf, not
    case contains, minContains, maxContains, patternProperties, propertyNames, dependentRequired, dependentSchemas
    case dependencies, condition = "if", then, otherwise = "else", unevaluatedItems, unevaluatedProperties
    case anchor = "$anchor", dynamicReference = "$dynamicRef", dynamicAnchor = "$dynamicAnchor"
    case recursiveReference = "$recursiveRef", recursiveAnchor = "$recursiveAnchor"
    case rules = "x-annals-rules", ownType = "x-annals-type"

    /// What is done about a keyword.
    enum Role {
        /// It is read, or it is part of one that is.
        case read
        /// It says nothing about values and is left out without a word.
        case silent
        /// It says nothing about values and has no place in our language.
        case annotation(String)
        /// Our types cannot say it.
        case unsupported(String)
    }

    /// The role of the keyword.
    var role: Role {
        switch self {
        case .schema, .id, .comment, .definitions, .defs, .vocabulary, .anchor, .dynamicAnchor, .recursiveAnchor,
            .title, .description, .defaultValue, .then, .otherwise, .minContains, .maxContains:
            .silent
        case .deprecated: .annotation("our language does not mark what is out of use")
        case .readOnly, .writeOnly: .annotation("an event is written once and then only read")
        case .examples: .annotation("our language has no examples")
        case .contentSchema: .annotation("what is in a text is not looked at")
        case .contains: .unsupported("no list of ours demands that some element is of a kind")
        case .patternProperties: .unsupported("keys are fields or those of a map, and no pattern chooses among them")
        case .propertyNames: .unsupported("the keys of a map are any strings")
        case .dependentRequired, .dependentSchemas, .dependencies:
            .unsupported("no field depends on another; a rule can say it")
        case .condition: .unsupported("a type has no conditions; a tagged union or a rule can say it")
        case .unevaluatedItems: .unsupported("our lists have no such remainder")
        case .dynamicReference, .recursiveReference:
            .unsupported("references that depend on who refers are not followed")
        default: .read
        }
    }
}

extension SchemaKeyword {
    /// Whether a keyword that our types cannot say refuses no value here.
    func isIdle(in place: SchemaPlace) -> Bool {
        guard let value = place.schema[rawValue] else { return true }
        switch self {
        case .condition:
            // What is certain is read in its place.
            if case .bool = value { return true }
            return place.saysNothing("then") && place.saysNothing("else")
        case .patternProperties:
            guard case .object(let members) = value else { return false }
            return members.values.allSatisfy(\.acceptsAll) && place.saysNothing("additionalProperties")
        case .dependentSchemas, .dependentRequired, .dependencies:
            guard case .object(let members) = value else { return false }
            return members.values.allSatisfy { $0.acceptsAll || $0 == .array([]) }
        case .propertyNames, .unevaluatedItems: return value.acceptsAll
        case .contains: return place.schema["minContains"] == .integer(0) && place.schema["maxContains"] == nil
        default: return false
        }
    }
}

extension SchemaPlace {
    /// Whether the schema under a key is missing or accepts every value.
    func saysNothing(_ key: String) -> Bool { schema[key]?.acceptsAll ?? true }
}

extension JSONValue {
    /// Whether it is a schema that accepts every value: `true` or `{}`.
    var acceptsAll: Bool { self == .bool(true) || self == .object([:]) }
}
