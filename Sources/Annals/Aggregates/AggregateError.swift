public import AnnalsJSON

/// Why an aggregate could not be loaded or changed.
public enum AggregateError: Error, Sendable {
    /// The id makes no stream name.
    case stream(InvalidStreamName)
    /// The store failed, or the stream was changed by others in every attempt.
    case store(EventStoreError)
    /// A stored event could not be read.
    case decoding(EventDecodingError)
    /// The first events of the stream were removed, so that its state is not known.
    case truncated(StreamName)
    /// The state could not be kept as a snapshot: it holds a number that JSON cannot write.
    case unencodable(StreamName, UnencodableValue)
    /// The store keeps no snapshots.
    case withoutSnapshots(StreamName)
    /// The state could not take an event.
    case apply(EvaluationError, EventMetadata)
}

extension AggregateError: CustomStringConvertible {
    /// What happened, at which event, and what to do.
    public var description: String {
        switch self {
        case .stream(let error): error.description
        case .store(let error): error.description
        case .decoding(let error): error.description
        case .truncated(let stream):
            "the first events of \(stream) were removed, so that its state is not known. Restore them, or give the stream up"
        case .unencodable(let stream, let error):
            "the state of \(stream) cannot be written as JSON: \(error). Correct the expressions under the aggregate's "
                + "\"on:\""
        case .withoutSnapshots(let stream):
            "no snapshot of \(stream) was written: the event store keeps none. Give the repository a snapshot store"
        case .apply(let error, let event):
            "event \(event.summary) cannot be applied to its aggregate: \(error). Correct the expressions under the "
                + "aggregate's \"on:\""
        }
    }
}
