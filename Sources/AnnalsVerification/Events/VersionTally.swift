/// What is known of the stored events of one version of one type.
public struct VersionTally: Hashable, Sendable {
    /// The type as it is stored, and the version that the payloads were written with.
    public struct Key: Hashable, Sendable, Comparable {
        /// The stored type.
        public var type: String
        /// The version.
        public var version: Int

        /// Creates a key.
        public init(type: String, version: Int) {
            self.type = type
            self.version = version
        }

        /// By type, then by version.
        public static func < (left: Key, right: Key) -> Bool { (left.type, left.version) < (right.type, right.version) }
    }

    /// The name that the type has in the schema; nil when the schema does not know it.
    public internal(set) var event: String?
    /// How many events there are.
    public internal(set) var count = 0
    /// The positions of the first and the last one.
    public internal(set) var positions: ClosedRange<Int>
    /// How many of them cannot be read, by the version that refuses them, or that their upcasters do not reach.
    public private(set) var failedAt: [Int: Int] = [:]
    /// The first of those, some for each such version, in the order of positions.
    public private(set) var failures: [StoredFailure] = []
    /// How many were valid and reached a step that only the user's program can take, because it is a Swift function.
    public internal(set) var unfinished = 0
    /// What was seen of their values.
    public internal(set) var values = SeenValues()

    init(position: Int) {
        positions = position...position
    }

    /// How many cannot be read.
    public var failed: Int { failedAt.values.reduce(0, +) }

    /// Adds an event that cannot be read.
    ///
    /// - Parameter limit: How many are kept of each version that refuses them.
    mutating func fail(_ failure: StoredFailure, limit: Int) {
        failedAt[failure.version, default: 0] += 1
        keep([failure], limit: limit)
    }

    private mutating func keep(_ others: [StoredFailure], limit: Int) {
        var kept: [Int: Int] = [:]
        failures = (failures + others).sorted { $0.position < $1.position }.filter { failure in
            kept[failure.version, default: 0] += 1
            return kept[failure.version, default: 0] <= limit
        }
    }

    /// Adds what is known of other ones.
    mutating func merge(_ other: VersionTally, limit: Int) {
        event = event ?? other.event
        count += other.count
        unfinished += other.unfinished
        failedAt.merge(other.failedAt, uniquingKeysWith: +)
        keep(other.failures, limit: limit)
        let bounds = [
            positions.lowerBound, positions.upperBound, other.positions.lowerBound, other.positions.upperBound,
        ]
        positions = (bounds.min() ?? 0)...(bounds.max() ?? 0)
        values.merge(other.values)
    }
}

/// A stored event that cannot be read with the schema.
public struct StoredFailure: Hashable, Sendable {
    /// Its place in the store.
    public var position: Int
    /// Its stream.
    public var stream: String
    /// Its place there.
    public var streamVersion: Int
    /// The version that refuses it, or the first one that its upcasters do not reach.
    public var version: Int
    /// Why, in one or several lines without full stop.
    public var reason: String
}
