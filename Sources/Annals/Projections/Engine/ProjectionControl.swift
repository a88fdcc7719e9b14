/// Asks things of projections through their store: engines in this process or another one do them. It needs no compiled
/// projections.
public struct ProjectionControl: Sendable {
    /// The store.
    public let readModels: any ReadModelStore
    private let now: @Sendable () -> Timestamp
    /// Wakes the engine of this process.
    var whenAsked: @Sendable () -> Void = {}

    /// Creates a control.
    public init(_ readModels: any ReadModelStore, now: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.readModels = readModels
        self.now = now
    }

    /// Engines leave the projection alone after the batch at which they are. Reading its rows goes on.
    public func pause(_ projection: String) async throws(ProjectionError) {
        try await change(projection) { $0.isPaused = true }
    }

    /// Engines go on with a projection that is paused or stands still because something failed.
    public func resume(_ projection: String) async throws(ProjectionError) {
        try await change(projection) { record in
            record.isPaused = false
            record.failure = nil
            record.rebuild?.failure = nil
        }
    }

    /// An engine makes the rows anew beside those that are read and swaps them when they have caught up.
    public func rebuild(_ projection: String) async throws(ProjectionError) {
        try await change(projection) { $0.request = .rebuild }
    }

    /// An engine empties the rows and makes them anew in place: readers see them come.
    public func reset(_ projection: String) async throws(ProjectionError) {
        try await change(projection) { $0.request = .reset }
    }

    /// The dead letters of a projection, or of all, in the order of positions.
    public func letters(
        of projection: String? = nil, _ filter: DeadLetterFilter = .open
    ) async throws(ProjectionError) -> [DeadLetter] {
        try await readModels.snapshot { transaction throws(ProjectionError) in
            try transaction.letters(of: projection, filter)
        }
    }

    /// An engine tries the sequences of these letters again.
    ///
    /// - Parameter positions: Those of the letters; nil for all open ones.
    /// - Returns: The letters of which it is asked.
    @discardableResult
    public func retry(
        _ projection: String, positions: [Int]? = nil
    ) async throws(ProjectionError) -> [DeadLetter] {
        try await ask(projection, positions) { $0.request = .retry }
    }

    /// An engine leaves the event of a letter out of the rows, for good, and goes on with those that wait behind it.
    ///
    /// - Parameter reason: Why; it is kept with the letter. It must not be empty.
    @discardableResult
    public func skip(
        _ projection: String, position: Int, reason: String
    ) async throws(ProjectionError) -> [DeadLetter] {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ProjectionError(.unknown("an event is not skipped without a reason")).at(projection)
        }
        return try await ask(projection, [position]) { letter in
            letter.request = .skip
            letter.reason = reason
        }
    }

    private func change(
        _ projection: String, _ body: @escaping @Sendable (inout ProjectionRecord) -> Void
    ) async throws(ProjectionError) {
        try await readModels.transaction(projection) { transaction throws(ProjectionError) in
            guard var record = try transaction.record(of: projection) else {
                let known = try transaction.records().map(\.name).joined(separator: ", ")
                throw ProjectionError(
                    .unknown("no such projection ever ran here; known are: \(known.isEmpty ? "none" : known)"))
            }
            body(&record)
            try transaction.save(record)
        }
        whenAsked()
    }

    private func ask(
        _ projection: String, _ positions: [Int]?, _ body: @escaping @Sendable (inout DeadLetter) -> Void
    ) async throws(ProjectionError) -> [DeadLetter] {
        let now = now()
        let letters = try await readModels.transaction(projection) { transaction throws(ProjectionError) in
            var letters = try transaction.letters(of: projection, .open)
            if let positions {
                letters = letters.filter { positions.contains($0.position) }
                let missing = positions.filter { position in !letters.contains { $0.position == position } }
                guard missing.isEmpty else {
                    throw ProjectionError(
                        .unknown("no event is parked at position \(missing.map(String.init).joined(separator: ", "))"))
                }
            }
            for index in letters.indices {
                body(&letters[index])
                letters[index].lastTime = now
                try transaction.save(letters[index])
            }
            return letters
        }
        whenAsked()
        return letters
    }
}
