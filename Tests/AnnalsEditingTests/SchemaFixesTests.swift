import AnnalsDiagnostics
import AnnalsEditing
import AnnalsSchema
import Testing

@Suite struct SchemaFixesTests {
    private func fix(_ lines: String) -> (text: String?, fixes: SchemaFixes) {
        let head = "annals: 1\naggregates: { A: { id: { id: uuid }, on: { Done: { set: {} } } } }\nevents:\n"
        let fixes = SchemaFixes([SchemaSource(path: "a.yaml", text: head + lines)])
        return (fixes.files.first.map { String($0.text.dropFirst(head.count)) }, fixes)
    }

    @Test(arguments: [
        // A step in block style, with a comment behind it.
        (
            "  Done:\n    aggregate: A\n    versions:\n      1:\n        fields: { id: uuid, a: int, b: int }\n      2:\n"
                + "        fields:\n          id: uuid # c\n\n  # end\n",
            "  Done:\n    aggregate: A\n    versions:\n      1:\n        fields: { id: uuid, a: int, b: int }\n      2:\n"
                + "        fields:\n          id: uuid # c\n        drop: [a, b]\n\n  # end\n"
        ),
        // In brackets, and beside what is dropped already.
        (
            "  Done: { aggregate: A, versions: { 1: { fields: { id: uuid, a: int } }, 2: { fields: { id: uuid } } } }\n",
            "  Done: { aggregate: A, versions: { 1: { fields: { id: uuid, a: int } }, 2: { fields: { id: uuid }, "
                + "drop: [a] } } }\n"
        ),
        (
            "  Done:\n    aggregate: A\n    versions:\n      1: { fields: { id: uuid, a: int, b: int } }\n      2:\n"
                + "        fields: { id: uuid }\n        drop: [b]\n",
            "  Done:\n    aggregate: A\n    versions:\n      1: { fields: { id: uuid, a: int, b: int } }\n      2:\n"
                + "        fields: { id: uuid }\n        drop: [b, a]\n"
        ),
        (
            "  Done:\n    aggregate: A\n    versions:\n      1: { fields: { id: uuid, a: int, b: int } }\n      2:\n"
                + "        fields: { id: uuid }\n        drop:\n        - b # this\n",
            "  Done:\n    aggregate: A\n    versions:\n      1: { fields: { id: uuid, a: int, b: int } }\n      2:\n"
                + "        fields: { id: uuid }\n        drop:\n        - b # this\n        - a\n"
        ),
        // Names: of keys, types and aggregates.
        (
            "  Done:\n    agregate: A # c\n    fields: { id: uuid, name: strng, list: list<strin> }\n",
            "  Done:\n    aggregate: A # c\n    fields: { id: uuid, name: string, list: list<string> }\n"
        ),
        // One mistake behind another.
        (
            "  Done:\n    aggregate: A\n    versions:\n      1:\n        fieds: { id: uuid, a: int }\n      2:\n"
                + "        fields: { id: uuid }\n",
            "  Done:\n    aggregate: A\n    versions:\n      1:\n        fields: { id: uuid, a: int }\n      2:\n"
                + "        fields: { id: uuid }\n        drop: [a]\n"
        ),
    ])
    func fixes(_ wrong: String, _ right: String) {
        let (text, fixes) = fix(wrong)
        #expect(text == right)
        #expect(!fixes.rest.hasErrors, "\(fixes.rest.all)")
        #expect(!fixes.steps.isEmpty)
    }

    @Test func leavesWhatNeedsAPerson() {
        let (text, fixes) = fix(
            "  Done:\n    aggregate: A\n    versions:\n      1: { fields: { id: uuid } }\n"
                + "      2: { fields: { id: uuid, a: int } }\n")
        #expect(text == nil)
        #expect(fixes.rest.all.map(\.rule) == ["upcast.underivable"])
    }

    @Test func leavesWhatIsRight() {
        let (text, fixes) = fix("  Done: { aggregate: A, fields: { id: uuid } }\n")
        #expect(text == nil && fixes.steps.isEmpty && fixes.rest.all.isEmpty)
    }

    /// Whatever is wrong with a file, its fix ends, and what is written instead is YAML.
    @Test(arguments: SchemaFiles.all.map(\.path))
    func endsForEveryFile(_ path: String) throws {
        let source = try #require(SchemaFiles.all.first { $0.path == path })
        var before = Diagnostics()
        _ = SchemaLoader.load([source], diagnostics: &before)
        let fixes = SchemaFixes([source])
        #expect(fixes.rest.errorCount <= before.errorCount)
        #expect(fixes.files.isEmpty == fixes.steps.isEmpty)
    }
}
