import AnnalsCompatibility
import AnnalsSchema
import Testing

/// What a finding says of a published version that was edited.
@Suite struct ShapeDifferenceTests {
    /// An event with a field of each kind, and the text of one of them.
    private func schema(_ types: String, _ field: String) throws -> Schema {
        try Schemas.load([
            SchemaSource(
                path: "test.yaml",
                text: """
                    annals: 1
                    namespace: test
                    types:
                      Card: { fields: { number: string } }
                      Cash: { fields: { amount: int } }
                      Coin: { fields: { amount: int? } }
                    \(types)
                    aggregates:
                      Thing:
                        id: { id: uuid }
                        ignore: [Happened]
                    events:
                      Happened:
                        aggregate: Thing
                        fields: { id: uuid, it: \(field) }
                    """)
        ])
    }

    @Test(arguments: [
        ("", "string", "", "int", "field `it` was string, is int"),
        ("", "string", "", "string?", "field `it` became optional"),
        ("", "list<int?>", "", "list<int>", "field `it[]` may no longer be null"),
        ("", "string", "", "{ type: string, nullable: true }", "field `it` may be null"),
        ("", "{ type: int, minimum: 1 }", "", "int", "`minimum` of field `it` was 1, is gone"),
        ("", "string", "", "{ type: string, default: a }", "the default of field `it` is new: \"a\""),
        ("  It: { enum: [a, b] }", "It", "  It: { enum: [a, c] }", "It", "value \"b\" of field `it` was removed"),
        ("  It: { enum: [a] }", "It", "  It: { enum: [a], open: true }", "It", "field `it` takes unknown values"),
        (
            "  It: { union: { a: Card }, discriminator: kind }", "It",
            "  It: { union: { a: Card, b: Cash }, discriminator: kind }", "It",
            "alternative `b` of field `it` was added"
        ),
        (
            "  It: { union: { a: Card, b: Cash }, discriminator: kind }", "It",
            "  It: { union: { a: Card }, discriminator: kind }", "It", "alternative `b` of field `it` was removed"
        ),
        (
            "  It: { union: { a: Card, b: Cash }, discriminator: kind }", "It",
            "  It: { union: { a: Card, b: Coin }, discriminator: kind }", "It", "field `it<b>.amount` became optional"
        ),
        (
            "  It: { union: { a: Card }, discriminator: kind }", "It",
            "  It: { union: { a: Card }, discriminator: type }", "It",
            "the discriminator of field `it` was \"kind\", is \"type\""
        ),
        (
            "  It: { union: { a: Card }, discriminator: kind }", "It", "", "Card", "field `it` was a union, is a struct"
        ),
    ]) func eachChangeHasItsWords(
        oldTypes: String, oldField: String, newTypes: String, newField: String, words: String
    ) throws {
        let (before, after) = (try schema(oldTypes, oldField), try schema(newTypes, newField))
        let report = CompatibilityChecker(samples: 50).check(after, against: before)
        let finding = try #require(report.findings.first { $0.rule == .publishedChanged && $0.subject == "Happened" })
        #expect(finding.details.contains(words), "\(finding.details)")
    }
}
