import AnnalsEvaluation
import AnnalsFunctions
import AnnalsValues
import Testing

@testable import AnnalsExpression

/// Parser, checker and evaluator against the cases of CEL.
///
/// What this version does not have must be refused as such; everything else must have the value or the error that the
/// suite states.
@Suite struct ConformanceTests {
    private enum Verdict: String {
        case agrees, refusedAsDemanded, notYetSupported, outOfProfile, differs
    }

    /// How many cases must at least agree, so that none slips into what is not yet supported.
    @Test(arguments: [("open.json", 454), ("extra-open.json", 91)])
    func cases(file: String, agreeing: Int) throws {
        var counts: [Verdict: Int] = [:]
        var differences: [String] = []
        let cases = try ConformanceCase.cases(file)
        guard !cases.isEmpty else { return }
        for test in cases {
            let (verdict, found) = judge(test)
            counts[verdict, default: 0] += 1
            if verdict == .differs { differences.append("\(test.id): \(test.expr) → \(found)") }
        }
        let shown = counts.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", ")
        print("CEL conformance \(file): \(shown)")
        #expect(differences == [])
        #expect(counts[.agrees, default: 0] >= agreeing)
    }

    /// What our static profile refuses: keys of maps that are no strings, a type that nothing determines, order of bools.
    private static let refusals: Set<String> = [
        "fields/in/empty", "lists/concatenation/empty_empty", "extra/845ea40c28",
    ]

    /// The libraries of functions that are not there yet.
    private func isLibrary(_ test: ConformanceCase) -> Bool {
        let functions = [
            "format", "math.", "sets.", "regex.", "base64.", "lists.", "strings.quote", "flatten", "slice", "isSorted",
            "first()", "last()", ".get",
        ]
        return functions.contains { test.expr.contains($0) }
    }

    private func judge(_ test: ConformanceCase) -> (Verdict, found: String) {
        guard test.profile != "out", let environment = test.environment else { return (.outOfProfile, "") }
        let outcome = ExpressionChecker(environment).check(test.expr, expected: nil)
        let refusal = outcome.issues.map(\.shown).joined(separator: "; ")
        guard let expression = outcome.expression else {
            // Ours are types without dyn, maps with string keys, and half of the libraries.
            if isLibrary(test) { return (.notYetSupported, "") }
            if ConformanceTests.refusals.contains(test.id) { return (.outOfProfile, "") }
            switch test.check.verdict {
            case "rejected": return (.refusedAsDemanded, "")
            case "dynamic", "unknown": return (.outOfProfile, "")
            default:
                // An error at run time may as well be found when the schema loads.
                return test.expected?.value == nil && test.expected != nil
                    ? (.refusedAsDemanded, "") : (.differs, refusal)
            }
        }
        if test.check.verdict == "rejected" { return (.differs, "accepted: \(expression.root.outline)") }
        if let type = test.check.type.flatMap({ ConformanceCase.types[$0] }), type != expression.root.type {
            return (.differs, "of type \(expression.root.type), expected \(type)")
        }
        guard let expected = test.expected else { return (.agrees, "") }
        if isLibrary(test), test.expr.contains("format") { return (.notYetSupported, "") }
        return evaluation(of: expression, test, expected)
    }

    private func evaluation(
        of expression: CheckedExpression, _ test: ConformanceCase, _ expected: ConformanceCase.Expected
    ) -> (Verdict, found: String) {
        let variables = (test.bindings ?? [:]).compactMapValues { $0.value?.value }
        do throws(EvaluationError) {
            let value = try Evaluator.evaluate(expression, with: variables) { _ in OrderedMap() }
            guard let wanted = expected.value else { return (.differs, "\(value), expected an error") }
            guard let wanted = wanted.value else { return (.outOfProfile, "") }
            return isSame(value, wanted) ? (.agrees, "") : (.differs, "\(value), expected \(wanted)")
        } catch {
            if !expression.canFail { return (.differs, "fails although it cannot: \(error)") }
            return expected.value == nil ? (.agrees, "") : (.differs, "\(error)")
        }
    }

    /// The same value, where one NaN is as good as another.
    private func isSame(_ left: Value, _ right: Value) -> Bool {
        if case .double(let one) = left, case .double(let other) = right, one.isNaN { return other.isNaN }
        return left.isExactlyEqual(to: right)
    }
}
