/// What a store of read models keeps of a projection besides its rows.
public struct ProjectionRecord: Hashable, Sendable {
    /// Why a projection stands still.
    public struct Failure: Hashable, Sendable {
        /// What happened, where and what to do.
        public var message: String
        /// When it stopped.
        public var time: Timestamp

        /// Creates a failure.
        public init(message: String, time: Timestamp) {
            self.message = message
            self.time = time
        }
    }

    /// Rows that are made anew beside those that are read.
    public struct Rebuild: Hashable, Sendable {
        /// Which definition makes the rows.
        public var fingerprint: String
        /// What the names of its tables end with until they are swapped.
        public var suffix: String
        /// The names of its tables, the main one first.
        public var tables: [String]
        /// How far it has come.
        public var checkpoint: ProjectionCheckpoint
        /// When it began.
        public var start: Timestamp
        /// Why it stands still; nil while it goes on.
        public var failure: Failure?

        /// Creates a rebuild that has seen nothing.
        public init(
            fingerprint: String, suffix: String, tables: [String], start: Timestamp,
            checkpoint: ProjectionCheckpoint = ProjectionCheckpoint(), failure: Failure? = nil
        ) {
            self.fingerprint = fingerprint
            self.suffix = suffix
            self.tables = tables
            self.start = start
            self.checkpoint = checkpoint
            self.failure = failure
        }
    }

    /// What a person or another program wants of the engine that has the projection.
    public enum Request: String, Hashable, Sendable {
        /// Make the rows anew beside those that are read.
        case rebuild
        /// Empty the rows and make them anew in place.
        case reset
    }

    /// The projection's name.
    public var name: String
    /// The names of its tables, the main one first; empty while it could not begin, which `failure` explains.
    public var tables: [String]
    /// Which definition made the rows.
    public var fingerprint: String
    /// How far the rows have come.
    public var checkpoint: ProjectionCheckpoint
    /// Grows whenever the rows begin anew or are swapped: who goes by an older one has been overtaken.
    public var epoch: Int
    /// Whether engines leave it alone until it is resumed.
    public var isPaused: Bool
    /// What is asked of the engine; nil for nothing.
    public var request: Request?
    /// Why it stands still; nil while it goes on.
    public var failure: Failure?
    /// The position up to which rows that are gone were made. Handlers had their effects elsewhere up to there, and up to
    /// the checkpoints of the rows that are there.
    public var effectPosition: Int
    /// Rows that are made beside these; nil for none.
    public var rebuild: Rebuild?
    /// When the rows last took the place of others, whole; nil for rows that were never rebuilt.
    public var rebuiltAt: Timestamp?

    /// Creates the record of a projection that has seen nothing.
    public init(name: String, fingerprint: String, tables: [String]) {
        self.name = name
        self.fingerprint = fingerprint
        self.tables = tables
        checkpoint = ProjectionCheckpoint()
        epoch = 0
        isPaused = false
        effectPosition = 0
    }

    /// Up to where handlers have had effects elsewhere other than by the rows that are read, or by those of the rebuild.
    func effectPosition(inRebuild: Bool) -> Int {
        max(effectPosition, inRebuild ? checkpoint.position : rebuild?.checkpoint.position ?? 0)
    }

    /// Notes how far handlers came, before rows are removed.
    mutating func noteEffects() {
        effectPosition = max(effectPosition, checkpoint.position, rebuild?.checkpoint.position ?? 0)
    }
}
