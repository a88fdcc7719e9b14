public import AnnalsFunctions
public import AnnalsJSON

/// Why an event could not be folded into a state or into rows.
public enum HandlerFailure: Error, Hashable, Sendable {
    /// The payload does not become the newest version.
    case upcast(UpcastFailure)
    /// An expression has no value; the step is named as in `upsert totalOrders`.
    case evaluation(EvaluationError, step: String)
    /// A result has a number that JSON cannot write.
    case unwritable(PayloadEncoder.Failure)
    /// A command of a process violates its declaration.
    case invalidCommand(String, [Violation])
    /// A timeout of a process is set by one for no later time.
    case timeoutNotLater(String)
    /// The handler is a Swift function, which only the user's program can run.
    case custom(event: String)
    /// A row would have the values of another one in the columns of a unique index; the values are JSON.
    case notUnique(columns: [String], values: String)
    /// The schema has no aggregate, projection or process of this name.
    case unknownName(String)
}

extension HandlerFailure: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .upcast(let failure): failure.description
        case .evaluation(let error, let step): "\(step) fails: \(error)"
        case .unwritable(let failure): failure.description
        case .invalidCommand(let name, let violations):
            "the command \(name) is not valid: \(violations.map(\.description).joined(separator: "; "))"
        case .timeoutNotLater(let name): "the timeout \(name) is set for no later time than the one that sets it"
        case .custom(let event):
            "the handler of \(event) is a Swift function, which only the program that has it can run"
        case .notUnique(let columns, let values):
            "two rows would have the same \(columns.joined(separator: " and ")), which is unique: \(values)"
        case .unknownName(let name): "the schema has no '\(name)'"
        }
    }
}
