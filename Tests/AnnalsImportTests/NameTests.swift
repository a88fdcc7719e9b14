import AnnalsDiagnostics
import AnnalsGeneration
import AnnalsImport
import AnnalsJSON
import AnnalsSchema
import Testing

/// Names that Swift or our language has no place for.
@Suite struct NameTests {
    @Test func everyNameFindsAPlace() throws {
        let keys = [
            "Type", "type", "self", "hash", "hashValue", "init", "_a", "ID", "id", "Self", "V1", "_V", "class",
            "ABCDef",
            "Protocol", "description",
        ]
        let values = [
            "in-transit", "in_transit", "inTransit", "self", "init", "42 %", "1st", "allCases", "ünter", "Type",
        ]
        let properties = keys.map {
            "\"\($0)\": {\"type\": \"object\", \"properties\": {\"x\": {\"type\": \"string\"}}}"
        }
        let text = """
            {"type": "object", "properties": {\(properties.joined(separator: ", ")),
              "status": {"enum": [\(values.filter { $0 != "42 %" }.map { "\"\($0)\"" }.joined(separator: ", "))]},
              "numbers": {"enum": ["42 %", "+"]},
              "choice": {"oneOf": [\(["self", "kind", "Card", "card"].map(alternative).joined(separator: ", "))]}},
             "$defs": {"String": {"type": "string", "minLength": 1}}}
            """
        let result = JSONSchemaImport(root: .type("Event")).read(try JSONValue(parsing: text))
        #expect(result.diagnostics.all.isEmpty, "\(result.diagnostics.all.map(\.message))")
        #expect(result.isLossless, "\(result.losses)")
        let schema = try #require(result.schema)
        var diagnostics = Diagnostics()
        _ = SwiftGenerator(schema).files(&diagnostics)
        #expect(diagnostics.all.isEmpty, "\(diagnostics.all.map(\.message))\n\(result.text)")
    }

    private func alternative(_ tag: String) -> String {
        "{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {\"kind\": {\"const\": \"\(tag)\"}}}"
    }
}
