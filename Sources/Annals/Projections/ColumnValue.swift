/// A value in a column, in one of the storage classes of SQLite. Texts are equal when their bytes are.
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
}

extension ColumnValue {
    /// Compares as a unique index does.
    public static func == (left: ColumnValue, right: ColumnValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.real(let left), .real(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }

    /// Takes in what `==` compares.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .integer(let integer): hasher.combine(integer)
        case .real(let real): hasher.combine(real)
        case .text(let text): hasher.combine(utf8: text)
        case .blob(let bytes): hasher.combine(bytes)
        }
    }
}

extension ColumnValue {
    /// The form of a value in a column. Throws where it has none.
    public init(of value: some ColumnStorable) throws(InvalidRow) {
        self = try value.columnValue()
    }

    /// The form of a value of an enum, or of none.
    public init<E: RawRepresentable>(of value: E?) throws(InvalidRow) where E.RawValue == String {
        self = try value?.rawValue.columnValue() ?? .null
    }
}

extension ColumnValue: CustomStringConvertible {
    /// The value as SQL writes it; long texts are cut.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let integer): "\(integer)"
        case .real(let real): "\(real)"
        case .text(let text): "'\(text.prefix(64))'"
        case .blob(let bytes): "\(bytes.count) bytes"
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
