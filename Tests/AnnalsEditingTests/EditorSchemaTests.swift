import AnnalsDiagnostics
import AnnalsSchema
import AnnalsYAML
import Foundation
import JSONTrials
import Testing

@testable import AnnalsEditing

/// What editors say of schema files, by Python's `jsonschema`.
@Suite struct EditorSchemaTests {
    /// The files that load by themselves.
    private static let loadable = SchemaFiles.all.filter { source in
        var diagnostics = Diagnostics()
        return SchemaLoader.load([source], diagnostics: &diagnostics) != nil
    }

    /// Whether each text is as the schema says; nil where Python has no `jsonschema`.
    private func verdicts(_ sources: [SchemaSource]) throws -> [Bool]? {
        var diagnostics = Diagnostics()
        let lines = try sources.map { source in
            let node = try #require(YAMLLoader.load(source.bytes, file: source.path, diagnostics: &diagnostics))
            let json = try JSONSerialization.data(withJSONObject: value(node), options: [.fragmentsAllowed])
            return "0\t\(String(decoding: json, as: UTF8.self))\n"
        }
        let answers = try PythonOracle.answers(
            script: PythonOracle.jsonSchema, schemas: "[[\"7\", \(EditorSchema.text)]]", input: lines.joined())
        return answers?.map { $0 == "1" }
    }

    /// A node as language servers see it: plain scalars have the types of YAML 1.2.
    private func value(_ node: Node) -> Any {
        switch node {
        case .mapping(let entries, _):
            return Dictionary(entries.map { ($0.key.text, value($0.value)) }) { first, _ in first }
        case .sequence(let nodes, _): return nodes.map(value)
        case .scalar(let scalar):
            guard scalar.style == .plain else { return scalar.text }
            switch scalar.text {
            case "", "~", "null": return NSNull()
            case "true": return true
            case "false": return false
            default: return Int(scalar.text) ?? Double(scalar.text).map { $0.isFinite ? $0 : 0.0 } ?? scalar.text
            }
        }
    }

    @Test func whatLoadsIsFine() throws {
        try #require(Self.loadable.count > 40)
        guard let verdicts = try verdicts(Self.loadable) else { return }
        #expect(verdicts.count == Self.loadable.count)
        #expect(zip(Self.loadable, verdicts).filter { !$1 }.map(\.0.path) == [])
    }

    @Test func mistakesAreMarked() throws {
        let mistakes = [
            "namespace: shop", "annals: 2", "annals: 1\nevnts: {}", "annals: 1\nevents: []",
            "annals: 1\nevents: { A: { fields: { a: int } } }", "annals: 1\nevents: { A: { aggregate: B, field: {} } }",
            "annals: 1\nevents: { A: { aggregate: B, versions: { 0: { fields: {} } } } }",
            "annals: 1\nevents: { A: { aggregate: B, fields: { a: { tpe: int } } } }",
            "annals: 1\nevents: { A: { aggregate: B, fields: { a: { type: int, minLength: -1 } } } }",
            "annals: 1\nevents: { A: { aggregate: B, fields: {}, compatibility: SOME } }",
            "annals: 1\naggregates: { A: { state: {} } }",
            "annals: 1\naggregates: { A: { id: { a: uuid }, on: { B: {} } } }",
            "annals: 1\nprojections: { P: { key: { a: int }, on: { A: { upsert: {}, update: {} } } } }",
            "annals: 1\nprojections: { P: { key: { a: int }, on: { A: { delete: all } } } }",
            "annals: 1\nprojections: { P: { key: { a: int }, on: { A: costum } } }",
            "annals: 1\nprojections: { P: { key: { a: int }, columns: { b: { type: int, index: maybe } }, on: {} } }",
            "annals: 1\nprocesses: { P: { key: { a: int }, on: { A: { begin: true } } } }",
            "annals: 1\ntypes: { T: { enum: [] } }", "annals: 1\ntypes: { T: { enum: a } }",
        ]
        let sources = mistakes.enumerated().map { SchemaSource(path: "\($0).yaml", text: $1) }
        guard let verdicts = try verdicts(sources) else { return }
        #expect(zip(mistakes, verdicts).filter { $1 }.map(\.0) == [])
    }

    @Test func formatAndEditorsKnowTheSameKeys() throws {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(EditorSchema.text.utf8)) as? [String: Any])
        let definitions = try #require(json["definitions"] as? [String: [String: Any]])
        func keys(_ schema: [String: Any]?) -> Set<String> {
            Set((schema?["properties"] as? [String: Any])?.keys.map(\.self) ?? [])
        }
        #expect(keys(json) == Set(Place.document.keys))
        let places: [(String, Place)] = [
            ("aggregate", .aggregate), ("event", .event), ("projection", .projection), ("command", .command),
            ("process", .process), ("type", .type), ("retired", .retirement), ("constraints", .constraints),
        ]
        for (name, place) in places { #expect(keys(definitions[name]) == Set(place.keys), "\(name)") }
        let field = (definitions["field"]?["anyOf"] as? [[String: Any]])?.last
        #expect(keys(field) == Set(Place.field.keys))
        // In a handler of an aggregate stands 'set'.
        #expect(keys(definitions["handler"]).union(["set"]) == Set(Place.handler.keys))
    }

    @Test func itIsJSONAndRefersToWhatThereIs() throws {
        let json = try JSONSerialization.jsonObject(with: Data(EditorSchema.text.utf8))
        let definitions = try #require((json as? [String: Any])?["definitions"] as? [String: Any])
        let names = EditorSchema.text.matches(of: /"#\/definitions\/(\w+)"/).map { String($0.output.1) }
        #expect(Set(names) == Set(definitions.keys))
        #expect(ScalarType.allCases.allSatisfy { EditorSchema.text.contains("\"\($0.rawValue)\"") })
        #expect(ConstraintKeyword.allCases.allSatisfy { EditorSchema.text.contains("\"\($0.rawValue)\": {") })
        #expect(EditorSchema.text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
    }
}
