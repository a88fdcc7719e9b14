extension RecordedEvent {
    /// The record of an event that takes its place in a store. For implementations of `EventStore`.
    public init(_ event: ProposedEvent, in stream: StreamName, version: Int, position: Int, now: Timestamp) {
        self.init(
            metadata: EventMetadata(
                id: event.id, type: event.type, version: event.version, stream: stream.description,
                streamVersion: version, position: position, time: event.time ?? now, userId: event.userId,
                correlationId: event.correlationId, causationId: event.causationId),
            payload: event.payload, extra: event.extra)
    }

    /// Whether the event is this record, appended once more. Time and context don't count: a repeated command may
    /// have others.
    public func isSame(as event: ProposedEvent, in stream: StreamName) -> Bool {
        metadata.id == event.id && metadata.type == event.type && metadata.version == event.version
            && UTF8Key(metadata.stream) == UTF8Key(stream.description) && payload == event.payload
    }
}
