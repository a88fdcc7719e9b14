/// The state of an aggregate after one of its events, kept so that loading it need not begin with the first event.
public struct Snapshot: Hashable, Sendable {
    /// The stream of the aggregate.
    public let stream: StreamName
    /// The fingerprint of the aggregate that made it: ``Aggregate/fingerprint``.
    public let fingerprint: String
    /// The version of the last event that went into the state, from 1.
    public let version: Int
    /// The id of that event, which shows that the snapshot belongs to the stream as it is.
    public let eventID: UniqueID
    /// The latest time of the events that went into the state.
    public let time: Timestamp
    /// The state, JSON in UTF-8.
    public let state: [UInt8]
    /// The sum over all of this as it was worked out when the snapshot was made.
    public let checksum: UInt64

    /// Makes a snapshot.
    public init(
        stream: StreamName, fingerprint: String, version: Int, eventID: UniqueID, time: Timestamp, state: [UInt8]
    ) {
        self.init(
            stream: stream, fingerprint: fingerprint, version: version, eventID: eventID, time: time, state: state,
            checksum: Snapshot.sum(stream, fingerprint, version, eventID, time, state))
    }

    /// A snapshot as a store has kept it.
    public init(
        stream: StreamName, fingerprint: String, version: Int, eventID: UniqueID, time: Timestamp, state: [UInt8],
        checksum: UInt64
    ) {
        self.stream = stream
        self.fingerprint = fingerprint
        self.version = version
        self.eventID = eventID
        self.time = time
        self.state = state
        self.checksum = checksum
    }

    /// Whether nothing of it has changed since it was made.
    public var isWhole: Bool { checksum == Snapshot.sum(stream, fingerprint, version, eventID, time, state) }

    private static func sum(
        _ stream: StreamName, _ fingerprint: String, _ version: Int, _ eventID: UniqueID, _ time: Timestamp,
        _ state: [UInt8]
    ) -> UInt64 {
        let head = "\(stream)\n\(fingerprint)\n\(version)\n\(eventID)\n\(time.seconds)\n\(time.nanoseconds)\n"
        return FNV1a.hash(state, seed: FNV1a.hash(head.utf8))
    }
}
