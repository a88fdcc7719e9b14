/// Reads the values of a row in the order of its table. Used by generated code.
public struct ColumnReader {
    private let bytes: [UInt8]
    private var place = 0
    /// How many values were read.
    private(set) var count = 0
    /// The value that was looked at last, counted from 0.
    private(set) var current = 0

    /// Starts with the first value.
    public init(_ columns: PackedColumns) {
        bytes = columns.bytes
    }

    /// Whether all values were read.
    var isAtEnd: Bool { place == bytes.count }

    /// Reads a value that has a column form of its own.
    @inlinable
    public mutating func read<T: ColumnStorable>(_ type: T.Type = T.self) throws(InvalidRow) -> T {
        try T(from: &self)
    }

    /// Reads an enum.
    public mutating func readEnum<E: RawRepresentable>(
        _ type: E.Type = E.self
    ) throws(InvalidRow) -> E where E.RawValue == String {
        try readText("\(E.self)") { E(rawValue: String(decoding: $0, as: UTF8.self)) }
    }

    /// Reads an enum or null.
    public mutating func readEnumIfPresent<E: RawRepresentable>(
        _ type: E.Type = E.self
    ) throws(InvalidRow) -> E? where E.RawValue == String {
        try skipNull() ? nil : readEnum()
    }

    /// Passes a value that follows from others.
    public mutating func skip() throws(InvalidRow) {
        try next { _ in }
    }

    /// Reads a struct, a list, a map or any JSON.
    public mutating func readJSON<T>(_ body: (inout JSONReader) -> T?) throws(InvalidRow) -> T {
        let bytes = try readText("JSON") { Array($0) }
        do throws(InvalidPayload) {
            return try JSONReader.read(bytes, body)
        } catch {
            throw InvalidRow(problem: "the stored JSON does not fit: \(error)")
        }
    }

    /// Reads a struct, a list, a map or any JSON; nil for null.
    public mutating func readJSONIfPresent<T>(_ body: (inout JSONReader) -> T?) throws(InvalidRow) -> T? {
        try skipNull() ? nil : readJSON(body)
    }
}

// MARK: - What values are written as

extension ColumnReader {
    /// Reads an integer; `what` says for messages what is expected.
    public mutating func readInteger(_ what: StaticString) throws(InvalidRow) -> Int64 {
        try next { value throws(InvalidRow) in
            guard case .integer(let integer) = value else { throw .expected("\(what) as an integer", value) }
            return integer
        }
    }

    /// Reads a number; an integer is taken too.
    public mutating func readReal(_ what: StaticString) throws(InvalidRow) -> Double {
        try next { value throws(InvalidRow) in
            switch value {
            case .real(let real): return real
            case .integer(let integer): return Double(integer)
            default: throw .expected("\(what) as a real number", value)
            }
        }
    }

    /// Reads a text that `parse` understands; `what` says for messages what is expected.
    public mutating func readText<T>(
        _ what: @autoclosure () -> String, _ parse: (UnsafeBufferPointer<UInt8>) -> T?
    ) throws(InvalidRow) -> T {
        try next { value throws(InvalidRow) in
            guard case .text(let bytes) = value else { throw .expected("\(what()) as text", value) }
            guard let parsed = parse(bytes) else {
                let text = String(decoding: bytes, as: UTF8.self)
                throw InvalidRow(problem: "\"\(text.prefix(64))\" is no \(what())")
            }
            return parsed
        }
    }

    /// Reads bytes.
    public mutating func readBlob() throws(InvalidRow) -> [UInt8] {
        try next { value throws(InvalidRow) in
            guard case .blob(let bytes) = value else { throw .expected("bytes", value) }
            return Array(bytes)
        }
    }

    /// Goes on behind a null; false where there is something else.
    public mutating func skipNull() -> Bool {
        guard place < bytes.count, bytes[place] == PackedColumns.Kind.null.rawValue else { return false }
        place += 1
        count += 1
        return true
    }

    private mutating func next<T>(_ read: (PackedValue) throws(InvalidRow) -> T) throws(InvalidRow) -> T {
        var after = place
        current = count
        // Typed throws do not pass through the closures of unsafe memory.
        let result = bytes.withUnsafeBytes { memory -> Result<T, InvalidRow> in
            guard let value = PackedValue(memory, at: &after) else {
                return .failure(InvalidRow(problem: "more than \(count) columns were read"))
            }
            return Result { () throws(InvalidRow) in try read(value) }
        }
        let value = try result.get()
        place = after
        count += 1
        return value
    }
}

extension InvalidRow {
    fileprivate static func expected(_ what: String, _ found: PackedValue) -> InvalidRow {
        InvalidRow(problem: "expected \(what), found \(found.kind)")
    }
}
