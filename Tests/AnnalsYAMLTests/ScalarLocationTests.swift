import AnnalsDiagnostics
import AnnalsYAML
import Testing

/// Every part of a scalar's text is found again in the source.
struct ScalarLocationTests {
    private func scalars(_ text: String) throws -> [Scalar] {
        func collect(_ node: Node) -> [Scalar] {
            switch node {
            case .scalar(let scalar): [scalar]
            case .sequence(let nodes, _): nodes.flatMap(collect)
            case .mapping(let entries, _): entries.flatMap { [$0.key] + collect($0.value) }
            }
        }
        var diagnostics = Diagnostics()
        let node = YAMLLoader.load(Array(text.utf8), file: "a.yaml", diagnostics: &diagnostics)
        return collect(try #require(node, "\(diagnostics.all)"))
    }

    /// The source text at a location within one line.
    private func text(_ source: String, _ location: AnnalsDiagnostics.SourceLocation) -> String {
        let lines = source.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let line = lines[location.line - 1]
        let columns = location.column - 1..<min(location.endColumn - 1, line.count)
        return String(decoding: line[columns], as: UTF8.self)
    }

    @Test(arguments: [
        "key: plain text needle here", "key: 'quoted needle'", "key: \"double needle here\"",
        "key: |\n  a\n  b needle c\n",
        "key: |-\n    first\n\n    third needle\n", "key: >\n  folded text\n  goes needle on\n\n  next\n",
        "key: |2\n    indented needle\n", "ä: öü needle ß", "key: { inner: [a, needle] }",
        "key: plain\n  goes on\n  needle",
        "key: 'it''s a needle'", "key: \"tab\\t and \\u00e4 needle\"", "\u{FEFF}key: needle",
        "key: 'two\n\n  lines needle'",
        "key: \"cut \\\n  needle\"", "\n\n# comment needle\nkey:   needle # after", "key: |\n  ä needle\r\n",
        "a: b\r\nkey: needle\r\n",
    ])
    func findsAWord(source: String) throws {
        let scalar = try #require(try scalars(source).first { $0.text.contains("needle") })
        let bytes = Array(scalar.text.utf8)
        let needle = Array("needle".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
        #expect(text(source, scalar.location(of: start..<start + needle.count)) == "needle")
    }

    @Test func literalBlocksAreExactAtEveryByte() throws {
        let source = "a:\n  b: |\n    one(two)\n      three\n\n    four\n"
        let scalar = try #require(try scalars(source).last)
        #expect(scalar.text == "one(two)\n  three\n\nfour\n")
        for (offset, byte) in scalar.text.utf8.enumerated() where byte != 0x0A {
            #expect(text(source, scalar.location(of: offset..<offset + 1)) == String(UnicodeScalar(byte)))
        }
    }

    @Test func aPlainScalarEndsWhereItEnds() throws {
        let scalar = try #require(try scalars("key: value  # comment").last)
        #expect(scalar.location == .init(file: "a.yaml", line: 1, column: 6, endLine: 1, endColumn: 11))
        #expect(scalar.isCutByComment)
        #expect(try scalars("key: value").last?.isCutByComment == false)
    }

    @Test func theRestOfAScalarKeepsItsPlaces() throws {
        let source = "key: item in event.items"
        let rest = try #require(try scalars(source).last).suffix(from: 8)
        #expect(rest.text == "event.items")
        #expect(text(source, rest.location(of: 6..<11)) == "items")
        #expect(rest.location.column == 14)
    }

    @Test func stylesAreKnown() throws {
        let source = "- plain\n- 'single'\n- \"double\"\n- |\n  literal\n- >\n  folded\n"
        #expect(try scalars(source).map(\.style) == [.plain, .singleQuoted, .doubleQuoted, .literal, .folded])
    }

    @Test func scalarsStayText() throws {
        #expect(try scalars("[NO, 1.10, 010, null, ~, yes]").map(\.text) == ["NO", "1.10", "010", "null", "~", "yes"])
    }
}
