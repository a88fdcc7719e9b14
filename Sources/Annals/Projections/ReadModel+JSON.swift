// Rows as JSON, in the form in which events have the same values. What the table tells of its columns is enough for that, so
// that generated rows have no code for it, and reading them from a database is not touched.

extension ReadModel {
    /// The row as an object with the names of the columns, computed ones too; columns without a value are left out.
    ///
    /// - Throws: `InvalidRow` where a value cannot be stored, or has no form in JSON, such as an infinite number.
    public func jsonValue() throws(InvalidRow) -> JSONValue {
        var members = OrderedMap<JSONValue>()
        for (column, value) in zip(Self.table.columns, try columnValues()) where value != .null {
            guard let json = column.json(value) else {
                throw InvalidRow(table: Self.table.name, column: column.name, problem: "JSON has no form for \(value)")
            }
            members[column.name] = json
        }
        return .object(members)
    }

    /// Reads what `jsonValue()` makes. Other members are passed over, and so are computed columns, which follow.
    ///
    /// - Throws: `InvalidRow` for a value that a column cannot have, or a column without one.
    public init(jsonValue: JSONValue) throws(InvalidRow) {
        guard case .object = jsonValue else {
            throw InvalidRow(table: Self.table.name, problem: "expected an object, found \(jsonValue.typeName)")
        }
        var values: [ColumnValue] = []
        for column in Self.table.columns {
            guard let member = jsonValue[column.name] else {
                values.append(.null)
                continue
            }
            guard let value = column.value(member) else {
                throw InvalidRow(
                    table: Self.table.name, column: column.name, problem: "\(member.text) is no value of this column")
            }
            values.append(value)
        }
        try self.init(columnValues: values)
    }

    /// Writes `jsonValue()`.
    public func encode(to encoder: any Encoder) throws {
        do {
            try jsonValue().encode(to: encoder)
        } catch let error as InvalidRow {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "\(error)", underlyingError: error))
        }
    }

    /// Reads what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        do {
            try self.init(jsonValue: json)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
        }
    }
}

extension ColumnSchema {
    /// The form of a stored value in JSON; nil where there is none.
    fileprivate func json(_ value: ColumnValue) -> JSONValue? {
        switch (form, value) {
        case (_, .null): .null
        case (.bool, .integer(let integer)): .bool(integer != 0)
        case (.duration, .integer(let nanoseconds)): .string(TimeSpan(nanoseconds: nanoseconds).description)
        case (.timestamp, .text(let text)): (Timestamp(text)?.description).map(JSONValue.string)
        case (.json, .text(let text)): try? JSONValue(parsing: text, limits: .ofRows)
        case (_, .integer(let integer)): .integer(integer)
        case (_, .real(let real)): JSONNumber(real).map(JSONValue.number)
        case (_, .text(let text)): .string(text)
        case (_, .blob(let bytes)): .string(Base64.encode(bytes))
        }
    }

    /// The stored value of a form in JSON; nil where it is that of none.
    fileprivate func value(_ json: JSONValue) -> ColumnValue? {
        switch (form, json) {
        case (.json, .null) where !isNullable: .text("null")
        case (_, .null): .null
        case (.bool, .bool(let bool)): .integer(bool ? 1 : 0)
        case (.duration, .string(let text)): TimeSpan(text).map { .integer($0.nanoseconds) }
        case (.timestamp, .string(let text)): try? Timestamp(text)?.columnValue()
        case (.json, _): .text(json.text)
        case (.same, .number(let number)) where storage == .integer: number.integer(Int64.self).map(ColumnValue.integer)
        case (.same, .number(let number)) where storage == .real: number.double.map(ColumnValue.real)
        case (.same, .string(let text)) where storage == .text: .text(text)
        case (.same, .string(let text)) where storage == .blob:
            Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0) }.map(ColumnValue.blob)
        default: nil
        }
    }
}

extension JSONLimits {
    /// Lists in rows can be longer than what one event may have.
    fileprivate static let ofRows = JSONLimits(depth: greatestDepth, size: .max, stringLength: .max)
}
