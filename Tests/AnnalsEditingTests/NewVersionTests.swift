import AnnalsDiagnostics
import AnnalsEditing
import AnnalsSchema
import AnnalsYAML
import Testing

@Suite struct NewVersionTests {
    /// Files that load by themselves.
    private static let loadable = SchemaFiles.readable.filter { source in
        var diagnostics = Diagnostics()
        return SchemaLoader.load([source], diagnostics: &diagnostics) != nil
    }

    @Test func thereAreFiles() {
        #expect(NewVersionTests.loadable.count > 40)
    }

    /// Whatever gets a new version: all loads, what was there keeps its shape, and the copy has that of the newest.
    @Test(arguments: loadable.map(\.path))
    func everyDeclarationCanGoOn(_ path: String) throws {
        let source = try #require(NewVersionTests.loadable.first { $0.path == path })
        var diagnostics = Diagnostics()
        let before = try #require(SchemaLoader.load([source], diagnostics: &diagnostics))
        let names = before.types.map(\.name) + before.events.filter { $0.retirement == nil }.map(\.name)
        for name in names {
            let version = try #require(NewVersion.edits(name, in: [source], diagnostics: &diagnostics), "\(name)")
            let file = try #require(SourceEdit.apply(version.edits, to: [source]).first)
            let changed = SchemaSource(path: path, text: file.text)
            let after = try #require(
                SchemaLoader.load([changed], diagnostics: &diagnostics), "\(name) \(diagnostics.all)\n\(file.text)")
            let old = shapes(before)
            let new = shapes(after)
            for (id, shape) in old { #expect(new[id] == shape, "\(id)") }
            let added = new.keys.filter { old[$0] == nil }
            #expect(added == [VersionedName(name, version.number)])
            // What is inside itself by way of another type holds its version before, one level deeper.
            let newest = old[VersionedName(name, version.number - 1)]
            if newest?.contains("recursion") == false {
                #expect(new[VersionedName(name, version.number)] == newest)
            }
            #expect(comments(changed).isSuperset(of: comments(source)))
        }
    }

    private func shapes(_ schema: Schema) -> [VersionedName: String] {
        let types = schema.types.flatMap(\.versions).map { ($0.id, CanonicalShape($0, in: schema).text) }
        let events = schema.events.flatMap(\.versions).map { ($0.id, CanonicalShape($0, in: schema).text) }
        return Dictionary(types + events) { first, _ in first }
    }

    private func comments(_ source: SchemaSource) -> Set<String> {
        var diagnostics = Diagnostics()
        let tree = SyntaxTree.read(source.bytes, file: source.path, diagnostics: &diagnostics)
        return Set(tree?.comments.map(\.text) ?? [])
    }

    @Test func aTypeInsideItselfFollows() throws {
        let source = SchemaSource(
            path: "a.yaml",
            text: """
                annals: 1
                types:
                  Tree: { fields: { children: list<Tree>, all: "list<Tree>" } }
                  Wood: { fields: { trees: map<Tree>, Tree: { type: Tree?, name: tree, description: A Tree } } }
                """)
        var diagnostics = Diagnostics()
        let version = try #require(NewVersion.edits("Tree", in: [source], diagnostics: &diagnostics))
        #expect(version.references == 2)
        #expect(
            SourceEdit.apply(version.edits, to: [source]).first?.text == """
                annals: 1
                types:
                  Tree:
                    versions:
                      1:
                        fields: { children: list<Tree@1>, all: "list<Tree@1>" }
                      2:
                        fields: { children: list<Tree@2>, all: "list<Tree@2>" }
                        # Change the fields above. Those that cannot be derived from version 1, and those that are given up:
                        # upcast:
                        #   children: old.children
                        # drop: [children]
                  Wood: { fields: { trees: map<Tree@1>, Tree: { type: Tree@1?, name: tree, description: A Tree } } }
                """)
    }

    @Test(arguments: [
        ("annals: 1\ntypes:\n  A: &a { fields: { b: int } }\n  B: *a\n", "edit.brackets"),
        ("annals: 1\ntypes: { A: { fields: { b: int } } }\n", "edit.brackets"),
        ("annals: 1\ntypes:\n  A:\n", "edit.empty"), ("annals: 1\ntypes:\n  A: { versions: { } }\n", "edit.empty"),
        ("annals: 1\ntypes:\n  A: { versions: { x: { } } }\n", "edit.empty"),
        ("annals: 1\nevents:\n  A: { retired: {} }\n", "edit.retired"), ("a: [\n", "yaml.syntax"),
        ("annals: 1\ntypes:\n  Ab: { enum: [a] }\n", "edit.unknown-name"), ("text", "edit.unknown-name"),
    ])
    func refuses(_ text: String, _ rule: String) {
        var diagnostics = Diagnostics()
        let source = SchemaSource(path: "a.yaml", text: text)
        #expect(NewVersion.edits("A", in: [source], diagnostics: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.rule) == [rule])
    }

    @Test func editsKeepMarksAndLineBreaks() {
        let source = SchemaSource(path: "a", bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8))
        let edits = [
            SourceEdit(path: "a", range: 9..<10, text: "3\nc: 4"), SourceEdit(path: "a", range: 3..<4, text: "0"),
            SourceEdit(path: "b", range: 0..<1, text: "?"), SourceEdit(path: "a", range: 90..<91, text: "?"),
        ]
        #expect(SourceEdit.apply(edits, to: [source]).map(\.text) == ["\u{FEFF}a: 0\r\nb: 3\r\nc: 4\r\n"])
    }
}
