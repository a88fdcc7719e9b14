/// What a look at all events of a store showed.
public struct VerificationReport: Hashable, Sendable {
    /// Each version of each type.
    public private(set) var tallies: [VersionTally.Key: VersionTally] = [:]
    /// How many failures of each version are kept.
    public let failureLimit: Int

    /// Creates a report of no event.
    ///
    /// - Parameter failureLimit: How many failures of each version are kept.
    public init(failureLimit: Int = 10) {
        self.failureLimit = failureLimit
    }

    /// How many events there are.
    public var count: Int { tallies.values.reduce(0) { $0 + $1.count } }
    /// How many of them cannot be read.
    public var failed: Int { tallies.values.reduce(0) { $0 + $1.failed } }
    /// How many were valid and reached a step that only the user's program can take.
    public var unfinished: Int { tallies.values.reduce(0) { $0 + $1.unfinished } }
    /// The versions in the order of types and numbers.
    public var sorted: [(key: VersionTally.Key, tally: VersionTally)] {
        tallies.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Changes what is known of a version.
    mutating func update(_ key: VersionTally.Key, at position: Int, _ change: (inout VersionTally) -> Void) {
        change(&tallies[key, default: VersionTally(position: position)])
    }

    /// Adds a report of other events.
    mutating func merge(_ other: VerificationReport) {
        for (key, tally) in other.tallies {
            if tallies[key] == nil {
                tallies[key] = tally
            } else {
                tallies[key]?.merge(tally, limit: failureLimit)
            }
        }
    }
}
