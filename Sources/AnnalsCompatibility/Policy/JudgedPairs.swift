public import AnnalsSchema

/// Which pairs of versions of an event a mode judges. One mode is lower than another when it leaves out a pair.
public struct JudgedPairs: OptionSet, Hashable, Sendable {
    /// The bits.
    public var rawValue: Int

    /// Creates a set from its bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The version before the newest, read by new code.
    public static let oldReadByNew = JudgedPairs(rawValue: 1)
    /// The versions before that one, read by new code.
    public static let olderReadByNew = JudgedPairs(rawValue: 2)
    /// A new version, read by code with the version before.
    public static let newReadByOld = JudgedPairs(rawValue: 4)
    /// A new version, read by code with a version before that one.
    public static let newReadByOlder = JudgedPairs(rawValue: 8)

    /// The pairs of a mode.
    public init(_ mode: SchemaConfiguration.CompatibilityMode) {
        switch mode {
        case .none: self = []
        case .backward: self = .oldReadByNew
        case .backwardTransitive: self = [.oldReadByNew, .olderReadByNew]
        case .forward: self = .newReadByOld
        case .forwardTransitive: self = [.newReadByOld, .newReadByOlder]
        case .full: self = [.oldReadByNew, .newReadByOld]
        case .fullTransitive: self = [.oldReadByNew, .olderReadByNew, .newReadByOld, .newReadByOlder]
        }
    }

    /// What the pairs are, for people, in the order of the bits.
    var words: [String] {
        let table: [(JudgedPairs, String)] = [
            (.oldReadByNew, "whether new code reads the version before"),
            (.olderReadByNew, "whether new code reads older versions"),
            (.newReadByOld, "whether the version before reads new events"),
            (.newReadByOlder, "whether older versions read new events"),
        ]
        return table.filter { contains($0.0) }.map(\.1)
    }
}

extension JudgedPairs {
    /// Of the versions that new code has to read, those of which that is judged.
    func sources<Versions: BidirectionalCollection>(of versions: Versions) -> Versions.SubSequence {
        versions.suffix(contains(.olderReadByNew) ? versions.count : contains(.oldReadByNew) ? 1 : 0)
    }

    /// Of the versions before a new one, those that have to read it, from the newest down.
    func readers<Versions: BidirectionalCollection>(of versions: Versions) -> [Versions.Element] {
        versions.suffix(contains(.newReadByOlder) ? versions.count : contains(.newReadByOld) ? 1 : 0).reversed()
    }
}
