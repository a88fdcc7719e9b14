/// A share of all streams, by a fixed hash of their names, so that several consumers can divide a log between them.
///
/// Every stream belongs to one of 1024 slices, and partition *p* of *n* has the slices from ⌊1024·p/n⌋ up to, but not
/// including, ⌊1024·(p+1)/n⌋. The slice follows from the bytes of the name alone: their 64-bit FNV-1a hash *h* (offset basis
/// 14695981039346656037, prime 1099511628211), folded to `(h ^ (h >> 32)) & 1023`. It is the same in every process, on every
/// machine and in every version of Annals, because checkpoints depend on it.
public struct StreamPartition: Hashable, Sendable {
    /// How many slices there are, and how many partitions at most.
    public static let sliceCount = 1024

    /// Which partition, from 0.
    public let number: Int
    /// How many partitions there are, from 1 to 1024.
    public let count: Int

    /// A partition; nil unless `count` is from 1 to 1024 and `number` from 0 to less than it.
    public init?(_ number: Int, of count: Int) {
        guard (1...Self.sliceCount).contains(count), (0..<count).contains(number) else { return nil }
        self.number = number
        self.count = count
    }

    /// All partitions, when there are `count` of them; none unless that is from 1 to 1024.
    public static func all(_ count: Int) -> [StreamPartition] {
        (0..<max(count, 0)).compactMap { StreamPartition($0, of: count) }
    }

    /// The slices of the partition.
    public var slices: Range<Int> {
        (Self.sliceCount * number / count)..<(Self.sliceCount * (number + 1) / count)
    }

    /// The slice of a stream, from 0 to 1023.
    public static func slice(of stream: StreamName) -> Int { slice(of: stream.description.utf8) }

    /// Whether a stream belongs to the partition.
    public func contains(_ stream: StreamName) -> Bool { contains(stream.description.utf8) }

    /// Whether the stream of this name belongs to the partition. For implementations of `EventStore`.
    public func contains(_ name: some Sequence<UInt8>) -> Bool { slices.contains(Self.slice(of: name)) }

    private static func slice(of name: some Sequence<UInt8>) -> Int {
        let hash = name.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return Int((hash ^ (hash >> 32)) & UInt64(sliceCount - 1))
    }
}

extension StreamPartition: CustomStringConvertible {
    /// `3 of 16`, with the first partition being `0 of 16`.
    public var description: String { "\(number) of \(count)" }
}
