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

    /// Forty times forty times what costs too much to do so often.
    private static func often(_ expression: String) -> String {
        let list = "[" + String(repeating: "0, ", count: 39) + "0]"
        return "\(list).map(i, \(list).map(j, \(expression)))"
    }

    private static let long = "'" + String(repeating: "9", count: 600) + "'"
    private static let digits = "decimal('" + String(repeating: "7", count: 500) + "')"

    @Test(
        "Long numbers and hostile patterns cost what they take",
        arguments: [
            "\(digits) * \(digits)", "\(digits) / \(digits)", "\(long).matches('((9?){20}){25}x')",
            "regex.extract(\(long), '((?:9?){20}){25}x').orValue('')", "regex.extractAll(\(long), '9*x|9')",
            "regex.replace(\(long), '9*x|9', '')",
        ])
    func costs(expression: String) throws {
        #expect(try Sample.failure(expression) == nil)
        #expect(try Sample.failure(Self.often(expression)) == .limitExceeded)
    }

    @Test func digitsAreSize() throws {
        let sum = "\(Self.digits) + decimal(1)"
        #expect(try Sample.failure(sum, limits: EvaluationLimits(size: 2000)) == nil)
        #expect(try Sample.failure(sum, limits: EvaluationLimits(size: 900)) == .limitExceeded)
    }

    /// What a replacement can make at most is the text for each group, not for each group of each match.
    @Test func replacingInALongTextIsAllowed() throws {
        let text = "'" + String(repeating: "ab", count: 1000) + "'"
        #expect(try Sample.failure("regex.replace(\(text), '(a)b', '<\\\\1-\\\\1>')") == nil)
        #expect(try Sample.failure("regex.replace(\(text), 'a', \(text))") == nil)
        #expect(
            try Sample.failure("regex.replace(\(text), 'a', \(text))", limits: EvaluationLimits(size: 1_000_000))
                == .limitExceeded)
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
