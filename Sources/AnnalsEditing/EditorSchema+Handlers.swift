extension EditorSchema {
    /// Aggregates, read models and processes.
    static let handlers = [
        """
        "aggregate": {
          "type": "object", "required": ["id"], "additionalProperties": false,
          "properties": {
            "description": { "$ref": "#/definitions/text" },
            "id": { "description": "The field that identifies it, in all of its events.", "$ref": "#/definitions/fields" },
            "state": { "description": "Each field has a default or may be absent.", "$ref": "#/definitions/fields" },
            "on": {
              "description": "What events set, over state, event and meta.",
              "type": ["object", "null"],
              "additionalProperties": {
                "type": "object", "required": ["set"], "additionalProperties": false,
                "properties": { "set": { "$ref": "#/definitions/values" } }
              }
            },
            "ignore": { "description": "Events that change nothing of the state.", "$ref": "#/definitions/names" },
            "snapshot": {
              "description": "How often the state is kept beside the events.",
              "type": "object", "additionalProperties": false,
              "properties": { "every": { "type": "integer", "minimum": 1 } }
            }
          }
        }
        """,
        """
        "projection": {
          "type": "object", "required": ["key", "on"], "additionalProperties": false,
          "properties": {
            "description": { "$ref": "#/definitions/text" },
            "table": { "description": "The name of the table.", "type": "string" },
            "key": { "description": "The columns that identify a row.", "$ref": "#/definitions/fields" },
            "columns": { "$ref": "#/definitions/fields" },
            "computed": { "$ref": "#/definitions/computed" },
            "indexes": {
              "type": "array",
              "items": {
                "type": "object", "required": ["columns"], "additionalProperties": false,
                "properties": { "columns": { "$ref": "#/definitions/names" }, "unique": { "type": "boolean" } }
              }
            },
            "search": { "description": "The columns of the full-text index.", "$ref": "#/definitions/names" },
            "on": {
              "description": "What each event does to rows, over event, meta and row.",
              "type": "object",
              "additionalProperties": { "anyOf": [{ "const": "custom" }, { "$ref": "#/definitions/handler" }] }
            },
            "suppress": { "$ref": "#/definitions/suppress" }
          }
        }
        """,
        """
        "computed": {
          "description": "Columns that follow from the others, over row.",
          "type": "object",
          "additionalProperties": {
            "anyOf": [
              { "$ref": "#/definitions/expression" },
              {
                "type": "object", "required": ["value"], "additionalProperties": false,
                "properties": {
                  "value": { "$ref": "#/definitions/expression" },
                  "type": { "$ref": "#/definitions/typeName" },
                  "index": { "type": "boolean" },
                  "name": { "description": "The name in Swift.", "type": "string" },
                  "description": { "$ref": "#/definitions/text" },
                  \(inset(constraints, 10))
                }
              }
            ]
          }
        }
        """,
        """
        "handler": {
          "type": "object", "additionalProperties": false,
          "oneOf": [{ "required": ["upsert"] }, { "required": ["update"] }, { "required": ["delete"] }],
          "properties": {
            "forEach": { "description": "item in event.items", "type": "string" },
            "key": { "description": "The row that is changed.", "$ref": "#/definitions/key" },
            "where": { "description": "The rows that are changed, by their columns.", "$ref": "#/definitions/values" },
            "upsert": { "description": "Makes the row where there is none.", "$ref": "#/definitions/values" },
            "update": { "description": "Changes what is there.", "$ref": "#/definitions/values" },
            "delete": { "const": true }
          }
        }
        """,
        """
        "key": { "anyOf": [{ "$ref": "#/definitions/expression" }, { "$ref": "#/definitions/values" }] }
        """,
        """
        "process": {
          "type": "object", "required": ["key", "on"], "additionalProperties": false,
          "properties": {
            "description": { "$ref": "#/definitions/text" },
            "key": { "description": "What identifies one.", "$ref": "#/definitions/fields" },
            "state": { "description": "Each field has a default or may be absent.", "$ref": "#/definitions/fields" },
            "on": {
              "description": "What each event brings about, over state, event and meta.",
              "type": "object",
              "additionalProperties": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "start": { "description": "Whether the event begins one.", "type": "boolean" },
                  "key": { "description": "Whose event it is.", "$ref": "#/definitions/key" },
                  \(inset(reaction, 10))
                }
              }
            },
            "timeouts": {
              "description": "What happens when time is up, over state and due.",
              "type": "object",
              "additionalProperties": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  \(inset(reaction, 10))
                }
              }
            }
          }
        }
        """,
        """
        "emit": {
          "description": "The commands that it gives.",
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "when": { "$ref": "#/definitions/expression" },
              "forEach": { "description": "item in event.items", "type": "string" }
            },
            "additionalProperties": { "$ref": "#/definitions/values" }
          }
        }
        """,
    ]

    private static let reaction = """
        "when": { "description": "Whether anything of it happens.", "$ref": "#/definitions/expression" },
        "emit": { "$ref": "#/definitions/emit" },
        "after": { "description": "Timeouts by the durations after which they fire.", "$ref": "#/definitions/values" },
        "at": { "description": "Timeouts by the times at which they fire.", "$ref": "#/definitions/values" },
        "cancel": { "description": "Timeouts that are not to fire any more.", "$ref": "#/definitions/names" },
        "set": { "$ref": "#/definitions/values" },
        "end": { "description": "Whether it is over.", "$ref": "#/definitions/expression" }
        """
}
