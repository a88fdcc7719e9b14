extension String: ColumnStorable {
    /// The text. Throws for U+0000, at which SQLite's functions for text end.
    public func columnValue() throws(InvalidRow) -> ColumnValue {
        guard !utf8.contains(0) else {
            throw InvalidRow(
                problem: "a text with the character U+0000 cannot be stored; remove it, for example with "
                    + "replace(\"\\u0000\", \"\")")
        }
        return .text(self)
    }

    /// Reads the text.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.text("a string")
    }
}

extension UniqueID: ColumnStorable {
    /// 36 lower-case characters.
    public func columnValue() -> ColumnValue { .text(description) }

    /// Reads either case.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.parsed("uuid") { UniqueID($0) }
    }
}

extension Timestamp: ColumnStorable {
    /// RFC 3339 in UTC with always nine digits of fraction, so that it sorts by time.
    public func columnValue() -> ColumnValue { .text(sortableText) }

    /// Reads any RFC 3339 timestamp.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.parsed("timestamp") { Timestamp($0) }
    }
}

extension CalendarDate: ColumnStorable {
    /// `YYYY-MM-DD`.
    public func columnValue() -> ColumnValue { .text(description) }

    /// Reads `YYYY-MM-DD`.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.parsed("date") { CalendarDate($0) }
    }
}

extension DecimalNumber: ColumnStorable {
    /// The exact number in decimal digits.
    public func columnValue() -> ColumnValue { .text(description) }

    /// Reads decimal digits.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.parsed("decimal") { DecimalNumber($0) }
    }
}

extension [UInt8]: ColumnStorable {
    /// The bytes.
    public func columnValue() -> ColumnValue { .blob(self) }

    /// Reads the bytes.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        guard case .blob(let bytes) = columnValue else { throw .expected("bytes", columnValue) }
        self = bytes
    }
}
