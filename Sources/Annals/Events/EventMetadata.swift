/// What is known about a stored event besides its payload; `meta` in expressions.
public struct EventMetadata: Hashable, Sendable {
    /// The event's own id, unique in the store.
    public var id: UniqueID
    /// The event's type, such as `OrderCreated`.
    public var type: String
    /// The schema version that the payload was written with, from 1.
    public var version: Int
    /// The stream's name, `Order-0198c0de-…`.
    public var stream: String
    /// The event's place in its stream, from 1 without gaps.
    public var streamVersion: Int
    /// The event's place in the store, from 1, growing. An upcaster's result must not depend on it.
    public var position: Int
    /// When it was recorded.
    public var time: Timestamp
    /// Who caused it.
    public var userId: String?
    /// What it belongs to: the same for everything that one request brought about.
    public var correlationId: String?
    /// The message that directly caused it.
    public var causationId: String?

    /// Which of the events that take the place of a retired one this is, from 1; 0 for an event that is stored itself.
    public var part = 0

    /// Creates metadata.
    public init(
        id: UniqueID, type: String, version: Int, stream: String, streamVersion: Int, position: Int, time: Timestamp,
        userId: String? = nil, correlationId: String? = nil, causationId: String? = nil
    ) {
        self.id = id
        self.type = type
        self.version = version
        self.stream = stream
        self.streamVersion = streamVersion
        self.position = position
        self.time = time
        self.userId = userId
        self.correlationId = correlationId
        self.causationId = causationId
    }
}

extension EventMetadata {
    /// How messages name the event: `OrderCreated version 2 at position 17 (Order-42 version 3, id …)`.
    public var summary: String {
        "\(type) version \(version) at position \(position)\(part > 0 ? " part \(part)" : "") (\(stream) version \(streamVersion), id \(id))"
    }
}
