extension EditorSchema {
    /// Fields, types, events and commands.
    static let shapes = [
        """
        "field": {
          "description": "A type, or a map with what else there is to say.",
          "anyOf": [
            { "$ref": "#/definitions/typeName" },
            {
              "type": "object", "required": ["type"], "additionalProperties": false,
              "properties": {
                "type": { "$ref": "#/definitions/typeName" },
                "description": { "$ref": "#/definitions/text" },
                "default": { "description": "The value where the key is absent." },
                "name": { "description": "The name in Swift.", "type": "string" },
                "nullable": { "description": "The key is always there, and may be null.", "type": "boolean" },
                "index": { "description": "Columns: whether rows are found by it.", "type": "boolean" },
                "table": {
                  "description": "Columns: a list of structs has a table with a row for each element.",
                  "anyOf": [
                    { "type": "string" },
                    {
                      "type": "object", "required": ["name"], "additionalProperties": false,
                      "properties": { "name": { "type": "string" }, "index": { "$ref": "#/definitions/names" } }
                    }
                  ]
                },
                \(inset(constraints, 8))
              }
            }
          ]
        }
        """,
        """
        "fields": {
          "description": "Types by the names of fields.",
          "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/field" }
        }
        """,
        """
        "rules": {
          "description": "What holds across fields.",
          "type": "array",
          "items": {
            "type": "object", "required": ["id", "expression"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string" },
              "expression": { "description": "Over this.", "$ref": "#/definitions/expression" },
              "message": { "$ref": "#/definitions/text" }
            }
          }
        }
        """,
        """
        "upcast": {
          "description": "How the version comes from the one before: expressions over old by fields, or the word custom.",
          "anyOf": [
            { "$ref": "#/definitions/expression" },
            {
              "type": "object",
              "additionalProperties": {
                "anyOf": [
                  { "$ref": "#/definitions/expression" },
                  {
                    "type": "object", "additionalProperties": false,
                    "properties": {
                      "value": { "$ref": "#/definitions/expression" },
                      "because": { "description": "Why it is right for what never recorded it.", "$ref": "#/definitions/text" }
                    }
                  }
                ]
              }
            }
          ]
        }
        """,
        """
        "drop": { "description": "The fields of the version before that are lost on purpose.", "$ref": "#/definitions/names" }
        """,
        """
        "enumeration": {
          "description": "The values, as they are stored.",
          "type": "array", "minItems": 1,
          "items": {
            "anyOf": [
              { "type": "string" },
              {
                "type": "object", "required": ["value"], "additionalProperties": false,
                "properties": {
                  "value": { "type": "string" },
                  "name": { "description": "The name in Swift.", "type": "string" },
                  "description": { "$ref": "#/definitions/text" }
                }
              }
            ]
          }
        }
        """,
        """
        "union": {
          "description": "Structs by their tags.",
          "type": "object",
          "additionalProperties": {
            "anyOf": [
              { "type": "string" },
              {
                "type": "object", "required": ["type"], "additionalProperties": false,
                "properties": {
                  "type": { "type": "string" }, "name": { "description": "The name in Swift.", "type": "string" }
                }
              }
            ]
          }
        }
        """,
        """
        "type": {
          "description": "A struct (fields), an enum, a union, or another name for a type (type).",
          "type": "object", "additionalProperties": false,
          "properties": {
            \(inset(shape, 4)),
            "versions": { "$ref": "#/definitions/versions" },
            "suppress": { "$ref": "#/definitions/suppress" }
          }
        }
        """,
        """
        "types": { "type": ["object", "null"], "additionalProperties": { "$ref": "#/definitions/type" } }
        """,
        """
        "versions": {
          "description": "1, 2, 3 and so on; what is published stays as it is.",
          "type": "object", "additionalProperties": false,
          "patternProperties": {
            "^[1-9][0-9]*$": {
              "type": "object", "additionalProperties": false,
              "properties": {
                \(inset(shape, 8)),
                "upcast": { "$ref": "#/definitions/upcast" },
                "drop": { "$ref": "#/definitions/drop" }
              }
            }
          }
        }
        """,
        """
        "event": {
          "type": "object", "required": ["aggregate"], "additionalProperties": false,
          "properties": {
            "description": { "$ref": "#/definitions/text" },
            "aggregate": { "description": "What it belongs to.", "type": "string" },
            "fields": { "$ref": "#/definitions/fields" },
            "rules": { "$ref": "#/definitions/rules" },
            "versions": { "$ref": "#/definitions/versions" },
            "formerly": {
              "description": "Names under which events are stored already.",
              "anyOf": [{ "type": "string" }, { "$ref": "#/definitions/names" }]
            },
            "retired": { "$ref": "#/definitions/retired" },
            "compatibility": { "description": "What changes are held to.", "enum": [\(modes)] },
            "suppress": { "$ref": "#/definitions/suppress" }
          }
        }
        """,
        """
        "retired": {
          "description": "The event has ended; {} when nothing takes its place.",
          "type": "object", "additionalProperties": false,
          "properties": {
            "into": {
              "type": "array", "minItems": 1,
              "items": {
                "type": "object", "required": ["event"], "additionalProperties": false,
                "properties": {
                  "event": { "type": "string" },
                  "when": { "$ref": "#/definitions/expression" },
                  "fields": { "$ref": "#/definitions/upcast" }
                }
              }
            },
            "otherwise": { "const": "drop" },
            "because": { "$ref": "#/definitions/text" },
            "drop": { "$ref": "#/definitions/drop" }
          }
        }
        """,
        """
        "command": {
          "type": "object", "required": ["fields"], "additionalProperties": false,
          "properties": { "description": { "$ref": "#/definitions/text" }, "fields": { "$ref": "#/definitions/fields" } }
        }
        """,
    ]

    private static let shape = """
        "description": { "$ref": "#/definitions/text" },
        "fields": { "$ref": "#/definitions/fields" },
        "rules": { "$ref": "#/definitions/rules" },
        "enum": { "$ref": "#/definitions/enumeration" },
        "open": { "description": "Whether values that are not known are kept.", "type": "boolean" },
        "union": { "$ref": "#/definitions/union" },
        "discriminator": { "description": "The key of the tag.", "type": "string" },
        "type": { "$ref": "#/definitions/typeName" },
        \(constraints)
        """
}
