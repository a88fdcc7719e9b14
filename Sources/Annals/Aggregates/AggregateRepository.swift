/// Loads aggregates from their streams and appends what is decided on them.
public struct AggregateRepository<A: Aggregate>: Sendable {
    /// Where the events are.
    public let store: any EventStore
    /// Where snapshots are kept; nil for nowhere.
    public let snapshots: (any SnapshotStore)?
    /// When snapshots are due; nil for never.
    public let policy: SnapshotPolicy?

    private let writer = SnapshotWriter()
    private let makeID: @Sendable () -> UniqueID

    /// Creates a repository.
    ///
    /// - Parameters:
    ///   - snapshots: Where snapshots are kept; nil for the event store itself, where it keeps some.
    ///   - policy: When snapshots are due; nil for never. What the schema says unless given.
    ///   - makeID: Makes the ids of events whose command has none.
    public init(
        store: any EventStore, snapshots: (any SnapshotStore)? = nil, policy: SnapshotPolicy? = A.snapshots,
        makeID: @escaping @Sendable () -> UniqueID = { .version7() }
    ) {
        self.store = store
        self.snapshots = snapshots ?? store as? any SnapshotStore
        self.policy = policy
        self.makeID = makeID
    }

    /// The state after all events of the aggregate; the initial state and version 0 where there are none.
    public func load(_ id: A.ID) async throws(AggregateError) -> LoadedAggregate<A> {
        try await replay(A.aggregateStream(id)).loaded
    }

    /// The state as it was after the event of a version; after all events where there are fewer.
    public func load(_ id: A.ID, version: Int) async throws(AggregateError) -> LoadedAggregate<A> {
        try await replay(A.aggregateStream(id), AggregateLoader.Bounds(version: version)).loaded
    }

    /// The state as it was at a time: before the first event that was recorded later.
    public func load(_ id: A.ID, at time: Timestamp) async throws(AggregateError) -> LoadedAggregate<A> {
        try await replay(A.aggregateStream(id), AggregateLoader.Bounds(time: time)).loaded
    }

    /// Decides on the current state and appends the result with the version that was read.
    ///
    /// When someone else wrote in between, the state is loaded again and `decide` is called again, at most `retries`
    /// times and after a pause that grows; after that the conflict is thrown. What `decide` throws is thrown unchanged and
    /// nothing is appended. `AggregateError` says everything else.
    ///
    /// A snapshot that is due is written after the append, while the caller goes on; see ``finishSnapshots()``.
    ///
    /// - Parameter command: The id of the command, from which those of its events follow. A command whose events are
    ///   stored already is not decided again: its first outcome is given.
    @discardableResult
    public func execute(
        _ id: A.ID, command: UniqueID? = nil, retries: Int = 3, context: EventContext = EventContext(),
        isolation: isolated (any Actor)? = #isolation, decide: (A) throws -> [A.Event]
    ) async throws -> CommandOutcome<A> {
        let stream = try A.aggregateStream(id)
        var retries = ConflictRetries(retries, hasCommand: command != nil)
        while true {
            if let command, let earlier = try await earlierOutcome(of: command, in: stream) { return earlier }
            let replay = try await replay(stream)
            let events = try decide(replay.loaded.state)
            guard !events.isEmpty else {
                return CommandOutcome(events: [], version: replay.loaded.version, position: nil)
            }
            do throws(EventStoreError) {
                let result = try await store.append(
                    propose(events, command, context), to: stream, expecting: .exactly(replay.loaded.version))
                if let due = DueSnapshot(replay, of: stream, policy, snapshots) { writer.begin(due) }
                return CommandOutcome(events: events, version: result.streamVersion, position: result.position)
            } catch {
                try await retries.pause(after: error)
            }
        }
    }

    // MARK: - Snapshots

    /// Writes a snapshot of the aggregate as it is now, whatever is due, such as before old events are removed.
    ///
    /// Returns the version up to which it reaches; 0, and no snapshot is written, where there is no event. Throws
    /// `withoutSnapshots` where there is nowhere to keep it, and `unencodable` where its state cannot be written.
    @discardableResult
    public func saveSnapshot(of id: A.ID) async throws(AggregateError) -> Int {
        let stream = try A.aggregateStream(id)
        guard let snapshots else { throw .withoutSnapshots(stream) }
        let replay = try await loader.load(A.self, stream, policy: policy ?? .every(1))
        let snapshot: Snapshot?
        do throws(UnencodableValue) {
            snapshot = try replay.snapshot(of: stream)
        } catch {
            throw .unencodable(stream, error)
        }
        guard let snapshot else { return 0 }
        do throws(EventStoreError) {
            try await snapshots.save(snapshot, keeping: policy?.count ?? 1)
        } catch {
            throw .store(error)
        }
        return snapshot.version
    }

    /// Returns when no snapshot is being written, such as before the store is closed.
    ///
    /// Throws the last failure since the call before. A snapshot that could not be written is only missing: loading takes
    /// longer, and a later command tries again.
    public func finishSnapshots() async throws(EventStoreError) {
        if let failure = await writer.finish() { throw failure }
    }

    // MARK: - Steps

    private var loader: AggregateLoader { AggregateLoader(store: store, snapshots: snapshots) }

    private func replay(
        _ stream: StreamName, _ bounds: AggregateLoader.Bounds = AggregateLoader.Bounds()
    ) async throws(AggregateError) -> AggregateLoader.Replay<A> {
        try await loader.load(A.self, stream, bounds, policy: policy)
    }

    /// What a command did when it was executed before; nil when it was not, or decided nothing.
    private func earlierOutcome(
        of command: UniqueID, in stream: StreamName
    ) async throws(AggregateError) -> CommandOutcome<A>? {
        let records: [RecordedEvent]
        do throws(EventStoreError) {
            guard let first = try await store.event(command.derived(1)) else { return nil }
            guard first.metadata.stream == stream.description else {
                throw .duplicateEventID(command, in: stream)
            }
            records = try await store.read(stream, from: first.metadata.streamVersion)
        } catch {
            throw .store(error)
        }
        var events: [A.Event] = []
        var last: RecordedEvent?
        for (offset, record) in records.enumerated() {
            guard record.metadata.id == command.derived(offset + 1) else { break }
            do throws(EventDecodingError) {
                events.append(try A.Event(record))
            } catch {
                throw .decoding(error)
            }
            last = record
        }
        return CommandOutcome(events: events, version: last?.metadata.streamVersion ?? 0, position: last?.position)
    }

    private func propose(
        _ events: [A.Event], _ command: UniqueID?, _ context: EventContext
    ) throws(EventStoreError) -> [ProposedEvent] {
        var proposed: [ProposedEvent] = []
        proposed.reserveCapacity(events.count)
        for (offset, event) in events.enumerated() {
            let id = command?.derived(offset + 1) ?? makeID()
            proposed.append(try ProposedEvent(event.event, id: id, context: context))
        }
        return proposed
    }
}

extension Aggregate {
    /// The name of the stream of one of them.
    static func aggregateStream(_ id: ID) throws(AggregateError) -> StreamName {
        do throws(InvalidStreamName) {
            return try stream(id)
        } catch {
            throw .stream(error)
        }
    }
}
