/// Loads aggregates from their streams and appends what is decided on them.
public struct AggregateRepository<A: Aggregate>: Sendable {
    /// How many events are read at once.
    private static var pageSize: Int { 512 }

    /// Where the events are.
    public let store: any EventStore

    /// Creates a repository.
    public init(store: any EventStore) {
        self.store = store
    }

    /// The state after all events of the aggregate; the initial state and version 0 where there are none.
    public func load(_ id: A.ID) async throws(AggregateError) -> LoadedAggregate<A> {
        try await load(stream(id))
    }

    /// Decides on the current state and appends the result with the version that was read.
    ///
    /// When someone else wrote in between, the state is loaded again and `decide` is called again, at most `retries`
    /// times; after that the conflict is thrown. What `decide` throws is thrown unchanged and nothing is appended.
    /// `AggregateError` says everything else.
    @discardableResult
    public func execute(
        _ id: A.ID, retries: Int = 3, context: EventContext = EventContext(),
        isolation: isolated (any Actor)? = #isolation, decide: (A) throws -> [A.Event]
    ) async throws -> CommandOutcome<A> {
        let stream = try stream(id)
        var retriesLeft = max(retries, 0)
        while true {
            let loaded = try await load(stream)
            let events = try decide(loaded.state)
            guard !events.isEmpty else {
                return CommandOutcome(events: [], version: loaded.version, position: nil)
            }
            do throws(EventStoreError) {
                let result = try await store.append(
                    propose(events, context), to: stream, expecting: .exactly(loaded.version))
                return CommandOutcome(events: events, version: result.streamVersion, position: result.position)
            } catch {
                guard error.code == .wrongExpectedVersion, retriesLeft > 0 else { throw AggregateError.store(error) }
                retriesLeft -= 1
            }
        }
    }

    private func stream(_ id: A.ID) throws(AggregateError) -> StreamName {
        do throws(InvalidStreamName) {
            return try A.stream(id)
        } catch {
            throw .stream(error)
        }
    }

    private func propose(_ events: [A.Event], _ context: EventContext) throws(EventStoreError) -> [ProposedEvent] {
        var proposed: [ProposedEvent] = []
        proposed.reserveCapacity(events.count)
        for event in events { proposed.append(try ProposedEvent(event.event, context: context)) }
        return proposed
    }

    private func load(_ stream: StreamName) async throws(AggregateError) -> LoadedAggregate<A> {
        var loaded = LoadedAggregate(state: A(), version: 0)
        while true {
            let page: [RecordedEvent]
            do throws(EventStoreError) {
                page = try await store.read(stream, from: loaded.version + 1, limit: Self.pageSize)
            } catch {
                throw .store(error)
            }
            for record in page { try apply(record, to: &loaded) }
            if page.count < Self.pageSize { return loaded }
        }
    }

    private func apply(_ record: RecordedEvent, to loaded: inout LoadedAggregate<A>) throws(AggregateError) {
        if A.Event.retired.isEmpty {
            try loaded.state.apply(record)
        } else {
            let parts = try AggregateStep.decode(record) { (record) throws(EventDecodingError) in
                try record.parts(A.Event.retired)
            }
            for part in parts { try loaded.state.apply(part) }
        }
        loaded.version = record.metadata.streamVersion
    }
}
