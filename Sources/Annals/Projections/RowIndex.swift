/// Numbers keys in the order in which they were first met. Keys are compared by the bytes of their packed values, as
/// databases compare them, and lie in one piece of memory.
@usableFromInline
struct RowIndex {
    /// One more than the number of a key, with the upper half of its hash above it, at the place that the hash says or
    /// behind it; 0 where there is none. The count is a power of two.
    private var places: [UInt64] = []
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
    var byteCount: Int { bytes.capacity + ends.capacity * 16 + places.count * 8 }

    /// The number of a key; a new one gets the next.
    @usableFromInline
    mutating func number(_ key: PackedColumns) -> Int {
        key.bytes.withUnsafeBytes { key in
            let hash = Self.hash(key)
            lastHash = hash
            if count * 2 >= places.count { grow() }
            // Most keys are told apart here, without a look at memory elsewhere.
            let tag = Self.tag(hash)
            var place = hash & (places.count - 1)
            while places[place] != 0 {
                if places[place] & Self.tagBits == tag {
                    let number = Int(places[place] & ~Self.tagBits) - 1
                    if isKey(number, key) { return number }
                }
                place = (place + 1) & (places.count - 1)
            }
            let number = count
            places[place] = tag | UInt64(number + 1)
            hashes.append(hash)
            // Copied at once, which raw memory would not be.
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: key.assumingMemoryBound(to: UInt8.self)[...]))
            ends.append(bytes.count)
            return number
        }
    }

    /// Numbers that nobody outside of the program knows.
    private static let secrets = SIMD3<UInt64>(
        .random(in: 1 ... .max), .random(in: 1 ... .max), .random(in: 1 ... .max))

    /// Eight bytes at a time, multiplied with secrets, after Wang Yi's wyhash.
    private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
        let secrets = secrets
        var (hash, place, rest) = (secrets.x ^ UInt64(key.count), 0, 0 as UInt64)
        func mix(_ word: UInt64) {
            let (high, low) = (word ^ secrets.y).multipliedFullWidth(by: hash ^ secrets.z)
            hash = high ^ low
        }
        while place + 8 <= key.count {
            mix(key.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        while place < key.count {
            rest = rest << 8 | UInt64(key[place])
            place += 1
        }
        mix(rest)
        mix(UInt64(key.count))
        return Int(truncatingIfNeeded: hash)
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
        for place in places.indices { places[place] = 0 }
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
        places = Array(repeating: 0, count: max(places.count * 2, 64))
        for (number, hash) in hashes.enumerated() {
            var place = hash & (places.count - 1)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Self.tag(hash) | UInt64(number + 1)
        }
    }

    private static let tagBits: UInt64 = 0xFFFF_FFFF_0000_0000

    private static func tag(_ hash: Int) -> UInt64 { UInt64(bitPattern: Int64(hash)) & tagBits }
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
