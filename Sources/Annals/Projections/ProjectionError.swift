/// Why a projection stopped. Its checkpoint stands before the event; nothing is skipped.
public struct ProjectionError: Error, Sendable {
    /// What failed.
    public enum Reason: Sendable {
        /// The event could not be read.
        case decoding(EventDecodingError)
        /// An expression failed.
        case evaluation(EvaluationError)
        /// A row does not fit the table, or a stored row is none.
        case invalidRow(InvalidRow)
        /// A row would have the values of another one in the columns of a unique index.
        case notUnique(UniqueViolation)
        /// The user's handler threw.
        case custom(any Error)
        /// The store of events or of read models failed.
        case store(EventStoreError)
        /// The stored rows were made by another definition.
        case needsRebuild(stored: String, current: String)
        /// So many events are parked that one more is not; with what is wrong with it.
        case tooManyParked(limit: Int, String)
        /// The projection stands still for a reason that was said before.
        case stopped(String)
        /// The projection did not come to a position within the time that a caller had.
        case timeout(position: Int, reached: Int)
        /// The engine has no such projection, or the store no such dead letter.
        case unknown(String)
    }

    /// What failed.
    public let reason: Reason
    /// At which step of the handler, such as `upsert totalOrders`; nil where it is not known.
    public let step: String?
    /// The projection; empty until the runner says it.
    public private(set) var projection: String
    /// The event; nil where no event is to blame.
    public private(set) var event: EventMetadata?

    /// Creates an error. The runner adds the projection and the event.
    public init(_ reason: Reason, step: String? = nil) {
        self.reason = reason
        self.step = step
        projection = ""
        event = nil
    }

    /// An event that could not be read.
    public init(_ error: EventDecodingError) {
        self.init(.decoding(error), step: "decode")
    }

    /// An expression that failed.
    public init(_ error: EvaluationError, step: String? = nil) {
        self.init(.evaluation(error), step: step)
    }

    /// A row that does not fit.
    public init(_ error: InvalidRow, step: String? = nil) {
        self.init(.invalidRow(error), step: step)
    }

    /// A store that failed.
    public init(_ error: EventStoreError) {
        self.init(.store(error))
    }

    /// The same error, saying where it happened; what is said already stays.
    public func at(_ projection: String, _ event: EventMetadata? = nil) -> ProjectionError {
        var error = self
        if error.projection.isEmpty { error.projection = projection }
        if error.event == nil { error.event = event }
        return error
    }
}

extension ProjectionError: CustomStringConvertible {
    /// Which projection, at which event and step, what happened and what to do.
    public var description: String {
        var text = projection.isEmpty ? "projection" : "projection \(projection)"
        if let event { text += " stopped before event \(event.summary)" }
        if let step { text += ", at \(step)" }
        return "\(text): \(explanation)"
    }

    /// What happened and what to do, without saying where.
    var explanation: String {
        switch reason {
        // Which event it is, is said already.
        case .decoding(let error):
            EventDecodingError(error.reason, type: error.type, version: error.version).description
        case .evaluation(let error): "\(error). Correct the expression in the schema, then run the projection again"
        case .invalidRow(let error): error.description
        case .notUnique(let violation): violation.description
        case .custom(let error): "the custom handler threw: \(error)"
        case .store(let error): error.description
        case .needsRebuild(let stored, let current):
            "its rows were made by another definition (fingerprint \(stored), now \(current)); rebuild it: "
                + "run(ifDefinitionChanged: .rebuild)"
        case .tooManyParked(let limit, let cause):
            "\(limit) events are parked already, so this one is not: \(cause). Look at them with \"annals dlq list\", "
                + "correct what is wrong and retry them, then resume the projection"
        case .stopped(let message): message
        case .timeout(let position, let reached):
            "it did not come to position \(position) in time; it is at \(reached)"
        case .unknown(let what): what
        }
    }
}
