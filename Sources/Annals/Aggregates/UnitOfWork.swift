/// What is read and decided in one go; see ``AggregateSession``.
public struct UnitOfWork: Sendable {
    /// A stream that was read, written, or both.
    private struct Part {
        var stream: StreamName
        var expected: ExpectedVersion
        /// The snapshot that loading it made due.
        var due: DueSnapshot?
    }

    private let loader: AggregateLoader
    /// In the order in which they were used first.
    private var parts: [Part] = []
    /// In the order in which they were decided, with the place of their stream.
    private var events: [(part: Int, event: any Event)] = []

    init(loader: AggregateLoader) {
        self.loader = loader
    }

    /// The state of an aggregate, which must not change until the work is done, whether something is decided on it or not.
    ///
    /// It is what is stored: what was decided in this unit of work is not in it.
    public mutating func load<A: Aggregate>(_ aggregate: A.Type, _ id: A.ID) async throws(AggregateError) -> A {
        let stream = try A.aggregateStream(id)
        let replay = try await loader.load(A.self, stream, policy: A.snapshots)
        let place = place(of: stream, expecting: .exactly(replay.loaded.version))
        // What was decided before it was read goes on what is read now.
        if parts[place].expected == .any { parts[place].expected = .exactly(replay.loaded.version) }
        parts[place].due = DueSnapshot(replay, of: stream, A.snapshots, loader.snapshots)
        return replay.loaded.state
    }

    /// Adds what was decided on an aggregate.
    ///
    /// One that was not loaded before the work is done is written whatever its stream holds.
    public mutating func append<A: Aggregate>(
        _ events: [A.Event], to aggregate: A.Type, _ id: A.ID
    ) throws(AggregateError) {
        let place = place(of: try A.aggregateStream(id), expecting: .any)
        self.events += events.map { (place, $0.event) }
    }

    /// Adds what was decided on an aggregate.
    public mutating func append<A: Aggregate>(
        _ events: A.Event..., to aggregate: A.Type, _ id: A.ID
    ) throws(AggregateError) {
        try append(events, to: aggregate, id)
    }

    /// Loads an aggregate and adds what is decided on its state. What `decide` throws is thrown unchanged.
    public mutating func decide<A: Aggregate>(
        _ aggregate: A.Type, _ id: A.ID, isolation: isolated (any Actor)? = #isolation,
        _ decide: (A) throws -> [A.Event]
    ) async throws {
        let state = try await load(aggregate, id)
        try append(decide(state), to: aggregate, id)
    }

    private mutating func place(of stream: StreamName, expecting expected: ExpectedVersion) -> Int {
        if let place = parts.firstIndex(where: { $0.stream == stream }) { return place }
        parts.append(Part(stream: stream, expected: expected))
        return parts.count - 1
    }

    // MARK: - For the session

    var isWriting: Bool { !events.isEmpty }

    var dueSnapshots: [DueSnapshot] { parts.compactMap(\.due) }

    /// An append for each stream; one that was only read has no events.
    ///
    /// - Parameter id: Gives the id of an event by its number, from 1.
    func appends(_ context: EventContext, _ id: (Int) -> UniqueID) throws(EventStoreError) -> [StreamAppend] {
        var appends = parts.map { StreamAppend([], to: $0.stream, expecting: $0.expected) }
        for (offset, (part, event)) in events.enumerated() {
            appends[part].events.append(try ProposedEvent(event, id: id(offset + 1), context: context))
        }
        return appends
    }
}
