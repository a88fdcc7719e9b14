import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

/// Rules over `this`: when they are looked at, what they say and what samples make of them.
@Suite struct RuleTests {
    private static let text = """
        annals: 1
        types:
          Line:
            fields: { price: int, count: { type: int, minimum: 1, default: 1 } }
            rules: [{ id: price, expression: this.price * this.count < 100, message: a line is cheap }]
        aggregates:
          Order: { id: { id: int }, ignore: [Placed] }
        events:
          Placed:
            aggregate: Order
            fields: { id: int, lines: list<Line>, total: int }
            rules: [{ id: total, expression: "this.total == this.lines.map(l, l.price * l.count).sum()" }]
        """

    private func schema() throws -> Schema {
        try Schemas.load([SchemaSource(path: "test.yaml", text: Self.text)])
    }

    private func violations(_ payload: String) throws -> [String] {
        let schema = try schema()
        let version = try #require(schema.event("Placed")?.versions.last)
        return Validator(schema).violations(of: try JSONValue(parsing: payload), as: version).map(\.description)
    }

    @Test func aValidPayloadHasNoViolations() throws {
        #expect(try violations(#"{"id":1,"lines":[{"price":2,"count":3},{"price":1}],"total":7}"#) == [])
    }

    @Test func aBrokenRuleSaysWhatItDemandsOrItsExpression() throws {
        #expect(
            try violations(#"{"id":1,"lines":[{"price":2}],"total":1}"#) == [
                "the payload must satisfy the rule total: this.total == this.lines.map(l, l.price * l.count).sum() "
                    + #"(found {"id":1,"lines":[{"price":2}],"total":1}) [rules]"#
            ])
        #expect(
            try violations(#"{"id":1,"lines":[{"price":1},{"price":200}],"total":201}"#) == [
                #"/lines/1 must satisfy the rule price: a line is cheap (found {"price":200}) [rules]"#
            ])
    }

    @Test func aRuleThatCannotBeDecidedIsBroken() throws {
        let found = try violations(#"{"id":1,"lines":[{"price":9223372036854775807,"count":2}],"total":0}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("/lines/0 must satisfy the rule price, which cannot be decided: ") == true)
    }

    @Test(arguments: [#"{"id":1,"lines":[{"price":2,"count":0}],"total":1}"#, #"{"id":"x","lines":[],"total":1}"#])
    func rulesOfWhatIsWrongOtherwiseAreNotLookedAt(payload: String) throws {
        let found = try violations(payload)
        #expect(found.count == 1)
        #expect(found.allSatisfy { !$0.hasSuffix("[rules]") })
    }

    @Test func samplesSatisfyEquationsThatChanceHardlyMeets() throws {
        let schema = try schema()
        let version = try #require(schema.event("Placed")?.versions.last)
        let payloads = Sampler(schema).payloads(of: version, count: 200)
        #expect(payloads.count == 200)
        #expect(payloads.contains { if case .array(let lines)? = $0["lines"] { lines.count > 1 } else { false } })
        let validator = Validator(schema)
        #expect(payloads.allSatisfy { validator.violations(of: $0, as: version).isEmpty })
    }
}
