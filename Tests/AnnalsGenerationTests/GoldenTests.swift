import AnnalsGeneration
import AnnalsSchema
import Testing

@Suite("Generated Swift")
struct GoldenTests {
    static let cases = ["types", "versions", "expressions", "aggregate", "projections", "processes"]

    @Test("is what was reviewed", arguments: GoldenTests.cases)
    func swift(_ name: String) throws {
        let schema = try loadSchema(["input.yaml": try Golden.text("Cases/\(name)/input.yaml")])
        let files = try generate(schema, SwiftOptions(sqlite: name == "projections"))
        try Golden.expect(try #require(files.first).text, at: "Cases/\(name)/expected.swift")
    }

    /// The samples are a target of their own, so that the build shows that generated code compiles.
    @Test("of the samples is what is compiled")
    func samples() throws {
        let folder = "../AnnalsGeneratedSamples"
        let schema = try loadSchema(["stress.yaml": try Golden.text("\(folder)/stress.yaml")])
        for file in try generate(schema, SwiftOptions(access: .public)) {
            try Golden.expect(file.text, at: "\(folder)/\(file.name)")
        }
    }

    @Test("fits 120 columns and ends every line cleanly", arguments: GoldenTests.cases.filter { $0 != "projections" })
    func lines(_ name: String) throws {
        let schema = try loadSchema(["input.yaml": try Golden.text("Cases/\(name)/input.yaml")])
        for file in try generate(schema) {
            for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
                #expect(line.utf8.count <= 120, "\(file.name): \(line)")
                #expect(line.last?.isWhitespace != true, "\(file.name): \(line)")
            }
        }
    }

    @Test("is the same for the same schema")
    func determinism() throws {
        let input = try Golden.text("../AnnalsGeneratedSamples/stress.yaml")
        let first = try generate(try loadSchema(["a.yaml": input]))
        for _ in 0..<5 { #expect(try generate(try loadSchema(["a.yaml": input])) == first) }
    }

    @Test("says who may use it", arguments: [SwiftOptions.Access.package, .public])
    func access(_ access: SwiftOptions.Access) throws {
        let schema = try loadSchema(["input.yaml": try Golden.text("Cases/versions/input.yaml")])
        let text = try #require(try generate(schema, SwiftOptions(access: access)).first).text
        #expect(text.contains("\n\(access.rawValue) import Annals\n"))
        #expect(text.contains("\n\(access.rawValue) struct Changed: Event {"))
        #expect(text.contains("    \(access.rawValue) init(upcasting old: consuming Changed.V1)"))
    }

    @Test("imports publicly only what public declarations mention")
    func imports() throws {
        let schema = try loadSchema(["a.yaml": "annals: 1\ntypes: { Name: { type: string, minLength: 1 } }\n"])
        let text = try #require(try generate(schema, SwiftOptions(access: .public)).first).text
        #expect(text.contains("\nimport Annals\n"))
        #expect(text.contains("\npublic typealias Name = String\n"))
    }
}
