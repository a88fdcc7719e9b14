/// Events for one stream.
public struct StreamAppend: Hashable, Sendable {
    /// The stream.
    public var stream: StreamName
    /// What the writer believes about the stream.
    public var expected: ExpectedVersion
    /// The events, in order.
    public var events: [ProposedEvent]

    /// Creates an append.
    public init(_ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedVersion) {
        self.stream = stream
        self.expected = expected
        self.events = events
    }
}

/// Where an append ended.
public struct AppendResult: Hashable, Sendable {
    /// The version of the last appended event; of the stream's last event when nothing was to be appended.
    public let streamVersion: Int
    /// The position of the last appended event; nil when nothing was to be appended.
    public let position: Int?

    /// Creates a result.
    public init(streamVersion: Int, position: Int?) {
        self.streamVersion = streamVersion
        self.position = position
    }
}
