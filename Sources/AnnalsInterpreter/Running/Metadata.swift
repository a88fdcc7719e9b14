public import AnnalsEvaluation
import AnnalsSchema
public import AnnalsValues

/// What is known about a stored event besides its payload: `meta` in expressions.
public struct Metadata: Hashable, Sendable {
    /// The event's own id.
    public var id: UniqueID
    /// The event's type, such as `OrderCreated`.
    public var type: String
    /// The version that the payload was written with.
    public var version: Int
    /// The stream's name.
    public var stream: String
    /// The event's place in its stream, from 1.
    public var streamVersion: Int
    /// The event's place in the store, from 1; an upcaster does not see it.
    public var position: Int
    /// When it was recorded.
    public var time: Timestamp
    /// Who caused it.
    public var userId: String?
    /// What it belongs to.
    public var correlationId: String?
    /// The message that directly caused it.
    public var causationId: String?

    /// Creates metadata; what is left out has the value of an invented first event.
    public init(
        id: UniqueID = UniqueID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0001), type: String, version: Int,
        stream: String? = nil, streamVersion: Int = 1, position: Int = 1, time: Timestamp? = nil,
        userId: String? = nil, correlationId: String? = nil, causationId: String? = nil
    ) {
        self.id = id
        self.type = type
        self.version = version
        self.stream = stream ?? "\(type)-1"
        self.streamVersion = streamVersion
        self.position = position
        // 2026-01-31T09:30:00Z: some time, the same on every run.
        self.time = time ?? Timestamp(seconds: 1_769_851_800) ?? .min
        self.userId = userId
        self.correlationId = correlationId
        self.causationId = causationId
    }

    /// The value of `meta`.
    public var value: Value {
        func optional(_ text: String?) -> Value { .optional(text.map { .string($0) }) }
        return .record(
            Scopes.meta,
            [
                "id": .uuid(id), "type": .string(type), "version": .int(version), "stream": .string(stream),
                "streamVersion": .int(streamVersion), "position": .int(position), "time": .timestamp(time),
                "userId": optional(userId), "correlationId": optional(correlationId),
                "causationId": optional(causationId),
            ])
    }
}
