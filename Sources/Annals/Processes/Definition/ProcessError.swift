public import AnnalsFunctions
public import AnnalsJSON
public import AnnalsValues

/// Why a process manager stopped, or why an event or a timeout could not be handled. Nothing of it was changed.
public struct ProcessError: Error, Sendable {
    /// What failed.
    public enum Reason: Sendable {
        /// The event could not be read.
        case decoding(EventDecodingError)
        /// An expression failed.
        case evaluation(EvaluationError)
        /// A command violates its declaration.
        case invalidCommand(String, InvalidPayload)
        /// A key, a state or a command holds a number that JSON cannot write.
        case unencodable(UnencodableValue)
        /// A stored state is none of this definition.
        case unreadableState(key: String, InvalidPayload)
        /// A timeout is stored that the definition does not have.
        case unknownTimeout(String)
        /// A timeout was set by one for no later time: it would fire for ever.
        case timeoutNotLater(String, due: Timestamp)
        /// An earlier event of the process, at this position, is parked.
        case waits(for: Int)
        /// The store of events or of processes failed.
        case store(EventStoreError)
        /// The stored states were made by another definition.
        case needsRebuild(stored: String, current: String)
        /// So many events are parked that going on would not help.
        case tooManyParked(limit: Int, String)
        /// The store has no such process manager, dead letter or command, or what is asked has no reason.
        case unknown(String)
    }

    /// What failed.
    public let reason: Reason
    /// At which step of the handler, such as `emit RequestPayment`; nil where it is not known.
    public let step: String?
    /// The process manager; empty until the runner says it.
    public private(set) var process: String
    /// The event; nil where no event is to blame.
    public private(set) var event: EventMetadata?

    /// Creates an error. The runner adds the process manager and the event.
    public init(_ reason: Reason, step: String? = nil) {
        self.reason = reason
        self.step = step
        process = ""
        event = nil
    }

    /// A store that failed.
    public init(_ error: EventStoreError) { self.init(.store(error)) }

    /// The same error, saying where it happened; what is said already stays.
    public func at(_ process: String, _ event: EventMetadata? = nil) -> ProcessError {
        var error = self
        if error.process.isEmpty { error.process = process }
        if error.event == nil { error.event = event }
        return error
    }

    /// Whether the event or the timeout is to blame, so that going on without it helps. An event of a newer version is
    /// not: newer code takes it.
    var isOfTheEvent: Bool {
        switch reason {
        case .decoding(let error):
            if case .unknownVersion(let newest) = error.reason { error.version <= newest } else { true }
        case .evaluation, .invalidCommand, .unencodable, .unreadableState, .unknownTimeout, .timeoutNotLater, .waits:
            true
        case .store, .needsRebuild, .tooManyParked, .unknown: false
        }
    }

    /// Whether nothing is wrong but with an earlier event.
    var isWaiting: Bool {
        if case .waits = reason { true } else { false }
    }
}

extension ProcessError: CustomStringConvertible {
    /// Which process manager, at which event and step, what happened and what to do.
    public var description: String {
        var text = process.isEmpty ? "process" : "process \(process)"
        if let event { text += " stopped before event \(event.summary)" }
        if let step { text += ", at \(step)" }
        return "\(text): \(explanation)"
    }

    /// What happened and what to do.
    var explanation: String {
        switch reason {
        case .decoding(let error): error.description
        case .evaluation(let error): "\(error). Correct the expression in the schema, then try again"
        case .invalidCommand(let type, let error): "the command \(type) is not valid: \(error)"
        case .unencodable(let error): error.description
        case .unreadableState(let key, let error):
            "the state of \(key) is none of this definition: \(error). Rebuild the process"
        case .unknownTimeout(let name): "there is no timeout \"\(name)\" any more. Rebuild the process"
        case .timeoutNotLater(let name, let due):
            "the timeout \"\(name)\" is set for \(due), which is no later than the timeout that sets it"
        case .waits(let position): "waits for the event at position \(position)"
        case .store(let error): error.description
        case .needsRebuild(let stored, let current):
            "its states were made by another definition (fingerprint \(stored), now \(current)); rebuild it: "
                + "run(ifDefinitionChanged: .rebuild)"
        case .tooManyParked(let limit, let error):
            "\(limit) events are parked already, so that it stops. Look at them with \"annals dlq list\", correct what is "
                + "wrong and retry them. \(error)"
        case .unknown(let what): what
        }
    }
}
