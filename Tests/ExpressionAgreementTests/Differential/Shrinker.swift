import AnnalsExpression

/// Makes a disagreement small: parts of the expression are replaced by smaller ones of their type while the executions
/// still disagree.
enum Shrinker {
    /// A smaller disagreement, or the same.
    static func shrink(_ disagreement: Disagreement, rounds: Int = 5) throws -> Disagreement {
        var best = disagreement
        best.subject.inputs = [best.input]
        for _ in 0..<rounds {
            let candidates = candidates(of: best)
            guard !candidates.isEmpty else { return best }
            let outcomes = try CompiledProgram.outcomes(of: candidates)
            let smaller = zip(candidates, outcomes).compactMap { Disagreement($0, $1) }
            guard let next = smaller.min(by: { size($0) < size($1) }) else { return best }
            best = next
        }
        return best
    }

    private static func size(_ disagreement: Disagreement) -> Int { disagreement.subject.expression.source.utf8.count }

    private static func candidates(of disagreement: Disagreement) -> [Subject] {
        let expression = disagreement.subject.expression
        let source = Array(expression.source.utf8)
        var texts: Set<String> = []
        for node in all(expression.root) {
            for below in all(node).dropFirst() where below.type == node.type {
                texts.insert(replaced(source, node.range, source[below.range]))
            }
            for simple in simplest[node.type] ?? [] {
                texts.insert(replaced(source, node.range, Array(simple.utf8)[...]))
            }
            // A part alone shows more than any replacement.
            texts.insert(String(decoding: source[node.range], as: UTF8.self))
        }
        let environment = World.shared.environment(ExpressionGenerator.variables)
        return texts.filter { $0.utf8.count < source.count }.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
            .prefix(80).compactMap { text in
                guard let smaller = ExpressionChecker(environment).check(text, expected: nil).expression else {
                    return nil
                }
                let read = ExpressionGenerator.variables.filter { smaller.root.reads($0.key) }
                guard read.keys.allSatisfy({ disagreement.input[$0] != nil }) else { return nil }
                return Subject(
                    id: text, expression: smaller, variables: read,
                    inputs: [disagreement.input.filter { read[$0.key] != nil }])
            }
    }

    private static let simplest: [ExpressionType: [String]] = [
        .bool: ["b", "true"], .int: ["i", "1"], .uint: ["u", "1u"], .double: ["d", "1.0"], .string: ["s", "''"],
        .bytes: ["y"], .timestamp: ["at"], .duration: ["w"], .decimal: ["m"], .list(.int): ["is", "[1]"],
        .list(.string): ["ss"], .list(.double): ["ds"],
    ]

    private static func all(_ node: TypedNode) -> [TypedNode] { [node] + node.children.flatMap(all) }

    private static func replaced(_ source: [UInt8], _ range: Range<Int>, _ text: ArraySlice<UInt8>) -> String {
        String(decoding: source[..<range.lowerBound] + text + source[range.upperBound...], as: UTF8.self)
    }
}
