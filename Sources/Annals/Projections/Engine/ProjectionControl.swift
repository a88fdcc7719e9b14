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

    /// The names of all projections that ever ran, in their order.
    public func names() async throws(ProjectionError) -> [String] {
        try await readModels.snapshot { transaction throws(ProjectionError) in try transaction.records().map(\.name) }
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
        try await ask(.retry, projection, positions)
    }

    /// An engine leaves the event of a letter out of the rows, for good, and goes on with those that wait behind it.
    ///
    /// - Parameter reason: Why; it is kept with the letter. It must not be empty.
    @discardableResult
    public func skip(
        _ projection: String, position: Int, reason: String
    ) async throws(ProjectionError) -> [DeadLetter] {
        try await ask(.skip, projection, [position], because: reason)
    }

    /// Removes the dead letters of events that are not stored any more, because their streams were truncated or deleted; what
    /// waited behind them is tried again.
    ///
    /// Beside the events in one SQLite file letters go with their events; for all others this has to be called.
    ///
    /// - Parameters:
    ///   - events: Where the events are.
    ///   - projection: Whose letters; those of all when nil.
    /// - Returns: How many letters were removed.
    @discardableResult
    public func prune(
        _ projection: String? = nil, events: any EventStore
    ) async throws(ProjectionError) -> Int {
        var gone: [String: Set<Int>] = [:]
        for letter in try await letters(of: projection, DeadLetterFilter())
            + letters(of: projection, DeadLetterFilter(inRebuild: true))
        {
            do throws(EventStoreError) {
                if try await !events.has(letter) { gone[letter.projection, default: []].insert(letter.position) }
            } catch {
                throw ProjectionError(error).at(letter.projection)
            }
        }
        if gone.isEmpty { return 0 }
        let (all, now) = (gone, now())
        let count = try await readModels.transaction { transaction throws(ProjectionError) in
            var count = 0
            // Process managers have theirs in the same table.
            for (name, positions) in all where try transaction.record(of: name) != nil {
                count += try transaction.removeLetters(of: name, now: now) { positions.contains($0.position) }
            }
            return count
        }
        whenAsked()
        return count
    }

    private func change(
        _ projection: String, _ body: @escaping @Sendable (inout ProjectionRecord) -> Void
    ) async throws(ProjectionError) {
        try await readModels.transaction(projection) { transaction throws(ProjectionError) in
            var record = try transaction.known(projection)
            body(&record)
            try transaction.save(record)
        }
        whenAsked()
    }

    private func ask(
        _ request: DeadLetter.Request, _ projection: String, _ positions: [Int]?, because reason: String? = nil
    ) async throws(ProjectionError) -> [DeadLetter] {
        let now = now()
        let letters = try await readModels.transaction(projection) { transaction throws(ProjectionError) in
            let open = try transaction.letters(of: try transaction.known(projection).name, .open)
            let letters: [DeadLetter]
            do throws(RequestRefused) {
                letters = try open.asked(for: request, at: positions, because: reason, now: now)
            } catch {
                throw ProjectionError(error)
            }
            for letter in letters { try transaction.save(letter) }
            return letters
        }
        whenAsked()
        return letters
    }
}

extension ReadModelTransaction {
    /// What is kept of a projection that ran.
    fileprivate func known(_ projection: String) throws(ProjectionError) -> ProjectionRecord {
        if let record = try record(of: projection) { return record }
        throw ProjectionError(RequestRefused.unknown("projection", known: try records().map(\.name)))
    }
}

extension ProjectionError {
    /// What is not done that is asked for.
    init(_ error: RequestRefused) { self.init(.unknown(error.message)) }
}
