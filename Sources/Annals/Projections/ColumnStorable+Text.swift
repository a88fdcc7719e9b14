extension String: ColumnStorable {
    /// Writes the text. Throws for U+0000, at which SQLite's functions for text end.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(text: self) }

    /// Reads the text.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readText("a string") { String(decoding: $0, as: UTF8.self) }
    }
}

extension UniqueID: ColumnStorable {
    /// Writes 36 lower-case characters.
    public func write(to columns: inout ColumnWriter) {
        columns.writeText(capacity: Self.textLength) { writeText(to: $0) }
    }

    /// Reads either case.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readText("uuid") { UniqueID(utf8: $0) }
    }
}

extension Timestamp: ColumnStorable {
    /// Writes RFC 3339 in UTC with always nine digits of fraction, so that it sorts by time.
    public func write(to columns: inout ColumnWriter) {
        columns.writeText(capacity: Self.greatestTextLength) { writeSortableText(to: $0) }
    }

    /// Reads any RFC 3339 timestamp.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readText("timestamp") { Timestamp(utf8: $0) }
    }
}

extension CalendarDate: ColumnStorable {
    /// Writes `YYYY-MM-DD`.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(text: description) }

    /// Reads `YYYY-MM-DD`.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readText("date") { CalendarDate(String(decoding: $0, as: UTF8.self)) }
    }
}

extension DecimalNumber: ColumnStorable {
    /// Writes the exact number in decimal digits.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(text: description) }

    /// Reads decimal digits.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readText("decimal") { DecimalNumber(String(decoding: $0, as: UTF8.self)) }
    }
}

extension [UInt8]: ColumnStorable {
    /// Writes the bytes.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(blob: self) }

    /// Reads the bytes.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readBlob()
    }
}
