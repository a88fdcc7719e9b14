import AnnalsDiagnostics
import AnnalsGeneration
import AnnalsImport
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

/// Whatever a document says, an import ends, and what it writes can be read.
@Suite struct DamageTests {
    /// A document with every keyword in it.
    private static let document = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/a", "title": "A",
         "type": ["object", "null"], "required": ["id", "kind"], "additionalProperties": {"type": "string"},
         "minProperties": 1, "maxProperties": 9, "propertyNames": {"maxLength": 9},
         "patternProperties": {"^x-": {"type": "integer"}}, "dependentRequired": {"a": ["b"]},
         "properties": {
           "id": {"type": "string", "format": "uuid"}, "kind": {"const": "a"}, "next": {"$ref": "#"},
           "list": {"type": "array", "items": {"$ref": "#/$defs/item"}, "minItems": 1, "uniqueItems": true},
           "tuple": {"prefixItems": [{"type": "string"}, true], "items": false},
           "number": {"type": "number", "minimum": 1.5, "exclusiveMaximum": 9, "multipleOf": 0.25, "default": 2},
           "integer": {"type": "integer", "enum": [2, 4, 6], "not": {"const": 4}},
           "text": {"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^[a-z]+$", "enum": ["ab", "c-d"]},
           "choice": {"oneOf": [{"$ref": "#/$defs/cat"}, {"$ref": "#/$defs/dog"}]},
           "either": {"anyOf": [{"type": "string"}, {"type": "null"}, {"allOf": [{"minLength": 2}, {"type": "string"}]}]},
           "map": {"type": "object", "additionalProperties": {"type": ["boolean", "null"]}},
           "certain": {"if": true, "then": {"type": "string"}, "contains": {"const": 1}}},
         "$defs": {
           "item": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/item"}}}},
           "cat": {"type": "object", "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
                   "required": ["kind"]},
           "dog": {"allOf": [{"$ref": "#/$defs/item"}, {"properties": {"kind": {"enum": ["dog", "wolf"]}},
                   "required": ["kind"], "type": "object"}]}}}
        """

    /// What a schema cannot have, however it is written.
    private static let limits: Set<String> = ["schema.too-large", "schema.infinite"]

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func everyImportLoads(_ seed: UInt64) throws {
        let document = try JSONValue(parsing: DamageTests.document)
        var random = SplitMix64(seed: seed)
        for _ in 0..<250 {
            var damaged = document
            for _ in 0..<Int.random(in: 0...6, using: &random) { damaged = Mutation.of(damaged, using: &random) }
            let result = JSONSchemaImport.type(of: damaged, formats: .assertions)
            let surprises = result.diagnostics.all.filter {
                !$0.rule.hasPrefix("import.") && !DamageTests.limits.contains($0.rule)
            }
            #expect(surprises.isEmpty, "\(surprises.map(\.message)) \(damaged.text)\n\(result.text)")
            #expect(result.schema != nil || result.diagnostics.hasErrors)
            guard let schema = result.schema else { continue }
            // Names are such that Swift can be made of it.
            var diagnostics = Diagnostics()
            _ = SwiftGenerator(schema).files(&diagnostics)
            let clashes = diagnostics.all.filter {
                $0.severity == .error && $0.rule != "generation.recursive-struct"
            }
            #expect(clashes.isEmpty, "\(clashes.map(\.message)) \(damaged.text)\n\(result.text)")
        }
    }

    @Test func theDocumentBecomesTypesWithItsLosses() throws {
        let result = JSONSchemaImport.type(of: try JSONValue(parsing: DamageTests.document), formats: .assertions)
        #expect(result.diagnostics.all.isEmpty)
        let keywords = Set(result.losses.filter(\.changesVerdicts).map(\.keyword))
        #expect(
            keywords.isSuperset(of: [
                "patternProperties", "propertyNames", "dependentRequired", "prefixItems", "contains",
            ]))
        #expect(!result.isLossless)
    }

    @Test func aTreeOfReferencesIsReadOnce() throws {
        // Each definition refers twice to the next: 2^40 ways.
        let definitions = (0..<40).map {
            "\"d\($0)\": {\"anyOf\": [{\"$ref\": \"#/$defs/d\($0 + 1)\"}, {\"$ref\": \"#/$defs/d\($0 + 1)\"}]}"
        }
        let text =
            "{\"$ref\": \"#/$defs/d0\", \"$defs\": {\(definitions.joined(separator: ",")), \"d40\": {\"type\": \"string\"}}}"
        let result = JSONSchemaImport.type(of: try JSONValue(parsing: text))
        #expect(result.isLossless)
    }
}
