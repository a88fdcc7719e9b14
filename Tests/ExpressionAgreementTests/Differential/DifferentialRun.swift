import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions

/// Random expressions over random values, as the checker accepts them.
struct DifferentialRun: Sendable {
    /// What a run is made from.
    struct Size: Sendable {
        var seed: UInt64 = 20_261_123
        var expressions = 1500
        var values = 4
    }

    let size: Size
    /// The accepted expressions with their values.
    private(set) var subjects: [Subject] = []
    /// The rows that the accepted expressions call.
    private(set) var rowsInUse: Set<String> = []
    private(set) var macrosInUse: Set<TypedNode.Comprehension.Macro> = []
    private(set) var formsInUse: Set<String> = []
    /// How many expressions were refused, by rule.
    private(set) var refusals: [String: Int] = [:]
    /// A refused expression for each rule that is no matter of literals.
    private(set) var surprises: [String] = []

    /// What a checker may say of a well-typed expression: its literals always fail or leave a type open, or an optional that
    /// stands in a list or map is mixed with one that an expression has made.
    private static let refusable: Set<String> = [
        "expression.always-fails", "expression.malformed", "expression.literal", "expression.undetermined",
        "expression.duplicate-key", "expression.pattern", "expression.syntax", "expression.enum-value",
        "expression.optional",
    ]

    init(_ size: Size) {
        self.size = size
        var generator = ExpressionGenerator(seed: size.seed)
        let rows = ExpressionGenerator.callable
        let environment = World.shared.environment(ExpressionGenerator.variables)
        var attempts = 0
        while subjects.count < size.expressions, attempts < size.expressions * 4 {
            // Every row and every form is the outermost one now and then, with small operands at first.
            let goal = attempts % (rows.count + ExpressionGenerator.forms.count)
            let depth = 1 + (attempts / rows.count / 2) % 2
            // The same with literals and with what is not known before it runs.
            generator.prefersLiterals = (attempts / (rows.count + ExpressionGenerator.forms.count)).isMultiple(of: 2)
            attempts += 1
            let source =
                goal < rows.count
                ? generator.expression(calling: rows[goal], depth: depth)
                : generator.expression(ofForm: ExpressionGenerator.forms[goal - rows.count], depth: depth)
            add(source, attempts, &generator, environment)
        }
        // Rows whose calls have all been refused so far.
        for row in OverloadTable.all where !rowsInUse.contains(row.id) {
            // A row that a literal decides has the name of the one that is written, after a dollar sign.
            let written = ExpressionGenerator.callable.filter {
                $0.name == row.name.drop { $0 == "$" } && $0.parameters.count == row.parameters.count
                    && $0.result == row.result
            }
            guard let written = written.first(where: { row.id.hasPrefix($0.id) }) ?? written.first else { continue }
            for attempt in 0..<50 where !rowsInUse.contains(row.id) {
                generator.prefersLiterals = attempt.isMultiple(of: 2)
                attempts += 1
                add(generator.expression(calling: written, depth: 1), attempts, &generator, environment)
            }
        }
        completeForms(&generator, environment)
    }

    /// Forms and macros that this seed has left out so far; every run has them all.
    private mutating func completeForms(_ generator: inout ExpressionGenerator, _ environment: TypeEnvironment) {
        for attempt in 0..<1000 {
            let isComplete =
                macrosInUse.count == TypedNode.Comprehension.Macro.allCases.count
                && TypedNode.forms.isSubset(of: formsInUse)
            guard !isComplete else { return }
            let type = ExpressionGenerator.forms[attempt % ExpressionGenerator.forms.count]
            let source =
                attempt.isMultiple(of: 2)
                ? generator.expression(ofForm: type, depth: 2) : generator.expression(type, 2)
            add(source, 1_000_000 + attempt, &generator, environment)
        }
    }

