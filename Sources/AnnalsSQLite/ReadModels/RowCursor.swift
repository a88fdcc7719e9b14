internal import Annals

/// A place in an order of rows: behind one of them, whether it is still there or not. It can be handed out as text.
public struct RowCursor<Row: SQLiteReadModel>: Hashable, Sendable {
    /// The order.
    public let order: RowOrder<Row>
    let values: [ColumnValue]

    init(order: RowOrder<Row>, values: [ColumnValue]) {
        self.order = order
        self.values = values
    }
}

extension RowCursor: LosslessStringConvertible {
    /// The place as text of letters, digits, `-` and `_`, for a link or a client.
    public var description: String {
        let columns = JSONValue.array(order.columns.map(JSONValue.string))
        let text = JSONValue.array([columns, .bool(order.isDescending), .array(values.map(\.json))]).text
        return text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Reads a place; nil for a text that is none, or one of another order than those of this read model.
    public init?(_ description: String) {
        guard let bytes = [UInt8](hexadecimal: description), let json = try? JSONValue(parsing: bytes),
            case .array(let parts) = json, parts.count == 3, case .array(let names) = parts[0],
            case .bool(let isDescending) = parts[1], case .array(let values) = parts[2]
        else { return nil }
        let columns = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
        let known = [Row.table.primaryKey] + Row.table.indexes.map(\.columns)
        guard let order = known.lazy.map(RowOrder<Row>.init(columns:)).first(where: { $0.columns == columns }) else {
            return nil
        }
        let read = values.compactMap(ColumnValue.init(json:))
        guard read.count == values.count, read.count == columns.count else { return nil }
        self.init(order: isDescending ? order.descending : order, values: read)
    }
}

extension ColumnValue {
    /// The kind and the value; texts alone, because JSON's numbers are not exact everywhere.
    fileprivate var json: JSONValue {
        let parts: [String] =
            switch self {
            case .null: ["n"]
            case .integer(let integer): ["i", "\(integer)"]
            case .real(let real): ["r", "\(real.bitPattern)"]
            case .text(let text): ["t", text]
            case .blob(let bytes): ["b"] + bytes.map { "\($0)" }
            }
        return .array(parts.map(JSONValue.string))
    }

    fileprivate init?(json: JSONValue) {
        guard case .array(let items) = json else { return nil }
        let parts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
        switch (parts.first, parts.count) {
        case ("n", 1): self = .null
        case ("i", 2):
            guard let integer = Int64(parts[1]) else { return nil }
            self = .integer(integer)
        case ("r", 2):
            guard let bits = UInt64(parts[1]), case let real = Double(bitPattern: bits), !real.isNaN else { return nil }
            self = .real(real)
        case ("t", 2): self = .text(parts[1])
        case ("b", _):
            let bytes = parts.dropFirst().compactMap { UInt8($0) }
            guard bytes.count == parts.count - 1 else { return nil }
            self = .blob(bytes)
        default: return nil
        }
    }
}

extension [UInt8] {
    /// The bytes of hexadecimal digits; nil when there are others.
    fileprivate init?(hexadecimal text: String) {
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16), rest.utf8.count >= 2, rest.first != "+" else {
                return nil
            }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self = bytes
    }
}
