import AnnalsCompatibility
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

@Suite struct StepDecisionTests {
    /// The versions of the only event of which it is decided that they arrive.
    private func decided(_ versions: [String], _ types: String = "") throws -> [Int] {
        let text = Situation.tree(
            versions.enumerated().map { "\($0.offset + 1): \($0.element)" }.joined(separator: "\n"), types: types)
        let schema = try Schemas.load([SchemaSource(path: "test.yaml", text: text)])
        let report = CompatibilityChecker(samples: 30).check(schema, lock: nil)
        let subject = try #require(report.subjects.first)
        #expect(Set(subject.decided).isDisjoint(with: subject.searched))
        return subject.decided
    }

    private func isDecided(_ old: String, _ new: String, _ step: String, _ types: String = "") throws -> Bool {
        let comma = step.isEmpty ? "" : ", "
        return try decided(["{ fields: { id: uuid\(old) } }", "{ fields: { id: uuid\(new) }\(comma)\(step) }"], types)
            == [1]
    }

    @Test(arguments: [
        (", a: int", ", a: int", ""), (", a: int32", ", a: int?", ""),
        (", a: int32", ", a: double", ""),
        (", a: { type: int, minimum: -3 }", ", a: { type: double, minimum: -4 }", ""),
        (", a: string?", ", a: { type: string, default: x }", ""),
        (", a: string", ", a: string, b: { type: int, minimum: 3, default: 4 }", ""),
        (", a: { type: int, minimum: 3 }", ", b: { type: int, minimum: 2 }", "upcast: { b: old.a }"),
        (
            ", a: { type: string, pattern: '^[a-c]+$' }", ", b: { type: string, pattern: '^[a-z]*$' }",
            "upcast: { b: old.a }"
        ),
        (", a: int", ", b: string", "upcast: { b: string(old.a) + ' pieces' }"),
        (", a: int", ", a: { type: int, minimum: 0 }", "upcast: { a: '3' }, drop: [a]"),
        (", a: bool", ", a: { type: string, maxLength: 3 }", "upcast: { a: \"old.a ? 'yes' : 'no'\" }"),
        (", a: { type: int?, maximum: 3 }", ", a: { type: int, maximum: 5 }", "upcast: { a: old.?a.orValue(4) }"),
        (
            ", a: { type: int?, maximum: 3 }", ", a: { type: int, maximum: 5 }",
            "upcast: { a: 'has(old.a) ? old.a : 5' }"
        ),
        (", a: int", ", a: double", "upcast: { a: double(old.a) }"),
        (", a: string", ", a: { type: list<string>, minItems: 1 }", "upcast: { a: '[old.a]' }"),
        (", a: list<int32>", ", a: list<int>", ""), (", a: map<int>", ", a: map<double>", ""),
    ]) func whatIsCertainIsDecided(old: String, new: String, step: String) throws {
        #expect(try isDecided(old, new, step))
    }

    @Test(arguments: [
        (", a: { type: int, minimum: 3 }", ", b: { type: int, minimum: 4 }", "upcast: { b: old.a }"),
        (", a: string", ", a: int", "upcast: { a: int(old.a) }"),
        (", a: int", ", a: int", "upcast: { a: old.a + 1 }"),
        (", a: double", ", a: double", "upcast: { a: old.a * 2.0 }"),
        (", a: { type: list<int>, uniqueItems: true }", ", a: { type: list<double>, uniqueItems: true }", ""),
        (", a: { type: int, multipleOf: 3 }", ", a: { type: double, multipleOf: 3 }", ""),
        (", a: bool", ", a: { type: string, maxLength: 2 }", "upcast: { a: \"old.a ? 'yes' : 'no'\" }"),
        (", a: string", ", a: { type: list<string>, minItems: 2 }", "upcast: { a: '[old.a]' }"),
        (", a: int", ", a: { type: int, maximum: 9 }", "upcast: { a: 'old.a > 9 ? 9 : old.a' }"),
        (", a: int", ", a: int", "upcast: { a: custom }"),
        (", a: int", ", a: int", "rules: [{ id: r, expression: this.a > 0 }]"),
    ]) func whatIsNotCertainIsSearched(old: String, new: String, step: String) throws {
        #expect(try !isDecided(old, new, step))
    }

    private static let nodes = """
        Node:
          versions:
            1: { fields: { value: int32, children: list<Node@1> } }
            2: { fields: { value: int, children: list<Node@2> } }
        """

    @Test func recursiveTypesAreDecided() throws {
        #expect(try isDecided(", a: Node@1", ", a: Node@2", "", StepDecisionTests.nodes))
        let failing = StepDecisionTests.nodes.replacing("value: int,", with: "value: { type: int, minimum: 0 },")
            .replacing("list<Node@2> } }", with: "list<Node@2> }, upcast: { value: old.value } }")
        #expect(try !isDecided(", a: Node@1", ", a: Node@2", "", failing))
    }

    /// One step of a chain that is not certain leaves everything before it uncertain, and nothing behind it.
    @Test func aChainIsDecidedAsAWhole() throws {
        let versions = [
            "{ fields: { id: uuid, a: string } }", "{ fields: { id: uuid, a: int }, upcast: { a: int(old.a) } }",
            "{ fields: { id: uuid, a: int, b: int? } }", "{ fields: { id: uuid, a: double, b: int? } }",
        ]
        #expect(try decided(versions) == [2, 3])
    }

    /// Safe is said only where it is: no payload of a decided version fails.
    @Test(arguments: CheckCase.all) func decidedVersionsArrive(checkCase: CheckCase) throws {
        try expectArrival(try checkCase.schema("current"), checkCase.report())
    }

    @Test func decidedVersionsOfTheExamplesArrive() throws {
        let schema = try Schemas.examples()
        let report = CompatibilityChecker(samples: 10).check(schema, lock: nil)
        #expect(report.subjects.contains { !$0.decided.isEmpty })
        try expectArrival(schema, report)
    }

    private func expectArrival(_ schema: Schema, _ report: CompatibilityReport) throws {
        let (sampler, upcaster) = (Sampler(schema, seed: 7), Upcaster(schema))
        for subject in report.subjects {
            for version in subject.decided {
                let event = try #require(schema.event(subject.name)?.version(version))
                for payload in sampler.payloads(of: event, count: 300) {
                    #expect(throws: Never.self, "\(subject.name) \(version): \(payload.text)") {
                        try upcaster.upcast(payload, event: subject.name, from: version)
                    }
                }
            }
        }
    }
}
