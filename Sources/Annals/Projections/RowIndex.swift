/// Numbers keys in the order in which they were first met. Keys are compared by the bytes of their packed values, as
/// databases compare them, and lie in one piece of memory.
@usableFromInline
struct RowIndex {
    /// The number of a key, or -1, at the place that its hash says or behind it. The count is a power of two.
    private var places: [Int32] = []
    /// For each key its hash.
    private var hashes: [Int] = []
    /// For each key where it ends.
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    /// The hash of the key that was asked for last.
    private(set) var lastHash = 0
    /// The hashes of all keys.
    var keyHashes: [Int] { hashes }

    /// How many keys there are.
    var count: Int { ends.count }

    /// About how many bytes they take.
    var byteCount: Int { bytes.count + ends.count * 16 + places.count * 4 }

    /// The number of a key; a new one gets the next.
    @usableFromInline
    mutating func number(_ key: PackedColumns) -> Int {
        key.bytes.withUnsafeBytes { key in
            let hash = Self.hash(key)
            lastHash = hash
            if count * 2 >= places.count { grow() }
            var place = hash & (places.count - 1)
            while places[place] >= 0 {
                let number = Int(places[place])
                if hashes[number] == hash, isKey(number, key) { return number }
                place = (place + 1) & (places.count - 1)
            }
            let number = count
            places[place] = Int32(number)
            hashes.append(hash)
            // Copied at once, which raw memory would not be.
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: key.assumingMemoryBound(to: UInt8.self)[...]))
            ends.append(bytes.count)
            return number
        }
    }

    private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return hasher.finalize()
    }

    /// Which part of so many a key belongs to; the same for as long as the program runs.
    static func part(of key: PackedColumns, count: Int) -> Int {
        part(ofHash: key.bytes.withUnsafeBytes { hash($0) }, count: count)
    }

    static func part(ofHash hash: Int, count: Int) -> Int { Int(UInt(bitPattern: hash) >> 40) % count }

    /// The key with this number.
    @usableFromInline
    func key(_ number: Int) -> PackedColumns {
        var key = PackedColumns()
        key.bytes = Array(bytes[range(number)])
        return key
    }

    /// Forgets all keys and keeps the memory.
    mutating func removeAll() {
        for place in places.indices { places[place] = -1 }
        hashes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Sorts numbers by their keys, near the order of the table: by the beginning of the first value, then by bytes.
    func sorted(_ numbers: [Int]) -> [Int] {
        bytes.withUnsafeBytes { memory in
            numbers.map { number in
                var place = range(number).lowerBound
                return (prefix: PackedValue(memory, at: &place)?.prefix ?? KeyPrefix(), number: number)
            }.sorted { left, right in
                guard left.prefix == right.prefix else { return left.prefix < right.prefix }
                return memory[range(left.number)].lexicographicallyPrecedes(memory[range(right.number)])
            }.map(\.number)
        }
    }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    private func isKey(_ number: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        let range = range(number)
        guard range.count == key.count else { return false }
        return bytes.withUnsafeBytes { memory in isEqual(UnsafeRawBufferPointer(rebasing: memory[range]), key) }
    }

    private mutating func grow() {
        places = Array(repeating: -1, count: max(places.count * 2, 64))
        for (number, hash) in hashes.enumerated() {
            var place = hash & (places.count - 1)
            while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(number)
        }
    }
}

/// The beginning of a value, as sixteen bytes that are compared at once: enough for most keys.
struct KeyPrefix: Equatable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    static func < (left: KeyPrefix, right: KeyPrefix) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension PackedValue {
    /// Grows with the value, as far as its beginning tells.
    var prefix: KeyPrefix {
        switch self {
        case .integer(let integer): KeyPrefix(high: UInt64(bitPattern: integer) ^ 1 << 63)
        case .text(let bytes), .blob(let bytes):
            withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { start in
                start.initializeMemory(as: UInt8.self, repeating: 0)
                start.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).prefix(16)))
                return KeyPrefix(
                    high: UInt64(bigEndian: start.load(as: UInt64.self)),
                    low: UInt64(bigEndian: start.load(fromByteOffset: 8, as: UInt64.self)))
            }
        case .null, .real: KeyPrefix()
        }
    }
}

/// Whether both hold the same bytes; eight at once.
func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var place = 0
    while place + 8 <= left.count {
        let (word, other) = (
            left.loadUnaligned(fromByteOffset: place, as: UInt64.self),
            right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        )
        guard word == other else { return false }
        place += 8
    }
    while place < left.count {
        guard left[place] == right[place] else { return false }
        place += 1
    }
    return true
}
