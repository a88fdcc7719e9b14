import AnnalsExpression
import Testing

/// A handler gives the same rows on every replay, because nothing that can be written reads a clock, chance or the machine.
@Suite struct DeterminismTests {
    @Test func everyFunctionFollowsFromItsArguments() {
        // One without arguments would be a constant, or would read something else.
        #expect(OverloadTable.all.filter { $0.parameters.isEmpty }.map(\.id) == [])
        let suspicious = ["now", "random", "uuid", "env", "today", "rand", "hash"]
        #expect(OverloadTable.functionNames.filter { suspicious.contains($0.lowercased()) } == [])
    }

    @Test(arguments: ["now()", "timestamp()", "random()", "uuid()", "getenv('HOME')", "old.getHours('Europe/Berlin')"])
    func whatWouldDifferIsNotKnown(text: String) {
        let outcome = ExpressionChecker(TypeEnvironment(variables: ["old": .timestamp])).check(text, expected: nil)
        #expect(outcome.expression == nil && outcome.issues.count == 1, "\(text)")
    }
}
