/// Why an event is written: what a program says beside its payload.
public struct EventContext: Hashable, Sendable {
    /// Who causes the event.
    public var userId: String?
    /// What it belongs to: the same for everything that one request brings about.
    public var correlationId: String?
    /// The message that directly causes it.
    public var causationId: String?
    /// Anything else, as a JSON object; nil for nothing.
    public var extra: OrderedMap<JSONValue>?

    /// Creates a context; everything may be left out.
    public init(
        userId: String? = nil, correlationId: String? = nil, causationId: String? = nil,
        extra: OrderedMap<JSONValue>? = nil
    ) {
        self.userId = userId
        self.correlationId = correlationId
        self.causationId = causationId
        self.extra = extra
    }
}
