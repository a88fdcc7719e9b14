import AnnalsDiagnostics
import AnnalsYAML
import Testing

struct YAMLLoaderTests {
    private func load(_ bytes: some Sequence<UInt8>) -> (Node?, [Diagnostic]) {
        var diagnostics = Diagnostics()
        let node = YAMLLoader.load(Array(bytes), file: "a.yaml", diagnostics: &diagnostics)
        return (node, diagnostics.all)
    }

    @Test(arguments: [
        ("a: &x [1]\nb: *x\n", nil), ("%YAML 1.1\n---\na: 1\n...\n", nil), ("a: ! text", nil),
        ("a:\r\n  b: 1\r\n", nil),
        ("\u{FEFF}a: 1\nb: 2\n", nil), ("", "yaml.empty"), ("# only\n", "yaml.empty"), ("a: *x", "yaml.alias"),
        ("a: &x { b: *x }", "yaml.alias"), ("a: 1\na: 2", "yaml.duplicate-key"), ("a: 1\n'a': 2", "yaml.duplicate-key"),
        ("<<: 1", "yaml.merge"), ("? [a]\n: b", "yaml.key"), ("? {a: b}\n: c", "yaml.key"), ("a: !!int 1", "yaml.tag"),
        ("a: !!map {}", "yaml.tag"), ("a: !x []", "yaml.tag"), ("a: 1\n---\nb: 2", "yaml.documents"),
        ("\ta: 1", "yaml.syntax"), ("a: b: c", "yaml.syntax"), ("a: [1", "yaml.syntax"), ("a: \"x", "yaml.syntax"),
        ("a: @x", "yaml.syntax"), ("a: \u{1}", "yaml.syntax"), ("a: 'x' y", "yaml.syntax"),
        ("- a\nb: c", "yaml.syntax"),
    ])
    func acceptsOrRefuses(text: String, rule: String?) {
        let (node, diagnostics) = load(text.utf8)
        #expect(diagnostics.map(\.rule) == (rule.map { [$0] } ?? []))
        #expect((node == nil) == (rule != nil))
        #expect(diagnostics.allSatisfy { $0.location?.file == "a.yaml" })
    }

    @Test(arguments: [
        ([0x61, 0x3A, 0x20, 0xFF], 1, 4), ([0x61, 0x0A, 0xC3], 2, 1), ([0x61, 0x0A, 0xED, 0xA0, 0x80], 2, 1),
        ([0xC3, 0xA4, 0xC0, 0xAF], 1, 3),
    ])
    func saysWhereAFileIsNotUTF8(bytes: [UInt8], line: Int, column: Int) {
        let (node, diagnostics) = load(bytes)
        #expect(node == nil)
        #expect(diagnostics.map(\.rule) == ["yaml.not-utf8"])
        #expect(diagnostics.first?.location?.line == line)
        #expect(diagnostics.first?.location?.column == column)
    }

    @Test func refusesAFileThatIsTooLarge() {
        let (node, diagnostics) = load([UInt8](repeating: 0x23, count: YAMLLoader.maximumSize + 1))
        #expect(node == nil)
        #expect(diagnostics.map(\.rule) == ["yaml.too-large"])
        #expect(diagnostics.first?.message.contains("4194304") == true)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func refusesDeepNestingWithoutRecursion(opening: String) {
        let (node, diagnostics) = load(String(repeating: opening, count: 100_000).utf8)
        #expect(node == nil)
        #expect(diagnostics.count == 1)
    }

    @Test func nestsAsDeepAsStated() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(load(nested(YAMLLoader.maximumDepth + 1).utf8).0 != nil)
        #expect(load(nested(YAMLLoader.maximumDepth + 2).utf8).1.map(\.rule) == ["yaml.too-deep"])
    }

    @Test func aliasesDoNotNestDeeperThanStated() {
        var text = "a0: &a0 [x]\n"
        for index in 1...1000 { text += "a\(index): &a\(index) [*a\(index - 1)]\n" }
        #expect(load(text.utf8).1.map(\.rule) == ["yaml.too-deep"])
    }

    @Test func aliasesDoNotExpandWithoutEnd() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for index in 1...20 {
            let inner = Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ")
            text += "a\(index): &a\(index) [\(inner)]\n"
        }
        #expect(load(text.utf8).1.map(\.rule) == ["yaml.too-many-nodes"])
    }

    @Test func oneLongLineIsReadInOneGo() {
        let text = "a: [" + Array(repeating: "x", count: 100_000).joined(separator: ",") + "]"
        guard case .mapping(let entries, _) = load(text.utf8).0, case .sequence(let nodes, _) = entries[0].value else {
            Issue.record("no list")
            return
        }
        #expect(nodes.count == 100_000)
        #expect(nodes.last?.location.column == text.utf8.count - 1)
    }

    @Test func aDuplicateKeyNamesTheFirstAndGoesOn() {
        let (_, diagnostics) = load("a: 1\nb: 1\na: 2\nb: 2\n".utf8)
        #expect(diagnostics.map { $0.location?.line } == [3, 4])
        #expect(diagnostics.map { $0.notes.first?.location?.line } == [1, 2])
    }

    @Test func showsHowAnExpressionIsWrittenInYAML() throws {
        let suggestion = try #require(load("upcast:\n  b: old.a ? 'x' : 'y'\n".utf8).1.first?.suggestion)
        #expect(suggestion.hasSuffix("b: |\n  old.a ? 'x' : 'y'"))
        #expect(load("upcast:\n  b: |\n    old.a ? 'x' : 'y'\n".utf8).0 != nil)
    }
}
