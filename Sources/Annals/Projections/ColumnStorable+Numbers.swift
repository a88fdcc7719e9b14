extension Bool: ColumnStorable {
    /// Writes 0 or 1.
    public func write(to columns: inout ColumnWriter) { columns.write(integer: self ? 1 : 0) }

    /// Reads 0 or 1.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        switch try columns.readInteger("a bool") {
        case 0: self = false
        case 1: self = true
        case let other: throw InvalidRow(problem: "expected 0 or 1 for a bool, found \(other)")
        }
    }
}

extension Int: ColumnStorable {
    /// Writes the number.
    public func write(to columns: inout ColumnWriter) { columns.write(integer: Int64(self)) }

    /// Reads the number.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.exactly("an int")
    }
}

extension Int32: ColumnStorable {
    /// Writes the number.
    public func write(to columns: inout ColumnWriter) { columns.write(integer: Int64(self)) }

    /// Reads the number.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.exactly("an int32")
    }
}

extension UInt: ColumnStorable {
    /// Writes the number. Throws above `Int64.max`.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        guard let integer = Int64(exactly: self) else {
            throw InvalidRow(
                problem: "\(self) is more than a column of integers can hold (\(Int64.max)); use a string or a decimal")
        }
        columns.write(integer: integer)
    }

    /// Reads the number.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.exactly("a uint")
    }
}

extension Double: ColumnStorable {
    /// Writes the number. Throws for NaN.
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(real: self) }

    /// Reads the number; an integer is taken too.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = try columns.readReal("a double")
    }
}

extension TimeSpan: ColumnStorable {
    /// Writes nanoseconds.
    public func write(to columns: inout ColumnWriter) { columns.write(integer: nanoseconds) }

    /// Reads nanoseconds.
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self.init(nanoseconds: try columns.readInteger("a duration"))
    }
}

extension ColumnReader {
    fileprivate mutating func exactly<I: FixedWidthInteger>(_ what: StaticString) throws(InvalidRow) -> I {
        let integer = try readInteger(what)
        guard let value = I(exactly: integer) else { throw InvalidRow(problem: "\(integer) is no \(what)") }
        return value
    }
}
