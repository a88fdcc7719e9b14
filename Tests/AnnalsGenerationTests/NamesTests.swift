import AnnalsDiagnostics
import AnnalsSchema
import Testing

@testable import AnnalsGeneration

@Suite("Names")
struct NamesTests {
    @Test(
        "of files follow from the schema file's name",
        arguments: [
            ("orders.yaml", "Orders.generated.swift"), ("bank-accounts.yml", "BankAccounts.generated.swift"),
            ("a_b.yaml", "AB.generated.swift"), ("Orders.yaml", "Orders.generated.swift"),
            ("v1.2 final.yaml", "V12Final.generated.swift"), ("é.yaml", "Schema.generated.swift"),
            (".yaml", "Schema.generated.swift"),
        ])
    func files(_ schema: String, _ swift: String) {
        #expect(SwiftFileName.swiftFile(for: schema) == swift)
    }

    @Test(
        "are escaped where Swift needs it",
        arguments: [
            ("class", "`class`"), ("default", "`default`"), ("inout", "`inout`"), ("name", "name"), ("get", "get"),
        ])
    func escapes(_ name: String, _ swift: String) {
        #expect(SwiftIdentifier.escaped(name) == swift)
    }

    @Test(
        "of cases begin small",
        arguments: [
            ("OrderCreated", "orderCreated"), ("URLOpened", "urlOpened"), ("URL", "url"), ("Default", "`default`"),
        ])
    func cases(_ type: String, _ name: String) {
        #expect(SwiftIdentifier.lowercased(type) == name)
    }

    @Test(
        "in literals keep their meaning",
        arguments: [
            ("plain é ✓", #""plain é ✓""#), ("\"\\(x)\n\t\0", #""\"\\(x)\n\t\0""#), ("\u{7}", #""\u{7}""#),
            ("e\u{301}", #""e\u{301}""#), ("\u{202E}", #""\u{202e}""#),
        ])
    func literals(_ text: String, _ literal: String) {
        #expect(SwiftLiteral.string(text) == literal)
    }

    @Test("in comments end no comment and warn of nothing")
    func comments() {
        #expect(CodePrinter.commentLines("\n a */ b\0 \r\nc  \u{2028}d\n") == [" a */ b", "c", "d"])
    }

    @Test(
        "that clash are reported",
        arguments: [
            ("types: { Thing: { fields: { V1: string } } }", "schema.name"),
            (NamesTests.keyColumn, "generation.reserved-name"),
            ("types: { Key: { fields: { a: string } } }", "generation.reserved-name"),
            ("types: { Level: { enum: [allCases] } }", "generation.reserved-name"),
            ("types: { A: { type: string, pattern: x }, ARule: { enum: [b] } }", "generation.name-clash"),
        ])
    func clashes(_ yaml: String, _ rule: String) {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(
            [SchemaSource(path: "a.yaml", text: "annals: 1\n\(yaml)\n")], diagnostics: &diagnostics)
        if let schema { _ = SwiftGenerator(schema).files(&diagnostics) }
        #expect(diagnostics.all.contains { $0.rule == rule && $0.suggestion != nil })
    }

    @Test(
        "of structs inside themselves are reported where Swift cannot lay them out",
        arguments: [
            ("types: { Node: { fields: { next: Node? } } }", true),
            ("types: { A: { fields: { b: B? } }, B: { fields: { a: A? } } }", true),
            ("types: { Node: { fields: { next: list<Node>, named: map<Node>, all: list<Node>? } } }", false),
        ])
    func recursion(_ yaml: String, _ isReported: Bool) throws {
        let schema = try loadSchema(["a.yaml": "annals: 1\n\(yaml)\n"])
        var diagnostics = Diagnostics()
        _ = SwiftGenerator(schema).files(&diagnostics)
        #expect(diagnostics.all.contains { $0.rule == "generation.recursive-struct" } == isReported)
    }

    private static let keyColumn = """
        events: { E: { aggregate: A, fields: { id: uuid } } }
        aggregates: { A: { id: { id: uuid }, ignore: [E] } }
        projections: { P: { key: { id: uuid }, columns: { key: string? }, on: { E: { delete: true } } } }
        """

    @Test("of two schema files must not give the same Swift file")
    func fileClash() throws {
        let schema = try loadSchema(["a-b.yaml": "annals: 1\n", "a_b.yaml": "annals: 1\n"])
        var diagnostics = Diagnostics()
        _ = SwiftGenerator(schema).files(&diagnostics)
        #expect(diagnostics.all.map(\.rule) == ["generation.file-clash"])
        #expect(diagnostics.all.first?.location?.file == "a_b.yaml")
    }
}
