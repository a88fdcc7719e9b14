public import AnnalsDiagnostics
public import AnnalsFunctions
public import AnnalsJSON

/// Why a payload does not become a newer version.
public struct UpcastFailure: Error, Hashable, Sendable {
    /// What stands in the way.
    public enum Reason: Hashable, Sendable {
        /// The schema has no such event or version.
        case unknownVersion
        /// The payload is not valid at the version that it claims.
        case invalid([Violation])
        /// An expression has no value.
        case evaluation(EvaluationError)
        /// The result has a number that JSON cannot write, such as `inf`.
        case unwritable(String)
        /// The result is not valid at the new version.
        case result([Violation])
        /// The conditions of nothing that would take the place of a retired event are met.
        case noPart
        /// The step is a Swift function, which only the user's program can run.
        case custom
    }

    /// The event's name.
    public var event: String
    /// The version before the step that fails.
    public var from: Int
    /// The version that the step makes; the same as ``from`` when the payload was refused before any step, and where a
    /// retired event does not become what takes its place.
    public var to: Int
    /// Which of the events that take the place of a retired one cannot be made, from 1; 0 when that is true of all, nil
    /// for a step from version to version.
    public var part: Int?
    /// The place of the value that could not be made, as a JSON Pointer into the new version; empty when it is unknown.
    public var pointer: String
    /// What stands in the way.
    public var reason: Reason
    /// The result that the new version refuses, as far as JSON can show it.
    public var seen: JSONValue?
    /// Where the expression or field stands in the schema.
    public var location: SourceLocation?
    /// What was reached before.
    public var trace: UpcastTrace

    /// Creates a failure.
    public init(
        event: String, from: Int, to: Int, pointer: String = "", reason: Reason, seen: JSONValue? = nil,
        location: SourceLocation? = nil, trace: UpcastTrace
    ) {
        self.event = event
        self.from = from
        self.to = to
        self.pointer = pointer
        self.reason = reason
        self.seen = seen
        self.location = location
        self.trace = trace
    }

    /// The pointer without the positions in lists: the same for failures of the same expression.
    public var place: String {
        pointer.split(separator: "/").filter { Int($0) == nil }.joined(separator: ".")
    }
}

extension UpcastFailure: CustomStringConvertible {
    /// The step and what is wrong with it.
    public var description: String {
        switch reason {
        case .unknownVersion: "the schema has no \(event) version \(to)"
        case .invalid(let violations):
            "the payload is no \(event) version \(from):\n" + violations.map { "  \($0)" }.joined(separator: "\n")
        case .evaluation(let error): "\(step) fails\(pointer.isEmpty ? "" : " at \(pointer)"): \(error)"
        case .unwritable(let number):
            "\(step) fails at \(pointer): the number is \(number), which JSON cannot write"
        case .result(let violations):
            "\(step) makes a payload that \(part == nil ? "version \(to)" : "it") refuses:\n"
                + violations.map { "  \($0)" }.joined(separator: "\n")
        case .noPart: "no 'when' of the retirement of \(event) is met"
        case .custom: "\(step) is a Swift function, which only the program that has it can run"
        }
    }

    private var step: String {
        guard let part else { return "the step of \(event) from version \(from) to \(to)" }
        return "part \(part) of the retirement of \(event)"
    }
}
