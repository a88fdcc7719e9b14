import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Testing

/// Our own cases, in all forms: evaluated and compiled, plain and lifted.
@Suite struct OwnCaseTests {
    @Test("Every case ends as its table says, in every form")
    func cases() async throws {
        let compiled = try await Agreement.compiled.value
        for test in OwnCaseForms.all { for problem in test.problems(compiled) { Issue.record("\(problem)") } }
        print("Own cases: \(OwnCaseForms.all.count), in \(OwnCaseForms.all.flatMap(\.subjects).count * 2) executions")
        #expect(OwnCaseForms.all.count >= 150)
    }

    @Test(
        "The evaluator ends what has no end",
        arguments: ["size('x'.replace('', text + text))", "xs.map(x, xs.map(y, x))"])
    func limits(source: String) throws {
        let environment = World.shared.environment(OwnCase.variables)
        let expression = try #require(ExpressionChecker(environment).check(source, expected: nil).expression)
        let outcome = Outcome { () throws(EvaluationError) in
            try Evaluator.evaluate(
                expression, with: OwnCase.values, limits: EvaluationLimits(steps: 8, size: 20)
            ) { _ in [:] }
        }
        guard case .failure(let error) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(error.kind == .limitExceeded)
    }
}

/// The forms of a case of our own.
struct OwnCaseForms: Sendable {
    static let all = (OwnCase.schema + OwnCase.language).map(OwnCaseForms.init)

    let test: OwnCase
    /// The plain form and the lifted one, as far as the checker accepts them.
    let subjects: [Subject]
    private let refusal: String?

    init(_ test: OwnCase) {
        self.test = test
        let (plain, refusal) = OwnCaseForms.subject("own \(test.expression)", test.expression, [:], [:])
        var subjects = [plain].compactMap { $0 }
        // What was refused for its literals may run once they are variables.
        if case .refused = test.expected {
        } else if let lifting = Lifting(test.expression) {
            let (lifted, _) = OwnCaseForms.subject(
                "own lifted \(test.expression)", lifting.source, lifting.variables, lifting.values)
            subjects += [lifted].compactMap { $0 }
        }
        self.subjects = subjects
        self.refusal = refusal
    }

    private static func subject(
        _ id: String, _ source: String, _ types: [String: ExpressionType], _ values: [String: Value]
    ) -> (Subject?, refusal: String?) {
        let variables = OwnCase.variables.merging(types) { $1 }
        let outcome = ExpressionChecker(World.shared.environment(variables)).check(source, expected: nil)
        guard let expression = outcome.expression else {
            let issues = outcome.issues.filter { $0.severity == .error }
            return (nil, issues.map { "\($0.message) (\($0.suggestion ?? "no suggestion"))" }.joined(separator: "; "))
        }
        return (
            Subject(
                id: id, expression: expression, variables: variables,
                inputs: [OwnCase.values.merging(values) { $1 }]), nil
        )
    }

    /// What is wrong with the case; nothing when it is right in all forms.
    func problems(_ compiled: [String: [Outcome]]) -> [String] {
        if let refusal {
            switch test.expected {
            case .refused(let text):
                return refusal.contains(text) ? [] : ["\(test.expression) is refused with: \(refusal)"]
            // What always fails may be found when the schema loads.
            case .error, .message: return subjects.isEmpty ? [] : subjects.flatMap { problems($0, compiled) }
            case .value: return ["\(test.expression) is refused: \(refusal)"]
            }
        }
        if case .refused = test.expected { return ["\(test.expression) is accepted"] }
        return subjects.flatMap { problems($0, compiled) }
    }

    private func problems(_ subject: Subject, _ compiled: [String: [Outcome]]) -> [String] {
        guard let input = subject.inputs.first, let compiled = compiled[subject.id]?.first else {
            return ["\(subject.id) has not run"]
        }
        let evaluated = Outcome { () throws(EvaluationError) in
            try World.shared.evaluate(subject.expression, input)
        }
        return [("evaluator", evaluated), ("compiled", compiled)].compactMap { name, outcome in
            isExpected(outcome) ? nil : "\(subject.expression.source), \(name): ended with \(outcome)"
        }
    }

    private func isExpected(_ outcome: Outcome) -> Bool {
        switch (test.expected, outcome) {
        case (.error(let kind), .failure(let error)): error.kind == kind
        case (.message(let message), .failure(let error)): error.message == message
        case (.value(let source), .value): outcome == OwnCaseForms.value(source)
        default: false
        }
    }

    /// The value of the simple expression that a table states.
    private static func value(_ source: String) -> Outcome? {
        let outcome = ExpressionChecker(World.shared.environment([:])).check(source, expected: nil)
        return outcome.expression.map { expression in
            Outcome { () throws(EvaluationError) in try World.shared.evaluate(expression, [:]) }
        }
    }
}
