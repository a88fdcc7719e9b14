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

extension RowAccess {
    /// The rows that have all of these values, found by the first of the columns; in the order of their keys.
    public mutating func rows(
        where conditions: KeyValuePairs<String, ColumnValue>
    ) throws(ProjectionError) -> [Row] {
        guard let first = conditions.first else { return [] }
        let found = try rows(where: first.key, equals: first.value)
        guard conditions.count > 1 else { return found }
        var result: [Row] = []
        for row in found where try row.has(conditions.dropFirst()) { result.append(row) }
        return result
    }
}

extension ReadModel {
    fileprivate func has(
        _ conditions: some Sequence<(key: String, value: ColumnValue)>
    ) throws(ProjectionError) -> Bool {
        let values: [ColumnValue]
        do throws(InvalidRow) {
            values = try columnValues()
        } catch {
            throw ProjectionError(error, step: "where")
        }
        return conditions.allSatisfy { condition in
            Self.table.columns.firstIndex { $0.name == condition.key }.map { values[$0] } == condition.value
        }
    }
}
