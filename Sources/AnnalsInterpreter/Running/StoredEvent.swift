public import AnnalsJSON

/// An event as it lies in a store.
public struct StoredEvent: Hashable, Sendable {
    /// The payload at the version that it was written with.
    public var payload: JSONValue
    /// Type, version, time and the rest.
    public var metadata: Metadata

    /// Creates an event.
    public init(payload: JSONValue, metadata: Metadata) {
        self.payload = payload
        self.metadata = metadata
    }
}
