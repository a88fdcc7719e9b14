/// How far a projection has come, stored with its rows.
public struct ProjectionCheckpoint: Hashable, Sendable {
    /// The position up to which every event is in the rows.
    public var position: Int
    /// How many `update`s found no row.
    public var missedUpdates: Int

    /// Creates a checkpoint; without arguments that of a projection that has seen nothing.
    public init(position: Int = 0, missedUpdates: Int = 0) {
        self.position = position
        self.missedUpdates = missedUpdates
    }
}

/// How far a projection has come and how far it has to go.
public struct ProjectionProgress: Hashable, Sendable {
    /// The position up to which every event is in the rows.
    public var position: Int
    /// The position of the last event when the run began.
    public var target: Int
    /// How many `update`s found no row, since the rows were first built.
    public var missedUpdates: Int

    /// Creates a progress.
    public init(position: Int, target: Int, missedUpdates: Int) {
        self.position = position
        self.target = target
        self.missedUpdates = missedUpdates
    }

    /// How many positions are left.
    public var lag: Int { max(target - position, 0) }
}
