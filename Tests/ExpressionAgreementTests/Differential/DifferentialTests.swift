import AnnalsExpression
import Foundation
import Testing

/// The evaluator and emitted Swift agree on random expressions over random values, error for error and word for word.
///
/// `Scripts/differential` runs more of them, with other seeds.
@Suite struct DifferentialTests {
    @Test func bothExecutionsAgree() async throws {
        let run = Corpus.differential
        let outcomes: [[Outcome]]
        if Corpus.isLongRun {
            outcomes = try CompiledProgram.outcomes(of: run.subjects)
        } else {
            let compiled = try await Agreement.compiled.value
            outcomes = run.subjects.map { compiled[$0.id] ?? [] }
        }
        let errors = outcomes.joined().count { if case .failure = $0 { true } else { false } }
        print(
            """
            Differential test: seed \(run.size.seed), \(run.subjects.count) expressions, \(run.pairs) pairs, of which \
            \(errors) end with an error; refused \(run.refusals.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
            """)
        #expect(outcomes.joined().count == run.pairs)
        let found = zip(run.subjects, outcomes).compactMap { Disagreement($0, $1) }
        print("Differential test: \(found.count) expressions disagree")
        for disagreement in found.dropFirst(3) { Issue.record("the executions disagree: \(disagreement)") }
        for disagreement in found.prefix(3) {
            Issue.record("the executions disagree: \(try Shrinker.shrink(disagreement))")
        }
    }

    @Test func whatIsGeneratedIsWellTyped() {
        #expect(Corpus.differential.surprises.prefix(10).map(\.self) == [])
    }

    /// Rows that no call by name reaches, with the reason.
    private static let unreachable: [String: String] = [:]

    @Test func everyRowAndEveryFormIsGenerated() {
        let rows = Corpus.differential.rowsInUse
        let missing = OverloadTable.all.map(\.id).filter { !rows.contains($0) && Self.unreachable[$0] == nil }
        #expect(missing == [])
        #expect(Self.unreachable.keys.filter(rows.contains) == [])
        #expect(Corpus.differential.macrosInUse == Set(TypedNode.Comprehension.Macro.allCases))
        #expect(TypedNode.forms.subtracting(Corpus.differential.formsInUse) == [])
    }
}
