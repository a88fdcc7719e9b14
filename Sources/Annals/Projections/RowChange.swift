/// What is left to write for one row.
public struct RowChange: Sendable {
    /// What is known of the row that is stored under a key.
    public enum Before: Sendable {
        /// Nothing: it was not looked up.
        case unknown
        /// There is none.
        case absent
        /// There is one with these values in its columns.
        case present(PackedColumns)
    }

    /// The values of the key columns; empty where there are all values, of which they are the first.
    public let key: PackedColumns
    /// The values of all columns; nil when the row is deleted.
    public let values: PackedColumns?
    /// What is known of the row that is stored under this key.
    public let before: Before
    /// The rows of the elements of lists, for each table of `TableSchema.lines`; empty when the row is deleted.
    public let lines: [[PackedColumns]]

    /// Creates a change.
    @inlinable
    public init(key: PackedColumns, values: PackedColumns?, before: Before, lines: [[PackedColumns]] = []) {
        self.key = key
        self.values = values
        self.before = before
        self.lines = lines
    }
}
