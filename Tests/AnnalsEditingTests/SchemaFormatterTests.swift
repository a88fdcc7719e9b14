import AnnalsDiagnostics
import AnnalsEditing
import AnnalsSchema
import AnnalsYAML
import Foundation
import JSONTrials
import Testing

@Suite struct SchemaFormatterTests {
    private func formatted(_ text: String) throws -> String {
        var diagnostics = Diagnostics()
        let result = SchemaFormatter.format(SchemaSource(path: "a.yaml", text: text), diagnostics: &diagnostics)
        return try #require(result, "\(diagnostics.all)")
    }

    @Test func thereAreFiles() {
        #expect(SchemaFiles.readable.count > 100)
    }

    @Test(arguments: SchemaFiles.readable.map(\.path))
    func keepsMeaningAndIsIdempotent(_ path: String) throws {
        let source = try #require(SchemaFiles.readable.first { $0.path == path })
        var diagnostics = Diagnostics()
        guard let once = SchemaFormatter.format(source, diagnostics: &diagnostics) else {
            // Only what is no map has no form.
            #expect(diagnostics.all.map(\.rule) == ["format.no-map"])
            return
        }
        #expect(try formatted(once) == once)
        #expect(SchemaFiles.meaning(SchemaSource(path: path, text: once)) == SchemaFiles.meaning(source))
    }

    /// What people read first is in the form that the command gives it.
    @Test(arguments: SchemaFiles.readable.map(\.path).filter { $0.hasPrefix("schemas/") || $0.hasPrefix("Examples/") })
    func examplesAreFormatted(_ path: String) throws {
        let source = try #require(SchemaFiles.readable.first { $0.path == path })
        let text = try formatted(String(decoding: source.bytes, as: UTF8.self))
        #expect(text == String(decoding: source.bytes, as: UTF8.self))
    }

    @Test(arguments: 1...40)
    func survivesAnyLayout(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let source = try #require(
            SchemaFiles.readable.filter { $0.bytes.count < 20_000 }.randomElement(using: &generator))
        var mangler = LayoutMangler(generator: generator)
        let mangled = mangler.mangle(source)
        var diagnostics = Diagnostics()
        let tree = try #require(
            SyntaxTree.read(Array(mangled.utf8), file: source.path, diagnostics: &diagnostics), "\(mangled)")
        guard case .mapping(let entries, _) = tree.root.content, !entries.isEmpty else { return }
        let once = try formatted(mangled)
        #expect(try formatted(once) == once)
        for comment in mangler.comments { #expect(once.components(separatedBy: comment).count == 2) }
        #expect(
            SchemaFiles.meaning(SchemaSource(path: source.path, text: once)) == SchemaFiles.meaning(source))
    }

    @Test func normalises() throws {
        let text = """
            # The file.

            namespace:   shop
            annals: 1   # language
            events:
                # An order.
                OrderPlaced:
                    'aggregate': Order   # owner
                    fields:
                        # Who.
                        orderId:   {type: uuid}
                        note: {description: 'A note',   type: string?}
                        total:
                            minimum: 0
                            type: int
                        tags:
                            type: list<string>
                            maxItems: 3 # not many
                    # the end
                OrderShipped:
                    aggregate: Order
                    fields: { orderId: uuid }



                    # the very end
            types:
                Kind: { enum: [
                   a,  # first
                   b ] }
            """
        #expect(
            try formatted(text) == """
                # The file.

                annals: 1  # language
                namespace: shop

                types:
                  Kind:
                    enum:
                      - a  # first
                      - b

                events:
                  # An order.
                  OrderPlaced:
                    aggregate: Order  # owner
                    fields:
                      # Who.
                      orderId: { type: uuid }
                      note: { type: string?, description: "A note" }
                      total: { type: int, minimum: 0 }
                      tags:
                        type: list<string>
                        maxItems: 3  # not many
                    # the end

                  OrderShipped:
                    aggregate: Order
                    fields: { orderId: uuid }

                    # the very end

                """)
    }

    @Test(arguments: [
        "a: &x { b: 1 }\nc: *x\n", "a: |+\n  text\n\n\nb: >-2\n     deep\n   folded\nc: 1\n", "? a\n: b\n",
        "a:\n- - 1\n  - 2\n-\n".replacing("-\n", with: "- 3\n"), "a: [ ]\nb: { } # none\n", "a: \"b\\\n   c\"\n",
        "a: one\n  two\n\n  three\n", "- a\n- b\n", "a:\n  - # c\n    b: 1\n  - - # d\n      - 2\n", "a:\r\n  b: 1\r\n",
        "a: \"x\"#c\nb: 'it''s'\n", "a: [1, {b: [2,\n # c\n 3]}]\n", "a: |\n\n   text\n   \n    more\nb:\n",
        "{ a: 1, # x\n  b: 2 } # y\n", "&k a: 1\n'b c': 2\n", "a: &x\n  # c\n  - 1\n", "--- # d\na: 1\n...\n",
    ])
    func keepsWhatYAMLHas(_ text: String) throws {
        let once = try formatted(text)
        #expect(try formatted(once) == once)
    }

    @Test(arguments: [
        ("", "yaml.empty"), ("# only\n", "yaml.empty"), ("text\n", "format.no-map"), ("a: [\n", "yaml.syntax"),
        ("a: 1\na: 2\n", "yaml.duplicate-key"), ("{}", "format.no-map"), ("a: !!int 1\n", "yaml.tag"),
    ])
    func refuses(_ text: String, _ rule: String) {
        var diagnostics = Diagnostics()
        #expect(SchemaFormatter.format(SchemaSource(path: "a.yaml", text: text), diagnostics: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.rule) == [rule])
    }
}
