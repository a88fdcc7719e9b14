public import AnnalsJSON

/// A state that follows from the events of one stream. Generated.
///
/// The state is read from and written to JSON for snapshots.
public protocol Aggregate: JSONCodable {
    /// What identifies one of them.
    associatedtype ID: AggregateID
    /// Its events, as a sum type.
    associatedtype Event: AggregateEvent
    /// The category of its streams, which are named `category-id`.
    static var category: String { get }
    /// Changes with the state's shape, with the fold and with everything that it reads, so that a snapshot of another
    /// definition is never used.
    ///
    /// What Swift does in a custom step of an upcast is not seen: after a change of one, remove the snapshots with
    /// ``SnapshotStore/deleteSnapshots(fingerprint:)``.
    static var fingerprint: String { get }
    /// When snapshots are due; nil for never. Nil unless said.
    static var snapshots: SnapshotPolicy? { get }
    /// The state before the first event.
    init()
    /// Changes the state as the event says.
    mutating func apply(_ event: Event, meta: EventMetadata) throws(EvaluationError)
    /// Changes the state as a stored event says, of which only the fields are decoded that the state needs; not at all when
    /// that fails.
    mutating func apply(_ record: RecordedEvent) throws(AggregateError)
}

/// The events of an aggregate, each in its newest version. Generated as an enum.
public protocol AggregateEvent: Sendable, Hashable {
    /// The types of its events.
    static var eventTypes: [String] { get }
    /// Its event types that have ended: in their place the parts are read. None unless said.
    static var retired: [any RetiredEvent.Type] { get }
    /// Decodes and upcasts a record; one of another type is an error.
    init(_ record: RecordedEvent) throws(EventDecodingError)
    /// The event itself.
    var event: any Event { get }
}

extension AggregateEvent {
    /// None.
    public static var retired: [any RetiredEvent.Type] { [] }
}

/// What can be the id of an aggregate.
public protocol AggregateID: Hashable, Sendable {
    /// The id in a stream's name; different ids have different texts.
    var streamText: String { get }
}

extension UniqueID: AggregateID {
    /// The id in lower case.
    public var streamText: String { description }
}

extension String: AggregateID {
    /// The string itself.
    public var streamText: String { self }
}

extension Int: AggregateID {
    /// The number in decimal.
    public var streamText: String { description }
}

extension Aggregate {
    /// None.
    public static var snapshots: SnapshotPolicy? { nil }

    /// Decodes the whole event.
    public mutating func apply(_ record: RecordedEvent) throws(AggregateError) {
        let event = try AggregateStep.decode(record) { (record) throws(EventDecodingError) in try Event(record) }
        try AggregateStep.apply(record) { () throws(EvaluationError) in try apply(event, meta: record.metadata) }
    }

    /// The name of the stream of one of them.
    public static func stream(_ id: ID) throws(InvalidStreamName) -> StreamName {
        try StreamName(category: category, id: id.streamText)
    }
}
