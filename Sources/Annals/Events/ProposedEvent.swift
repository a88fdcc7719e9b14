/// An event on its way into a store. It exists only with a valid payload: every initializer validates.
public struct ProposedEvent: Hashable, Sendable {
    /// The event's id. Appending the same id again gives the result of the first time.
    public let id: UniqueID
    /// The event's type.
    public let type: String
    /// The schema version of the payload.
    public let version: Int
    /// The payload: JSON in UTF-8.
    public let payload: [UInt8]
    /// When it happened; nil for the time of the append.
    public let time: Timestamp?
    /// Who causes it.
    public let userId: String?
    /// What it belongs to.
    public let correlationId: String?
    /// What directly causes it.
    public let causationId: String?
    /// More metadata, a JSON object in UTF-8; empty for none.
    public let extra: [UInt8]

    /// Encodes and validates a typed event.
    ///
    /// Throws `invalidPayload` with all violations, because the initializers of events do not check constraints.
    public init(
        _ event: some Event, id: UniqueID? = nil, context: EventContext = EventContext(), time: Timestamp? = nil
    ) throws(EventStoreError) {
        let eventType = Swift.type(of: event)
        let payload: [UInt8]
        do throws(UnencodableValue) {
            payload = try event.json()
        } catch {
            throw EventStoreError(
                .invalidPayload, "\(eventType.eventType) cannot be written as JSON: \(error)", underlying: error)
        }
        do throws(EventDecodingError) {
            try eventType.validate(version: eventType.eventVersion, payload: payload)
        } catch {
            throw EventStoreError(error)
        }
        try self.init(
            validated: payload, type: eventType.eventType, version: eventType.eventVersion, id: id, context: context,
            time: time)
    }

    /// Takes the bytes of an event in any version that the registry knows, for example from a history file.
    ///
    /// Throws `unknownEventType`, `unknownVersion` or `invalidPayload` with all violations; a retired type is
    /// `unknownEventType` as well.
    public init(
        type: String, version: Int, payload: [UInt8], registry: EventRegistry, id: UniqueID? = nil,
        context: EventContext = EventContext(), time: Timestamp? = nil
    ) throws(EventStoreError) {
        do throws(EventDecodingError) {
            try registry.requireUse(of: type, version: version)
            try registry.validate(type: type, version: version, payload: payload)
        } catch {
            throw EventStoreError(error)
        }
        try self.init(validated: payload, type: type, version: version, id: id, context: context, time: time)
    }

    /// Takes a payload that was validated in another way.
    package init(
        validated payload: [UInt8], type: String, version: Int, id: UniqueID?, context: EventContext, time: Timestamp?
    ) throws(EventStoreError) {
        for text in [context.userId, context.correlationId, context.causationId] where text?.utf8.contains(0) == true {
            throw EventStoreError(.invalidPayload, "not appended: the context of \(type) contains the character U+0000")
        }
        self.id = id ?? UniqueID.version7()
        self.type = type
        self.version = version
        self.payload = payload
        self.time = time
        userId = context.userId
        correlationId = context.correlationId
        causationId = context.causationId
        extra = context.extra.map { JSONValue.object($0).bytes } ?? []
    }
}
