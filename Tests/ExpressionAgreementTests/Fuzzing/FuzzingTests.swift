import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Foundation
import Testing

/// Parser, checker and evaluator survive what a mutator makes of known expressions.
///
/// `Scripts/fuzz-expressions` goes on for as long as it is told to.
@Suite struct FuzzingTests {
    private static func seconds() -> Double? {
        ProcessInfo.processInfo.environment["ANNALS_FUZZ_SECONDS"].flatMap { Double($0) }
    }

    private static func seed() -> UInt64 {
        ProcessInfo.processInfo.environment["ANNALS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    }

    @Test func nothingCrashesOrHangs() throws {
        let conformance = try Corpus.conformance.get().flatMap(\.cases).map(\.test.expr)
        let own = (OwnCase.schema + OwnCase.language).map(\.expression)
        var mutator = ExpressionMutator(seed: FuzzingTests.seed(), expressions: conformance + own)
        let checker = ExpressionChecker(World.shared.environment(OwnCase.variables))
        let end = FuzzingTests.seconds().map { Date(timeIntervalSinceNow: $0) }
        var (count, accepted, evaluated) = (0, 0, 0)
        while end.map({ Date() < $0 }) ?? (count < 3000) {
            let limit = count.isMultiple(of: 500) ? 1 << 20 : 2000
            let source = mutator.next(limit: limit)
            count += 1
            let outcome = checker.check(source, expected: nil)
            let errors = outcome.issues.filter { $0.severity == .error }
            #expect((outcome.expression == nil) == !errors.isEmpty, "\(source.debugDescription)")
            let bytes = source.utf8.count
            for issue in outcome.issues {
                #expect(issue.range.lowerBound >= 0 && issue.range.upperBound <= bytes, "\(source.debugDescription)")
                #expect(issue.message.utf8.count < 4 * bytes + 4000, "\(source.debugDescription)")
            }
            guard let expression = outcome.expression else { continue }
            accepted += 1
            let limits = EvaluationLimits(steps: 20_000, size: 1 << 20)
            let result = Outcome { () throws(EvaluationError) in
                try Evaluator.evaluate(
                    expression, with: OwnCase.values, limits: limits, defaults: World.shared.defaults)
            }
            guard case .failure(let error) = result else {
                evaluated += 1
                continue
            }
            #expect(expression.canFail || error.kind == .limitExceeded, "\(source.debugDescription): \(error)")
        }
        print("Fuzzing: seed \(FuzzingTests.seed()), \(count) texts, \(accepted) accepted, \(evaluated) with a value")
        #expect(accepted > count / 100)
    }
}
