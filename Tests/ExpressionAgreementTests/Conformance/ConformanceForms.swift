import AnnalsEvaluation
import AnnalsDiagnostics
import AnnalsExpression
import AnnalsFunctions

/// A conformance case in each of its forms: as it is and lifted, in the evaluator and as compiled Swift.
struct ConformanceForms: Sendable {
    /// How a case is run.
    enum Form: String, CaseIterable, Sendable {
        case evaluated, compiled
        case liftedEvaluated = "lifted, evaluated"
        case liftedCompiled = "lifted, compiled"

        var isLifted: Bool { self == .liftedEvaluated || self == .liftedCompiled }
        var isCompiled: Bool { self == .compiled || self == .liftedCompiled }
    }

    /// What came of a case in a form.
    enum Verdict: Sendable {
        case passed
        case failed(String)
        /// There is nothing of this form: no literal to lift.
        case none
    }

    let test: ConformanceCase
    private let plain: Checked
    private let lifted: Checked?

    /// What the checker said, and what is to be run.
    private enum Checked: Sendable {
        case unsupported(String)
        /// Whether it is only that the language lacks something.
        case refused(String, isLack: Bool)
        case accepted(CheckedExpression, [String: ExpressionType], [String: Value])
    }

    init(_ test: ConformanceCase) {
        self.test = test
        guard let variables = test.environment else {
            plain = .unsupported("a variable of a type that is not ours: \(test.variables ?? [:])")
            lifted = nil
            return
        }
        guard !test.declaresFunctions, test.container == nil else {
            plain = .unsupported("functions or containers of its own")
            lifted = nil
            return
        }
        guard let values = test.values else {
            plain = .unsupported("a variable bound to no value of ours")
            lifted = nil
            return
        }
        plain = ConformanceForms.check(test.expr, variables, values)
        lifted = Lifting(test.expr).map { lifting in
            ConformanceForms.check(
                lifting.source, variables.merging(lifting.variables) { $1 }, values.merging(lifting.values) { $1 })
        }
    }

    private static func check(
        _ source: String, _ variables: [String: ExpressionType], _ values: [String: Value]
    ) -> Checked {
        let outcome = ExpressionChecker(World.shared.environment(variables)).check(source, expected: nil)
        guard let expression = outcome.expression else {
            let issue = outcome.issues.first { $0.severity == .error }
            let isLack = ["expression.unknown-function", "expression.not-supported"].contains(issue?.rule)
            return .refused(issue.map { "[\($0.rule)] \($0.message)" } ?? "for no reason", isLack: isLack)
        }
        return .accepted(expression, variables, values)
    }

    // MARK: - Running

    /// What is to be compiled, if anything; its id says which case and form.
    func subject(_ form: Form) -> Subject? {
        guard form.isCompiled, test.tier != "static-reject", test.check_only != true,
            case .accepted(let expression, let variables, let values)? = form.isLifted ? lifted : plain,
            variables.keys.allSatisfy({ values[$0] != nil || !expression.root.reads($0) })
        else { return nil }
        return Subject(
            id: "\(test.id), \(form.rawValue)", expression: expression, variables: variables, inputs: [values])
    }

    /// Judges a form. `compiled` is what the compiled program answered to ``subject(_:)``.
    func verdict(_ form: Form, compiled: Outcome?) -> Verdict {
        guard let checked = form.isLifted ? lifted : plain else { return form.isLifted ? .none : .failed("unchecked") }
        switch checked {
        case .unsupported(let reason): return .failed(reason)
        case .refused(let reason, let isLack):
            if test.tier == "static-reject" { return .passed }
            // An error may as well be found when the schema loads, but not in what is only missing.
            let isError = test.expected?.value == nil && test.expected?.type == nil
            return isError && !isLack ? .passed : .failed("refused: \(reason)")
        case .accepted(let expression, _, let values):
            if test.tier == "static-reject" {
                return .failed("accepted, with the type \(expression.root.type), but must be refused")
            }
            if let stated = (test.expected?.type ?? test.check?.type).flatMap(TypeText.type),
                !expression.root.type.matches(stated)
            {
                return .failed("has the type \(expression.root.type), not \(stated)")
            }
            if test.check_only == true || (test.expected?.value == nil && test.expected?.error == nil) {
                return .passed
            }
            if form.isCompiled {
                return judge(compiled ?? .crash, expression)
            }
            return judge(
                Outcome { () throws(EvaluationError) in try World.shared.evaluate(expression, values) }, expression)
        }
    }

    private func judge(_ outcome: Outcome, _ expression: CheckedExpression) -> Verdict {
        switch outcome {
        case .failure(let error):
            if error.message.hasSuffix("a mistake in Annals") { return .failed("ended with \(outcome)") }
            if !expression.canFail { return .failed("fails although the checker says that it cannot: \(error)") }
            return test.expected?.value == nil ? .passed : .failed("ended with \(outcome)")
        case .value(let wire):
            guard let expected = test.expected?.value else {
                return .failed("ended with \(outcome), not with an error")
            }
            guard let wanted = expected.value else { return .failed("expects a value that is not ours") }
            var reader = WireReader(wire)
            guard let found = Value(wire: &reader), found.unwrapped.unorderedWire == wanted.unorderedWire else {
                return .failed("ended with \(outcome), not with \(wanted)")
            }
            return .passed
        case .doesNotCompile, .crash: return .failed("ended with \(outcome)")
        }
    }
}

extension Value {
    /// The suite states the value of an optional, or null for none.
    fileprivate var unwrapped: Value {
        if case .optional(let wrapped) = self { wrapped ?? .null } else { self }
    }
}
