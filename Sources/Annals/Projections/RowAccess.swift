/// The rows that a projection reads and changes while it handles an event.
public protocol RowAccess<Row> {
    /// A row.
    associatedtype Row: ReadModel
    /// The row with this key, as the events before left it; nil where there is none.
    mutating func row(_ key: Row.Key) throws(ProjectionError) -> Row?
    /// The rows whose column has this value, as the events before left them and this one so far, in the order of their
    /// keys. Null equals null.
    mutating func rows(where column: String, equals value: ColumnValue) throws(ProjectionError) -> [Row]
    /// Inserts the row or replaces the one with the same key.
    mutating func save(_ row: Row) throws(ProjectionError)
    /// Deletes the row with this key; does nothing where there is none.
    mutating func delete(_ key: Row.Key) throws(ProjectionError)
    /// Notes that an `update` found no row.
    mutating func countMissedUpdate()
    /// Whether the event was handled before and its rows are being made anew. Effects outside the rows, such as mails,
    /// were had then and must not be repeated.
    var isReplay: Bool { get }
}

extension RowAccess {
    /// No.
    public var isReplay: Bool { false }
}
