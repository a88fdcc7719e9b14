/// Takes in the values of a row in the order of its table. Used by generated code.
///
/// ```swift
/// try columns.write(orderId)
/// ```
public struct ColumnWriter {
    /// The values so far; empty where they are only checked.
    public private(set) var packed = PackedColumns()
    /// How many values there are so far.
    @usableFromInline package private(set) var count = 0
    /// About how many bytes the checked values take besides the row itself.
    @usableFromInline private(set) var heapBytes = 0
    /// Whether a checked value is -0.0, which SQLite stores as 0.0.
    @usableFromInline private(set) var hasNegativeZero = false
    private let isChecking: Bool

    /// Starts a row, or only its key.
    public init() {
        isChecking = false
    }

    /// Starts a row that may take this many bytes.
    @usableFromInline
    init(capacity: Int) {
        isChecking = false
        packed = PackedColumns(capacity: capacity)
    }

    /// Only finds out whether the values can be stored, which takes less time than writing them.
    @usableFromInline
    init(checking: Bool) {
        isChecking = checking
    }

    /// Starts anew in the same memory.
    @usableFromInline
    package mutating func startAgain() {
        packed.removeAll()
        count = 0
        heapBytes = 0
        hasNegativeZero = false
    }

    /// Writes a value that has a column form of its own.
    @inlinable
    public mutating func write(_ value: some ColumnStorable) throws(InvalidRow) {
        try value.write(to: &self)
    }

    /// Writes an enum as its value on the wire.
    public mutating func writeEnum<E: RawRepresentable>(_ value: E) throws(InvalidRow) where E.RawValue == String {
        try write(text: value.rawValue)
    }

    /// Writes an enum as its value on the wire, or null.
    public mutating func writeEnum<E: RawRepresentable>(_ value: E?) throws(InvalidRow) where E.RawValue == String {
        if let value { try write(text: value.rawValue) } else { writeNull() }
    }

    /// Writes null.
    public mutating func writeNull() {
        if !isChecking { packed.appendNull() }
        count += 1
    }

    /// Writes a struct, a list, a map or any JSON as JSON text.
    public mutating func writeJSON(_ body: (inout JSONWriter) -> Void) throws(InvalidRow) {
        var writer = JSONWriter()
        body(&writer)
        let bytes: [UInt8]
        do throws(UnencodableValue) {
            bytes = try writer.finish()
        } catch {
            throw InvalidRow(problem: "the value cannot be written as JSON: \(error)")
        }
        try bytes.withUnsafeBufferPointer { bytes throws(InvalidRow) in try write(bytes, .text) }
    }
}

// MARK: - What values are written as

extension ColumnWriter {
    /// Writes an integer.
    public mutating func write(integer: Int64) {
        if !isChecking { packed.append(integer) }
        count += 1
    }

    /// Writes a floating-point number. Throws for NaN.
    public mutating func write(real: Double) throws(InvalidRow) {
        guard !real.isNaN else {
            throw InvalidRow(problem: "NaN cannot be stored; guard the expression, for example against 0.0 / 0.0")
        }
        if isChecking {
            hasNegativeZero = hasNegativeZero || real.sign == .minus && real == 0
        } else {
            packed.append(real)
        }
        count += 1
    }

    /// Writes a text. Throws for U+0000, at which SQLite's functions for text end.
    public mutating func write(text: String) throws(InvalidRow) {
        var text = text
        // Typed throws do not pass through the closures of the standard library.
        let result = text.withUTF8 { bytes -> Result<Void, InvalidRow> in
            guard !bytes.contains(0) else {
                let advice = "remove it, for example with replace(\"\\u0000\", \"\")"
                return .failure(
                    InvalidRow(problem: "a text with the character U+0000 cannot be stored; \(advice)"))
            }
            return Result { () throws(InvalidRow) in try write(bytes, .text) }
        }
        try result.get()
    }

    /// Writes bytes.
    public mutating func write(blob: [UInt8]) throws(InvalidRow) {
        try blob.withUnsafeBufferPointer { bytes throws(InvalidRow) in try write(bytes, .blob) }
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: PackedColumns.Kind) throws(InvalidRow) {
        guard bytes.count <= Self.greatestLength else {
            throw InvalidRow(problem: "\(bytes.count) bytes are more than SQLite can store (\(Self.greatestLength))")
        }
        if isChecking {
            // A piece of memory of its own, which short strings do not have.
            heapBytes += bytes.count > 15 ? bytes.count + 48 : 0
        } else {
            packed.append(bytes, kind)
        }
        count += 1
    }

    /// SQLite's default limit, in bytes.
    private static let greatestLength = 1_000_000_000

    /// Writes ASCII text of at most `capacity` bytes, which `body` puts into memory, giving their number.
    mutating func writeText(capacity: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if !isChecking { packed.appendText(capacity: capacity, body) }
        count += 1
    }
}
