/// The steps of generated aggregates: each turns the error of its step into one of the aggregate.
public enum AggregateStep {
    /// Decodes what is read of an event.
    public static func decode<E: DecodableEvent>(_ record: RecordedEvent, as type: E.Type) throws(AggregateError) -> E {
        try decode(record) { (record) throws(EventDecodingError) in try type.decode(record) }
    }

    /// Changes the state where an expression can fail.
    public static func apply(
        _ record: RecordedEvent, _ body: () throws(EvaluationError) -> Void
    ) throws(AggregateError) {
        do throws(EvaluationError) {
            try body()
        } catch {
            throw .apply(error, record.metadata)
        }
    }

    /// The error for an event that the aggregate does not have.
    public static func unknownType(_ record: RecordedEvent, known: [String]) -> AggregateError {
        .decoding(.unknownType(record.type, known: known).at(record.metadata))
    }

    /// Turns the error of decoding into one of the aggregate.
    static func decode<Decoded>(
        _ record: RecordedEvent, _ body: (RecordedEvent) throws(EventDecodingError) -> Decoded
    ) throws(AggregateError) -> Decoded {
        do throws(EventDecodingError) {
            return try body(record)
        } catch {
            throw .decoding(error.at(record.metadata))
        }
    }
}
