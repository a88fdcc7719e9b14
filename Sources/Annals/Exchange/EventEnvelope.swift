/// An event with what is known about it, as it travels between programs: one JSON object. What is not known is nil.
public struct EventEnvelope: Hashable, Sendable {
    /// The event's own id.
    public var id: UniqueID?
    /// The event's type.
    public var type: String
    /// The schema version of the payload, from 1.
    public var version: Int?
    /// The stream's name.
    public var stream: String?
    /// The event's place in its stream, from 1.
    public var streamVersion: Int?
    /// The event's place in the store that it comes from, from 1.
    public var position: Int?
    /// When it was recorded.
    public var time: Timestamp?
    /// Who caused it.
    public var userId: String?
    /// What it belongs to.
    public var correlationId: String?
    /// The message that directly caused it.
    public var causationId: String?
    /// More metadata; nil for none.
    public var extra: OrderedMap<JSONValue>?
    /// The payload.
    public var data: JSONValue

    /// Creates an envelope.
    public init(type: String, version: Int? = nil, data: JSONValue) {
        self.type = type
        self.version = version
        self.data = data
    }

    /// Takes in a stored event.
    ///
    /// Throws ``EnvelopeError`` when its bytes are no JSON.
    public init(_ record: RecordedEvent) throws(EnvelopeError) {
        let metadata = record.metadata
        data = try EventEnvelope.json(record.payload, of: metadata)
        if !record.extra.isEmpty {
            guard case .object(let members) = try EventEnvelope.json(record.extra, of: metadata) else {
                throw EnvelopeError("\(metadata.summary): its further metadata is no JSON object")
            }
            extra = members
        }
        id = metadata.id
        type = metadata.type
        version = metadata.version
        stream = metadata.stream
        streamVersion = metadata.streamVersion
        position = metadata.position
        time = metadata.time
        userId = metadata.userId
        correlationId = metadata.correlationId
        causationId = metadata.causationId
    }

    private static func json(_ bytes: [UInt8], of metadata: EventMetadata) throws(EnvelopeError) -> JSONValue {
        do throws(JSONSyntaxError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw EnvelopeError("\(metadata.summary): \(error)")
        }
    }
}

/// Something that is no event in an envelope.
public struct EnvelopeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as a sentence without full stop.
    public let description: String

    /// Creates an error.
    public init(_ description: String) {
        self.description = description
    }
}
