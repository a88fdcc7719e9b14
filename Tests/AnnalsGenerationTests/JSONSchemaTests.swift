import AnnalsJSON
import Testing

@testable import AnnalsGeneration

@Suite("JSON Schema")
struct JSONSchemaTests {
    @Test(
        "takes patterns that mean the same",
        arguments: [
            ("^[A-Z]{3}$", "^[A-Z]{3}$"), ("a.b", "a[^\\n]b"), ("(?:x|y)+\\d{1,}", "(?:x|y)+\\d{1,}"),
            ("[a-z\\-.]", "[a-z\\-.]"), ("\\.", "\\."),
        ])
    func patterns(_ source: String, _ expected: String) {
        #expect(ECMAPattern.translated(source) == expected)
    }

    @Test(
        "leaves out patterns that would mean something else",
        arguments: ["\\s", "(?i)a", "(?P<n>a)", "\\pL", "\\Aa", "[[:alpha:]]", "a{,3}", "]", "\\Qa\\E", "[]a]"])
    func otherPatterns(_ source: String) {
        #expect(ECMAPattern.translated(source) == nil)
    }

    @Test("has a file for each version, with the shared types that it uses")
    func files() throws {
        let schema = try loadSchema(["input.yaml": try Golden.text("Cases/versions/input.yaml")])
        let files = JSONSchemaGenerator(schema).files()
        #expect(files.map(\.name) == (1...4).map { "Changed.v\($0).schema.json" })
        let newest = try JSONValue(parsing: try #require(files.last).text)
        #expect(newest["$defs"]?["Part.v3"]?["required"] == .array([.string("a"), .string("b")]))
        #expect(newest["properties"]?["part"]?["$ref"] == .string("#/$defs/Part.v3"))
        #expect(newest["required"] == .array(["thingId", "part", "more", "label", "at"].map { .string($0) }))
        #expect(newest["additionalProperties"] == nil)
    }

    @Test("bounds integers, and takes null for an optional only")
    func scalars() throws {
        let schema = try loadSchema(["stress.yaml": try Golden.text("../AnnalsGeneratedSamples/stress.yaml")])
        let file = try #require(JSONSchemaGenerator(schema).files().first { $0.name == "Happened.v5.schema.json" })
        let all = try #require(try JSONValue(parsing: file.text)["$defs"]?["All.v1"]?["properties"])
        #expect(all["int"]?["minimum"]?.text == "1")
        #expect(all["int32"]?["minimum"]?.text == "-2147483648")
        #expect(all["uint"]?["maximum"]?.text == "18446744073709551615")
        #expect(all["double"]?["exclusiveMinimum"]?.text == "0")
        #expect(all["uuid"]?["format"]?.text == "\"uuid\"")
        #expect(all["optional"]?["anyOf"]?.text == ##"[{"$ref":"#/$defs/Level.v1"},{"type":"null"}]"##)
    }

    @Test("shows rules that it cannot say as an annotation")
    func rules() throws {
        let schema = try loadSchema(["stress.yaml": try Golden.text("../AnnalsGeneratedSamples/stress.yaml")])
        let file = try #require(JSONSchemaGenerator(schema).files().first { $0.name == "Ignored.v1.schema.json" })
        let json = try JSONValue(parsing: file.text)
        let range = json["$defs"]?["Range.v1"]?["x-annals-rules"]
        guard case .array(let rules)? = range else {
            Issue.record("no rules")
            return
        }
        #expect(rules.count == 3)
        #expect(rules.first?["expression"] == .string("this.low <= this.high"))
        #expect(json["x-annals-rules"] != nil)
    }
}