    /// Checks an expression and takes it, with values.
    private mutating func add(
        _ source: String, _ number: Int, _ generator: inout ExpressionGenerator, _ environment: TypeEnvironment
    ) {
        let outcome = ExpressionChecker(environment).check(source, expected: nil)
        guard let expression = outcome.expression else {
            return note(outcome.issues.first { $0.severity == .error }, source)
        }
        expression.root.visit { node in
            formsInUse.insert(node.form)
            switch node.kind {
            case .call(let row, _): rowsInUse.insert(row.id)
            case .comprehension(let comprehension): macrosInUse.insert(comprehension.macro)
            default: break
            }
        }
        subjects.append(subject(expression, number, &generator.random))
    }

    private mutating func note(_ issue: ExpressionIssue?, _ source: String) {
        let rule = issue?.rule ?? "nothing"
        refusals[rule, default: 0] += 1
        if !DifferentialRun.refusable.contains(rule) { surprises.append("\(issue?.message ?? "?") in \(source)") }
    }

    private func subject(_ expression: CheckedExpression, _ number: Int, _ random: inout SeededRandom) -> Subject {
        let read = ExpressionGenerator.variables.filter { expression.root.reads($0.key) }
        let inputs = (0..<(read.isEmpty ? 1 : size.values)).map { _ in
            Dictionary(
                uniqueKeysWithValues: read.sorted { $0.key < $1.key }.map {
                    ($0.key, EdgeValues.value(of: $0.value, &random))
                })
        }
        return Subject(id: "differential \(number)", expression: expression, variables: read, inputs: inputs)
    }

    /// How many pairs of expression and value there are.
    var pairs: Int { subjects.reduce(0) { $0 + $1.inputs.count } }
}

/// Where the two executions differ.
struct Disagreement: CustomStringConvertible {
    var subject: Subject
    var input: [String: Value]
    var evaluated: Outcome
    var compiled: Outcome

    /// The first disagreement of a subject; nil when both executions agree. Where the evaluator's own limits end an
    /// evaluation, there is nothing to compare.
    init?(_ subject: Subject, _ compiled: [Outcome]) {
        for (input, compiled) in zip(subject.inputs, compiled) {
            let evaluated = Disagreement.evaluate(subject, input)
            if case .failure(let error) = evaluated, error.kind == .limitExceeded { continue }
            if case .failure = evaluated, !subject.expression.canFail, evaluated == compiled { continue }
            guard evaluated != compiled else { continue }
            (self.subject, self.input, self.evaluated, self.compiled) = (subject, input, evaluated, compiled)
            return
        }
        return nil
    }

    static func evaluate(_ subject: Subject, _ input: [String: Value]) -> Outcome {
        Outcome { () throws(EvaluationError) in try World.shared.evaluate(subject.expression, input) }
    }

    var description: String {
        let values = input.sorted { $0.key < $1.key }.map { "\($0.key) = \(visible($0.value))" }.joined(separator: ", ")
        return """
            \(subject.expression.source)
              with \(values)
              evaluator: \(evaluated)
              compiled:  \(compiled)
            """
    }

    /// The value without control characters, which would disturb a terminal.
    private func visible(_ value: Value) -> String {
        value.description.unicodeScalars.map {
            $0.properties.generalCategory == .control ? "\\u{\(String($0.value, radix: 16))}" : "\($0)"
        }.joined()
    }
}

extension TypedNode {
    /// Visits the node and all below it.
    func visit(_ visitor: (TypedNode) -> Void) {
        visitor(self)
        for child in children { child.visit(visitor) }
    }
}

extension TypedNode {
    /// The name of the kind of node.
    var form: String { Mirror(reflecting: kind).children.first?.label ?? "\(kind)" }

    /// All that expressions without unguarded access can have.
    static let forms: Set<String> = [
        "literal", "variable", "field", "present", "optionalField", "has", "call", "and", "or", "not", "conditional",
        "list", "map", "record", "comprehension", "bind", "optionalMap", "format", "coerce",
    ]
}
