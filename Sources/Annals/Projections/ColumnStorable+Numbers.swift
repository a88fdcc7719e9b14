extension Bool: ColumnStorable {
    /// 0 or 1.
    public func columnValue() -> ColumnValue { .integer(self ? 1 : 0) }

    /// Reads 0 or 1.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        switch try columnValue.integer("a bool") {
        case 0: self = false
        case 1: self = true
        case let other: throw InvalidRow(problem: "expected 0 or 1 for a bool, found \(other)")
        }
    }
}

extension Int: ColumnStorable {
    /// The number.
    public func columnValue() -> ColumnValue { .integer(Int64(self)) }

    /// Reads the number.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.exactly("an int")
    }
}

extension Int32: ColumnStorable {
    /// The number.
    public func columnValue() -> ColumnValue { .integer(Int64(self)) }

    /// Reads the number.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.exactly("an int32")
    }
}

extension UInt: ColumnStorable {
    /// The number. Throws above `Int64.max`.
    public func columnValue() throws(InvalidRow) -> ColumnValue {
        guard let integer = Int64(exactly: self) else {
            throw InvalidRow(
                problem: "\(self) is more than a column of integers can hold (\(Int64.max)); use a string or a decimal")
        }
        return .integer(integer)
    }

    /// Reads the number.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = try columnValue.exactly("a uint")
    }
}

extension Double: ColumnStorable {
    /// The number. Throws for NaN.
    public func columnValue() throws(InvalidRow) -> ColumnValue {
        guard !isNaN else {
            throw InvalidRow(problem: "NaN cannot be stored; guard the expression, for example against 0.0 / 0.0")
        }
        return .real(self)
    }

    /// Reads the number; an integer is taken too.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        switch columnValue {
        case .real(let real): self = real
        case .integer(let integer): self = Double(integer)
        default: throw .expected("a double as a real number", columnValue)
        }
    }
}

extension TimeSpan: ColumnStorable {
    /// Nanoseconds.
    public func columnValue() -> ColumnValue { .integer(nanoseconds) }

    /// Reads nanoseconds.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self.init(nanoseconds: try columnValue.integer("a duration"))
    }
}

extension ColumnValue {
    fileprivate func exactly<I: FixedWidthInteger>(_ what: String) throws(InvalidRow) -> I {
        let integer = try integer(what)
        guard let value = I(exactly: integer) else { throw InvalidRow(problem: "\(integer) is no \(what)") }
        return value
    }
}
