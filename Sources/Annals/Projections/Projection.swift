/// How a read model follows from events. Generated.
public protocol Projection: Sendable {
    /// A row of its table.
    associatedtype Row: ReadModel
    /// The name; its checkpoint is stored under it.
    static var name: String { get }
    /// Identifies the definition and everything that it reads: rows of another fingerprint are not continued.
    static var fingerprint: String { get }
    /// The types of the events that it handles, and of retired ones that it handles parts of. Others never reach it.
    static var eventTypes: [String] { get }
    /// The retired event types in whose place it handles the parts. None unless said.
    static var retired: [any RetiredEvent.Type] { get }
    /// Changes the rows as the event says. A thrown error stops the projection before this event and undoes what the
    /// event had changed.
    static func apply(_ record: RecordedEvent, to rows: inout some RowAccess<Row>) throws(ProjectionError)
    /// Handles one event with the rows of a batch. There is no need to implement it: the usual one is compiled together
    /// with the projection, which makes it fast.
    static func handle(_ record: RecordedEvent, in batch: inout RowBatch<Row>) throws(ProjectionError)
    /// The next rows that a batch has left to write. There is no need to implement it either.
    static func nextChanges(
        of batch: inout RowBatch<Row>, atMost count: Int, keeping: Bool
    ) throws(ProjectionError) -> [RowChange]
}

extension Projection {
    /// None.
    public static var retired: [any RetiredEvent.Type] { [] }
}
