/// The rows that a projection reads and changes while it handles an event.
public protocol RowAccess<Row> {
    /// A row.
    associatedtype Row: ReadModel
    /// The row with this key, as the events before left it; nil where there is none.
    mutating func row(_ key: Row.Key) throws(ProjectionError) -> Row?
    /// The rows whose columns have all of these values, as the events before left them and this one so far, in the order of
    /// their keys. Null equals null. Of no conditions there are no rows.
    mutating func rows(where conditions: KeyValuePairs<String, ColumnValue>) throws(ProjectionError) -> [Row]
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
    /// The rows whose column has this value.
    public mutating func rows(where column: String, equals value: ColumnValue) throws(ProjectionError) -> [Row] {
        try rows(where: [column: value])
    }
}

extension ReadModel {
    /// The places of the columns of conditions. Throws for a column that there is not.
    static func places(
        of conditions: KeyValuePairs<String, ColumnValue>
    ) throws(ProjectionError) -> [(column: Int, value: ColumnValue)] {
        var places: [(column: Int, value: ColumnValue)] = []
        for (column, value) in conditions {
            guard let place = table.index(of: column) else {
                throw ProjectionError(
                    InvalidRow(table: table.name, column: column, problem: "there is no such column"), step: "where")
            }
            places.append((place, value))
        }
        return places
    }

    /// Whether the row has all of these values.
    func has(_ conditions: some Sequence<(column: Int, value: ColumnValue)>) throws(ProjectionError) -> Bool {
        let values: [ColumnValue]
        do throws(InvalidRow) {
            values = try columnValues()
        } catch {
            throw ProjectionError(error, step: "where")
        }
        return conditions.allSatisfy { values[$0.column] == $0.value }
    }
}
