extension RecordedEvent {
    /// Whatever was stored is restored.
    private static let limits = JSONLimits(depth: JSONLimits.greatestDepth, size: .max, stringLength: .max)

    /// Throws `invalidPayload` for what no store has given. For implementations of `EventStore.restore`.
    public func requireRestorable() throws(EventStoreError) {
        let texts = [metadata.userId, metadata.correlationId, metadata.causationId]
        let reason: String? =
            if StreamName(metadata.stream) == nil {
                "its stream has no name of a stream"
            } else if metadata.type.isEmpty || metadata.version < 1 || metadata.streamVersion < 1 || position < 1 {
                "its type is empty, or a version or its position is less than 1"
            } else if metadata.part != 0 {
                "it takes the place of a retired event, which is the one that was stored"
            } else if texts.contains(where: { $0?.utf8.contains(0) == true }) {
                "its context contains the character U+0000"
            } else if (try? JSONValue(parsing: payload, limits: Self.limits)) == nil {
                "its payload is no JSON"
            } else if !extra.isEmpty,
                (try? JSONValue(parsing: extra, limits: Self.limits))?.typeName != JSONValue.object([:]).typeName
            {
                "its further metadata is no JSON object"
            } else {
                nil
            }
        guard let reason else { return }
        throw EventStoreError(.invalidPayload, "not restored: \(metadata.summary): \(reason)")
    }
}

extension EventStoreError {
    /// Another event has the place of one that is to be put back, or had it.
    public static func placeTaken(_ event: EventMetadata) -> EventStoreError {
        EventStoreError(
            .placeTaken,
            "not restored: \(event.summary): this store has something else in that place. Restore events only into the "
                + "store that they were removed from")
    }

    /// A place never had an event.
    public static func placeNotGiven(_ event: EventMetadata) -> EventStoreError {
        EventStoreError(
            .placeNotGiven,
            "not restored: \(event.summary): this store, or this stream, never came that far. Restore events only into "
                + "the store that they were removed from, or into a copy of it that is no older")
    }

    /// Between an event that is to be put back and what the stream has some are missing.
    public static func gap(_ event: EventMetadata) -> EventStoreError {
        EventStoreError(
            .gap,
            "not restored: \(event.summary): version \(event.streamVersion + 1) of the stream is missing, and a stream has no "
                + "hole in it. Restore what was removed last first")
    }

    /// The id of an event that is to be put back is stored elsewhere.
    public static func usedID(of event: EventMetadata) -> EventStoreError {
        EventStoreError(
            .duplicateEventID,
            "not restored: \(event.summary): an event with this id is stored in another place, because it was appended "
                + "again after it had been removed")
    }
}
