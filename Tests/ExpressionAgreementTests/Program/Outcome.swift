import AnnalsEvaluation
import AnnalsFunctions

/// What an execution of an expression ended with.
enum Outcome: Hashable, CustomStringConvertible {
    /// A value in the text of ``Wire``.
    case value(String)
    /// An error of the expression, with its kind and message.
    case failure(EvaluationError)
    /// The emitted Swift does not compile, or not without warnings; what the compiler says.
    case doesNotCompile(String)
    /// The compiled program died.
    case crash

    /// An outcome as the evaluator finds it.
    init(_ evaluate: () throws(EvaluationError) -> Value) {
        do throws(EvaluationError) { self = .value(try evaluate().wire) } catch { self = .failure(error) }
    }

    /// An outcome from a line of the compiled program.
    init(line: some StringProtocol) {
        guard line.hasPrefix("E"), let space = line.firstIndex(of: " "),
            let kind = EvaluationError.Kind(rawValue: String(line.dropFirst()[..<space]))
        else {
            self = .value(String(line))
            return
        }
        var reader = WireReader(line[line.index(after: space)...])
        self = .failure(EvaluationError(kind, String(wire: &reader)))
    }

    var description: String {
        switch self {
        case .value(let wire): "the value \(readable(wire))"
        case .failure(let error): "the error \(error.kind.rawValue) “\(error.message)”"
        case .doesNotCompile(let message): "Swift that does not compile: \(message)"
        case .crash: "a crash"
        }
    }

    private func readable(_ wire: String) -> String {
        var reader = WireReader(wire)
        return Value(wire: &reader).map { "\($0)" } ?? wire
    }
}
