import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Foundation
import Testing

/// A schema of a stranger must not hang or exhaust the tool.
@Suite struct LimitTests {
    /// Loops over forty elements within each other, as deep as macros may nest.
    private static let loops: String = {
        let list = "[" + String(repeating: "0, ", count: 39) + "0]"
        return String(repeating: "\(list).map(i, ", count: 4) + "1))))"
    }()

    @Test func stepsAreCounted() throws {
        let expression = "xs.map(i, i + 1)"
        #expect(try Sample.failure(expression, limits: EvaluationLimits(steps: 11)) == nil)
        #expect(try Sample.failure(expression, limits: EvaluationLimits(steps: 10)) == .limitExceeded)
    }

    @Test(
        "What would multiply ends at a limit",
        arguments: [
            loops,
            // Text that squares at every step.
            "'0123456789'" + String(repeating: ".replace('', 'abcdefghijklmnopqrstuvwxyz')", count: 12),
            "['0123456789'].map(a, a.replace('', a)).map(a, a.replace('', a)).map(a, a.replace('', a))"
                + ".map(a, a.replace('', a)).map(a, a.replace('', a))",
            "['0123456789'].map(a, a.replace('', a)).map(a, a.replace('', a)).map(a, a.replace('', a))"
                + ".map(a, a.split('').join(a))",
            // A value that doubles at every level although Swift shares its halves.
            "[[0]]" + String(repeating: ".map(a, [a, a])", count: 60),
            "[{'k': [0]}]" + String(repeating: ".map(a, {'k': [a, a]})", count: 40) + " == []",
        ])
    func growth(source: String) throws {
        #expect(try Sample.failure(source) == .limitExceeded)
    }

    @Test func sizeIsCounted() throws {
        let text = "'" + String(repeating: "a", count: 100) + "'"
        #expect(try Sample.failure("\(text) + s", limits: EvaluationLimits(size: 104)) == nil)
        #expect(try Sample.failure("\(text) + s", limits: EvaluationLimits(size: 103)) == .limitExceeded)
        #expect(try Sample.failure("[x, x, x]", limits: EvaluationLimits(size: 23)) == .limitExceeded)
        #expect(try Sample.failure("s.replace('a', \(text))", limits: EvaluationLimits(size: 50)) == .limitExceeded)
    }

    /// Otherwise `||` would turn an evaluation that was given up into a value.
    @Test(arguments: ["s.split('')[0] == '' || true", "false && s + s == '' || s + s == ''"])
    func aLimitIsNoErrorThatLogicAbsorbs(source: String) throws {
        #expect(try Sample.failure(source, limits: EvaluationLimits(size: 3)) == .limitExceeded)
    }

    @Test(arguments: [
        String(repeating: "!", count: 190) + "old.labels.exists(k, k == '')",
        "x" + String(repeating: " + x", count: 190),
        String(repeating: "[", count: 190) + "x"
            + String(repeating: "]", count: 190),
        String(repeating: "x == 1 ? 2 : ", count: 190) + "3", "s" + String(repeating: ".trim()", count: 190),
    ])
    func theDeepestExpressionsFitIntoASmallStack(source: String) async throws {
        let expression = try Sample.checked(source)
        let isEvaluated = await withCheckedContinuation { continuation in
            let thread = Thread {
                let value = try? Evaluator.evaluate(expression, with: Sample.variables, defaults: Sample.defaults)
                continuation.resume(returning: value != nil)
            }
            thread.stackSize = 4 * 1024 * 1024
            thread.start()
        }
        #expect(isEvaluated)
    }
}
