import AnnalsSchema

/// What a schema file may say, for editors: they complete keys, show what these mean and mark what cannot stand there, while
/// the loader alone knows whether names, types and expressions fit.
public enum EditorSchema {
    /// The form of schema files as JSON Schema, draft 7, which language servers for YAML know best. Ends with a line break.
    public static let text = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "$id": "urn:annals:schema:1",
          "title": "A schema file of Annals",
          "type": "object",
          "required": ["annals"],
          "additionalProperties": false,
          "properties": {
            "annals": { "description": "The version of the language.", "const": 1 },
            "namespace": { "description": "Words with dots between them: shop.orders.", "type": "string" },
            "description": { "$ref": "#/definitions/text" },
            "types": {
              "description": "Structs, enums, unions and aliases by their names.",
              "$ref": "#/definitions/types"
            },
            "aggregates": {
              "description": "What events belong to: the identity, the state, and how it follows from events.",
              "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/aggregate" }
            },
            "events": {
              "description": "The events by their names, with all versions that are stored.",
              "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/event" }
            },
            "projections": {
              "description": "Read models: rows that follow from events.",
              "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/projection" }
            },
            "commands": {
              "description": "What processes ask of others.",
              "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/command" }
            },
            "processes": {
              "description": "What happens after events, or when something does not happen in time.",
              "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/process" }
            }
          },
          "definitions": {
        \(parts.map(indented).joined(separator: ",\n"))
          }
        }

        """

    private static let parts = basics + EditorSchema.shapes + EditorSchema.handlers

    private static func indented(_ part: String) -> String { "    " + inset(part, 4) }

    /// A part within another one: every line but the first moves to the right.
    static func inset(_ part: String, _ columns: Int) -> String {
        part.split(separator: "\n").joined(separator: "\n" + String(repeating: " ", count: columns))
    }

    /// The words of the types that are built in.
    static let typeNames = ScalarType.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")

    /// What changes of an event can be held to.
    static let modes = SchemaConfiguration.CompatibilityMode.allCases.map { "\"\($0.rawValue)\"" }.joined(
        separator: ", ")

    private static let basics = [
        """
        "text": { "description": "For people.", "type": ["string", "number", "boolean"] }
        """,
        """
        "expression": {
          "description": "An expression in CEL. One with ': ' or ' #' in it stands in quotes.",
          "type": ["string", "number", "boolean", "null"]
        }
        """,
        """
        "values": {
          "description": "Expressions by the fields that get their values.",
          "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/expression" }
        }
        """,
        """
        "names": { "type": "array", "items": { "type": "string" } }
        """,
        """
        "typeName": {
          "description": "A type: one that is built in or declared (T@2 is its version 2), list<T>, map<T>; with ? it may be absent.",
          "anyOf": [{ "enum": [\(typeNames)] }, { "type": "string" }]
        }
        """,
        """
        "suppress": {
          "description": "Findings of annals check that are right to be there.",
          "type": "array",
          "items": {
            "type": "object", "required": ["rule", "reason"], "additionalProperties": false,
            "properties": {
              "rule": { "type": "string" },
              "version": { "description": "The version that it is about.", "type": "integer", "minimum": 1 },
              "reason": { "$ref": "#/definitions/text" },
              "until": { "description": "The last day: 2027-01-31.", "type": "string" }
            }
          }
        }
        """,
        """
        "constraints": {
          "description": "What narrows the elements of a list or the values of a map.",
          "type": "object", "additionalProperties": false,
          "properties": {
            \(inset(constraints, 4))
          }
        }
        """,
    ]

    /// What narrows a type, as properties.
    static let constraints: String = {
        let parts = ["items", "values"].map { "\"\($0)\": { \"$ref\": \"#/definitions/constraints\" }" }
        let keywords = ConstraintKeyword.allCases.map { "\"\($0.rawValue)\": \(argument($0))" }
        return (keywords + parts).joined(separator: ",\n")
    }()

    private static func argument(_ keyword: ConstraintKeyword) -> String {
        switch keyword {
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf: #"{ "type": ["number", "string"] }"#
        case .minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties:
            #"{ "type": "integer", "minimum": 0 }"#
        case .pattern:
            #"{ "description": "RE2, anywhere in the text unless ^ and $ say otherwise.", "type": "string" }"#
        case .uniqueItems: #"{ "type": "boolean" }"#
        }
    }
}
