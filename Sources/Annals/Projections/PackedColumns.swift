/// The values of some columns in one piece of memory, as ``ColumnWriter`` writes and ``ColumnReader`` reads them.
///
/// Equal values have equal bytes, and texts are compared by theirs, as unique indexes do.
public struct PackedColumns: Hashable, Sendable {
    /// For each value a byte for its kind, then what follows by kind: nothing, eight bytes, or a length of four
    /// bytes and that many bytes; numbers are little-endian.
    package var bytes: [UInt8] = []

    /// No values.
    public init() {}

    /// Whether the values are the same; null equals null.
    public static func == (left: PackedColumns, right: PackedColumns) -> Bool {
        left.bytes.withUnsafeBytes { bytes in right.bytes.withUnsafeBytes { isEqual(bytes, $0) } }
    }

    /// Takes in all bytes at once, which arrays do one by one.
    public func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// No values yet, and room for these bytes.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// How many bytes the values take.
    @usableFromInline var count: Int { bytes.count }

    /// About how much memory they take, with what comes with each piece of it.
    @usableFromInline var heapBytes: Int { bytes.count + 48 }

    /// These values.
    public init(_ values: [ColumnValue]) {
        for value in values {
            switch value {
            case .null: appendNull()
            case .integer(let integer): append(integer)
            case .real(let real): append(real)
            case .text(let text): append(text)
            case .blob(let bytes): bytes.withUnsafeBufferPointer { append(blob: $0) }
            }
        }
    }

    /// The values.
    public var values: [ColumnValue] {
        bytes.withUnsafeBytes { memory in
            var (values, place) = ([] as [ColumnValue], 0)
            while let value = PackedValue(memory, at: &place) { values.append(value.columnValue) }
            return values
        }
    }

    enum Kind: UInt8 {
        case null, integer, real, text, blob
    }
}

// MARK: - Writing

extension PackedColumns {
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    package mutating func appendNull() { bytes.append(Kind.null.rawValue) }

    package mutating func append(_ integer: Int64) { append(.integer, word: UInt64(bitPattern: integer)) }

    /// -0.0 becomes 0.0, which SQLite does not tell apart.
    package mutating func append(_ real: Double) { append(.real, word: (real == 0 ? 0 : real).bitPattern) }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0, .text) }
    }

    package mutating func append(text: UnsafeBufferPointer<UInt8>) { append(text, .text) }

    package mutating func append(blob: UnsafeBufferPointer<UInt8>) { append(blob, .blob) }

    /// Appends a text of at most `capacity` bytes that `write` puts into memory, giving their number.
    mutating func appendText(capacity: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            guard let start = buffer.baseAddress else { return }
            append(UnsafeBufferPointer(start: start, count: write(start)), .text)
        }
    }

    /// At most `UInt32.max` bytes.
    mutating func append(_ content: UnsafeBufferPointer<UInt8>, _ kind: Kind) {
        append(kind, word: UInt64(content.count), size: 4)
        bytes.append(contentsOf: content)
    }

    /// Both in one piece, so that the array's room is looked at once.
    private mutating func append(_ kind: Kind, word: UInt64, size: Int = 8) {
        var piece = (UInt64(kind.rawValue).bigEndian, word.littleEndian)
        withUnsafeBytes(of: &piece) { memory in
            let memory = memory.assumingMemoryBound(to: UInt8.self)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: memory[7..<8 + size]))
        }
    }
}

// MARK: - Reading

/// One value among packed ones; texts and blobs lie where they are.
package enum PackedValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(UnsafeBufferPointer<UInt8>)
    case blob(UnsafeBufferPointer<UInt8>)

    /// The value at a place, which moves behind it; nil at the end.
    package init?(_ memory: UnsafeRawBufferPointer, at place: inout Int) {
        guard place < memory.count, let kind = PackedColumns.Kind(rawValue: memory[place]) else { return nil }
        place += 1
        switch kind {
        case .null: self = .null
        case .integer:
            self = .integer(Int64(bitPattern: memory.word(at: place)))
            place += 8
        case .real:
            self = .real(Double(bitPattern: memory.word(at: place)))
            place += 8
        case .text, .blob:
            let count = Int(UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            let content = UnsafeRawBufferPointer(rebasing: memory[place + 4..<place + 4 + count])
                .assumingMemoryBound(to: UInt8.self)
            self = kind == .text ? .text(content) : .blob(content)
            place += 4 + count
        }
    }

    var columnValue: ColumnValue {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .real(let real): .real(real)
        case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
        case .blob(let bytes): .blob(Array(bytes))
        }
    }

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

extension UnsafeRawBufferPointer {
    fileprivate func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}

extension PackedColumns {
    /// For each value whether it is another in `other`, which has as many.
    package func differences(to other: PackedColumns) -> [Bool] {
        bytes.withUnsafeBytes { memory in
            other.bytes.withUnsafeBytes { others in
                var (differences, place, otherPlace) = ([] as [Bool], 0, 0)
                while true {
                    let (start, otherStart) = (place, otherPlace)
                    guard PackedValue(memory, at: &place) != nil, PackedValue(others, at: &otherPlace) != nil else {
                        return differences
                    }
                    let value = UnsafeRawBufferPointer(rebasing: memory[start..<place])
                    let other = UnsafeRawBufferPointer(rebasing: others[otherStart..<otherPlace])
                    differences.append(!isEqual(value, other))
                }
            }
        }
    }
}

extension PackedColumns {
    /// The first values.
    package func first(_ count: Int) -> PackedColumns {
        var values = PackedColumns()
        bytes.withUnsafeBytes { memory in
            var place = 0
            for _ in 0..<count { _ = PackedValue(memory, at: &place) }
            values.bytes = Array(memory[..<place])
        }
        return values
    }

    /// The value at a place, as one packed value; nil behind the last.
    func value(at wanted: Int) -> PackedColumns? {
        bytes.withUnsafeBytes { memory in
            var (place, index) = (0, 0)
            while true {
                let start = place
                guard PackedValue(memory, at: &place) != nil else { return nil }
                if index == wanted {
                    var value = PackedColumns()
                    value.bytes = Array(memory[start..<place])
                    return value
                }
                index += 1
            }
        }
    }
}

extension PackedColumns: Comparable {
    /// The first values that differ decide, in the order of ``ColumnValue``.
    public static func < (left: PackedColumns, right: PackedColumns) -> Bool {
        left.values.lexicographicallyPrecedes(right.values)
    }
}
