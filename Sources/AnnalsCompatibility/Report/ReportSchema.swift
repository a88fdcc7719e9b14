/// What a report in the format `json` looks like, for programs that read it.
public enum ReportSchema {
    /// The name of the form, which every report states. It changes when a program that reads the old one would fail:
    /// members that are new do not count, so readers ignore what they do not know.
    public static let format = "annals-report-1"

    /// The form as JSON Schema, draft 2020-12. Ends with a line break.
    public static let text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:annals:report:1",
          "title": "A report of 'annals check --format json'",
          "description": "Readers ignore members that they do not know.",
          "type": "object",
          "required": [
            "format", "set", "verdict", "isCompatible", "summary", "isPublished", "events", "findings",
            "suppressed", "rebuilds", "drafts"
          ],
          "properties": {
            "format": { "const": "\(format)" },
            "set": { "description": "The folder of the schemas, as the command named it.", "type": "string" },
            "verdict": { "description": "The worst verdict of all findings.", "$ref": "#/$defs/verdict" },
            "isCompatible": { "description": "Whether the check ended with exit code 0.", "type": "boolean" },
            "summary": { "description": "The report in one line, for people.", "type": "string" },
            "isPublished": { "description": "Whether anything was ever published.", "type": "boolean" },
            "baseline": {
              "description": "What was compared with; absent for the lock file beside the schemas.", "type": "string"
            },
            "events": { "type": "array", "items": { "$ref": "#/$defs/event" } },
            "findings": {
              "description": "What was found, the worst first.",
              "type": "array", "items": { "$ref": "#/$defs/finding" }
            },
            "suppressed": {
              "description": "What was found and is excused in the schemas.",
              "type": "array", "items": { "$ref": "#/$defs/suppressed" }
            },
            "rebuilds": {
              "description": "STORE: the read models that have to be rebuilt.",
              "type": "array", "items": { "type": "string" }
            },
            "drafts": {
              "description": "Versions that are not published, such as 'OrderCreated@3'.",
              "type": "array", "items": { "type": "string" }
            }
          },
          "$defs": {
            "verdict": {
              "description": "From good to bad. Breaks, error and unknown fail the check.",
              "enum": [\(verdicts)]
            },
            "event": {
              "type": "object",
              "required": [
                "name", "verdict", "mode", "versions", "drafts", "decided", "searched", "payloadsTried", "source"
              ],
              "properties": {
                "name": { "type": "string" },
                "verdict": { "description": "The worst verdict of its findings.", "$ref": "#/$defs/verdict" },
                "mode": {
                  "description": "What its changes are held to, such as BACKWARD_TRANSITIVE.",
                  "type": "string"
                },
                "versions": {
                  "description": "How many there are; 0 when the event was published and is gone.",
                  "type": "integer", "minimum": 0
                },
                "drafts": {
                  "description": "Its versions that are not published.",
                  "type": "array", "items": { "$ref": "#/$defs/version" }
                },
                "decided": {
                  "description": "The old versions of which it is decided that all payloads arrive at the newest.",
                  "type": "array", "items": { "$ref": "#/$defs/version" }
                },
                "searched": {
                  "description": "The old versions of which payloads were tried.",
                  "type": "array", "items": { "$ref": "#/$defs/version" }
                },
                "payloadsTried": {
                  "description": "How many payloads were taken through its upcasters.",
                  "type": "integer", "minimum": 0
                },
                "readableBy": {
                  "description": "Programs with this version or a later one read all that the newest version writes.",
                  "$ref": "#/$defs/version"
                },
                "source": {
                  "description": "SOURCE: how its generated Swift differs from that of the newest published version.",
                  "type": "array", "items": { "type": "string" }
                }
              }
            },
            "finding": {
              "type": "object",
              "required": ["rule", "title", "verdict", "fingerprint", "subject", "message"],
              "properties": {
                "rule": {
                  "description": "A stable id; 'annals explain' says more about it.",
                  "type": "string", "pattern": "^[a-z]+\\\\.[a-z-]+$"
                },
                "title": { "description": "What was found, as a headline.", "type": "string" },
                "verdict": { "$ref": "#/$defs/verdict" },
                "fingerprint": {
                  "description": "Stays the same when lines move or files are renamed; no other finding of the report has it.",
                  "type": "string", "pattern": "^[0-9a-f]{12}(-[0-9]+)?$"
                },
                "subject": { "description": "The event, type or projection.", "type": "string" },
                "version": { "description": "The version that it is about.", "$ref": "#/$defs/version" },
                "message": { "description": "A sentence without full stop.", "type": "string" },
                "location": { "$ref": "#/$defs/location" },
                "previous": {
                  "description": "The other side of the change: the older version, or what was published.",
                  "$ref": "#/$defs/location"
                },
                "details": { "type": "array", "minItems": 1, "items": { "type": "string" } },
                "step": { "description": "The step that it is about.", "$ref": "#/$defs/step" },
                "witness": { "$ref": "#/$defs/witness" },
                "suggestion": { "description": "The smallest legal next step.", "type": "string" }
              }
            },
            "suppressed": {
              "type": "object",
              "required": ["finding", "reason"],
              "properties": {
                "finding": { "$ref": "#/$defs/finding" },
                "reason": { "type": "string" },
                "until": { "description": "The last day on which it is excused.", "type": "string", "format": "date" }
              }
            },
            "location": {
              "description": "Lines and columns count from 1, columns in bytes of UTF-8; the end is behind the last one.",
              "type": "object",
              "required": ["file", "line", "column", "endLine", "endColumn"],
              "properties": {
                "file": { "type": "string" },
                "line": { "type": "integer", "minimum": 1 },
                "column": { "type": "integer", "minimum": 1 },
                "endLine": { "type": "integer", "minimum": 1 },
                "endColumn": { "type": "integer", "minimum": 1 }
              }
            },
            "witness": {
              "description": "An event that shows the finding.",
              "type": "object",
              "required": ["name", "version", "payload", "consequence"],
              "properties": {
                "name": { "description": "The event or type.", "type": "string" },
                "version": { "description": "The version at which the payload is valid.", "$ref": "#/$defs/version" },
                "payload": {},
                "twin": { "description": "Another payload of the version, where the finding is about two." },
                "consequence": { "description": "What shows when new code reads it.", "type": "string" },
                "step": { "description": "The step that fails.", "$ref": "#/$defs/step" },
                "seen": { "description": "What new code would have seen, as far as JSON can show it." }
              }
            },
            "step": {
              "description": "From one version to the next.",
              "type": "object",
              "required": ["from", "to"],
              "properties": { "from": { "$ref": "#/$defs/version" }, "to": { "$ref": "#/$defs/version" } }
            },
            "version": { "type": "integer", "minimum": 1 }
          }
        }

        """

    private static let verdicts = Verdict.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
}
