/// A value in a column, in one of the storage classes of SQLite.
public enum ColumnValue: Hashable, Sendable {
    /// No value.
    case null
    /// An integer.
    case integer(Int64)
    /// A floating-point number, never NaN.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// The kind of value, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .real: "a real number"
        case .text: "text"
        case .blob: "bytes"
        }
    }
}

/// A row that does not fit its table, or column values that make no row.
public struct InvalidRow: Error, Hashable, Sendable, CustomStringConvertible {
    /// The table; empty where it is not known yet.
    public let table: String
    /// The column; empty where it is not known yet.
    public let column: String
    /// What is wrong with the value.
    public let problem: String

    /// Creates an error.
    public init(table: String = "", column: String = "", problem: String) {
        self.table = table
        self.column = column
        self.problem = problem
    }

    /// Where and what.
    public var description: String {
        let place = [table, column].filter { !$0.isEmpty }.joined(separator: ".")
        return place.isEmpty ? problem : "\(place): \(problem)"
    }
}
