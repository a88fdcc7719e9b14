import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import Foundation
import Testing

/// Closed expressions with our answers, for another implementation of CEL to check: `Scripts/oracle`.
@Suite struct OracleTests {
    /// A question for the oracle: an expression and our answer as an expression of its own, or nil for an error.
    private struct Question: Encodable {
        var expression: String
        var answer: String?
    }

    @Test func answersCanBeWrittenAsExpressions() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["ANNALS_ORACLE_SEED"].flatMap { UInt64($0) } ?? 1
        let count = environment["ANNALS_ORACLE_COUNT"].flatMap { Int($0) } ?? 300
        var generator = ExpressionGenerator(seed: seed, scope: [])
        let checker = ExpressionChecker(World.shared.environment([:]))
        var questions: [Question] = []
        for attempt in 0..<(count * 20) where questions.count < count {
            let row = ExpressionGenerator.callable[attempt % ExpressionGenerator.callable.count]
            let source = generator.expression(calling: row, depth: 1 + attempt % 2)
            guard let expression = checker.check(source, expected: nil).expression else { continue }
            let value: Value
            do throws(EvaluationError) {
                value = try World.shared.evaluate(expression, [:])
            } catch {
                if error.kind != .limitExceeded { questions.append(Question(expression: source, answer: nil)) }
                continue
            }
            guard let answer = value.expressionText else { continue }
            let again = try #require(checker.check(answer, expected: expression.root.type).expression, "\(answer)")
            let reread = Outcome { () throws(EvaluationError) in try World.shared.evaluate(again, [:]) }
            #expect(reread == .value(value.wire), "\(source)")
            questions.append(Question(expression: source, answer: answer))
        }
        #expect(questions.count == count)
        guard let file = environment["ANNALS_ORACLE_FILE"] else { return }
        let lines = try questions.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        try Data(lines.joined().utf8).write(to: URL(filePath: file))
    }
}

extension Value {
    /// The value as an expression; nil for what has none, or is no type of CEL.
    fileprivate var expressionText: String? {
        switch self {
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .uint(let value): return "\(value)u"
        // NaN is equal to nothing, so no answer can be compared.
        case .double(let value): return value.isNaN ? nil : LiteralText.double(value)
        case .string(let value): return LiteralText.string(value)
        case .bytes(let value): return LiteralText.bytes(value)
        case .timestamp(let value): return "timestamp('\(value)')"
        case .duration(let value): return "duration('\(value)')"
        case .list(let elements):
            let texts = elements.compactMap(\.expressionText)
            return texts.count == elements.count && !texts.isEmpty ? "[\(texts.joined(separator: ", "))]" : nil
        case .map(let members):
            let texts = members.compactMap { entry in
                entry.key.expressionText.flatMap { key in entry.value.expressionText.map { "\(key): \($0)" } }
            }
            return texts.count == members.count && !texts.isEmpty ? "{\(texts.joined(separator: ", "))}" : nil
        case .optional(let wrapped?): return wrapped.expressionText.map { "optional.of(\($0))" }
        default: return nil
        }
    }
}
