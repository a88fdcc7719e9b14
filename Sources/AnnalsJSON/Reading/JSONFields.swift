/// The keys of an object in schema order, as a constant of generated code.
///
/// The table behind it is made once and never freed, so that reading touches no reference counts.
public struct JSONFields: @unchecked Sendable, ExpressibleByArrayLiteral {
    // Sendable because nobody changes the table once it is made.
    private let table: UnsafePointer<Table>

    private struct Table {
        var keys: UnsafePointer<Key>
        var count: Int
        /// The first 64 fields that must be there, as bits.
        var required: UInt64
        /// The other fields that must be there.
        var requiredBeyond: [Int]
    }

    /// A key and its form in compact JSON: in quotes, with the colon.
    private struct Key {
        /// Sixteen bytes of it, filled up with zeros, and which of their bits count.
        var words: (UInt64, UInt64)
        var masks: (UInt64, UInt64)
        /// How many bytes it has.
        let count: Int
        /// How many bytes of the text are looked at.
        let reach: Int
        let text: StaticString

        init(_ text: StaticString) {
            self.text = text
            let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
            let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\""), UInt8(ascii: ":")]
            words = (Key.word(quoted.prefix(8)), Key.word(quoted.dropFirst(8).prefix(8)))
            masks = (Key.mask(quoted.count), Key.mask(quoted.count - 8))
            count = quoted.count
            // A key that a text must escape never stands there as it is.
            let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
            reach = isPlain ? max(quoted.count, 16) : .max
        }

        /// Bytes as they are in memory.
        private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }.littleEndian
        }

        /// The bits of the first so many bytes in memory.
        private static func mask(_ count: Int) -> UInt64 {
            count >= 8 ? .max : count <= 0 ? 0 : (UInt64.max >> UInt64(64 - 8 * count)).littleEndian
        }
    }

    /// The keys in schema order.
    ///
    /// - Parameter required: The places of those that must be there.
    public init(_ names: [StaticString], required: [Int] = []) {
        // No text has an unescaped quote inside a key, so the last one stands nowhere.
        let keys = (names + ["\""]).map(Key.init)
        let stored = UnsafeMutablePointer<Key>.allocate(capacity: keys.count)
        for (index, key) in keys.enumerated() { (stored + index).initialize(to: key) }
        let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
        table.initialize(
            to: Table(
                keys: UnsafePointer(stored), count: names.count,
                required: required.reduce(0) { $1 < 64 ? $0 | 1 << UInt64($1) : $0 },
                requiredBeyond: required.filter { $0 >= 64 }))
        self.table = UnsafePointer(table)
    }

    /// The keys in schema order, none of them required.
    public init(arrayLiteral names: StaticString...) {
        self.init(names)
    }

    /// How many there are.
    @inline(__always)
    var count: Int { table.pointee.count }

    /// A key.
    func text(_ index: Int) -> StaticString { table.pointee.keys[index].text }

    /// How many bytes a key has in compact JSON, with its quotes and its colon.
    @inline(__always)
    func length(of index: Int) -> Int { table.pointee.keys[index].count }

    /// Whether the bytes at an address are a quoted key with its colon; false also at the very end of a text, where
    /// whole words cannot be read.
    ///
    /// - Parameters:
    ///   - index: The place of the key. There is one more at the end, which stands nowhere.
    ///   - end: Where the text ends.
    @inline(__always)
    func stands(_ index: Int, at start: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> Bool {
        let key = table.pointee.keys + index
        guard key.pointee.reach <= end - start else { return false }
        let raw = UnsafeRawPointer(start)
        let first = raw.loadUnaligned(as: UInt64.self) ^ key.pointee.words.0
        let second = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ key.pointee.words.1
        guard first & key.pointee.masks.0 | second & key.pointee.masks.1 == 0 else { return false }
        return key.pointee.count <= 16 || endsAlike(index, start)
    }

    /// Whether a key that is longer than sixteen bytes goes on as the text does.
    @inline(never)
    private func endsAlike(_ index: Int, _ start: UnsafePointer<UInt8>) -> Bool {
        let text = self.text(index)
        let length = text.utf8CodeUnitCount
        return (0..<length).allSatisfy { start[$0 + 1] == text.utf8Start[$0] }
            && start[length + 1] == UInt8(ascii: "\"") && start[length + 2] == UInt8(ascii: ":")
    }

    /// The first 64 fields that must be there, as bits.
    @inline(__always)
    var required: UInt64 { table.pointee.required }

    /// The other fields that must be there.
    var requiredBeyond: [Int] { table.pointee.requiredBeyond }

    /// Whether there are other fields that must be there.
    @inline(__always)
    var hasRequiredBeyond: Bool { !table.pointee.requiredBeyond.isEmpty }

    /// The field of a key.
    func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        (0..<count).first { index in
            let text = self.text(index)
            return UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).elementsEqual(key)
        }
    }
}
