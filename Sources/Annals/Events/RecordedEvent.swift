/// An event as it lies in a store: the bytes in the version that wrote them, never rewritten.
///
/// `OrderCreated.decode(record)`, or the aggregate's sum type, makes a typed event of the newest version.
public struct RecordedEvent: Hashable, Sendable {
    /// Identity, place, type, version and time.
    public var metadata: EventMetadata
    /// The payload: JSON in UTF-8, valid for `metadata.version`.
    public var payload: [UInt8]
    /// More metadata, a JSON object in UTF-8; empty for none.
    public var extra: [UInt8]

    /// Creates a record.
    public init(metadata: EventMetadata, payload: [UInt8], extra: [UInt8] = []) {
        self.metadata = metadata
        self.payload = payload
        self.extra = extra
    }

    /// The event's type.
    public var type: String { metadata.type }
    /// The schema version of the payload.
    public var version: Int { metadata.version }
    /// The event's place in the store.
    public var position: Int { metadata.position }
}
