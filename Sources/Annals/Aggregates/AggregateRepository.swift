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

    /// The state as it was after the event of a version; after all events where there are fewer.
    public func load(_ id: A.ID, version: Int) async throws(AggregateError) -> LoadedAggregate<A> {
        try await load(stream(id)) { $0.metadata.streamVersion <= version }
    }

    /// The state as it was at a time: before the first event that was recorded later.
    public func load(_ id: A.ID, at time: Timestamp) async throws(AggregateError) -> LoadedAggregate<A> {
        try await load(stream(id)) { $0.metadata.time <= time }
    }

    /// Decides on the current state and appends the result with the version that was read.
    ///
    /// When someone else wrote in between, the state is loaded again and `decide` is called again, at most `retries`
    /// times and after a pause that grows; after that the conflict is thrown. What `decide` throws is thrown unchanged and
    /// nothing is appended. `AggregateError` says everything else.
    ///
    /// - Parameter command: The id of the command, from which those of its events follow. A command whose events are
    ///   stored already is not decided again: its first outcome is given.
    @discardableResult
    public func execute(
        _ id: A.ID, command: UniqueID? = nil, retries: Int = 3, context: EventContext = EventContext(),
        isolation: isolated (any Actor)? = #isolation, decide: (A) throws -> [A.Event]
    ) async throws -> CommandOutcome<A> {
        let stream = try stream(id)
        var retriesLeft = max(retries, 0)
        while true {
            if let command, let earlier = try await earlierOutcome(of: command, in: stream) { return earlier }
            let loaded = try await load(stream)
            let events = try decide(loaded.state)
            guard !events.isEmpty else {
                return CommandOutcome(events: [], version: loaded.version, position: nil)
            }
            do throws(EventStoreError) {
                let result = try await store.append(
                    propose(events, command, context), to: stream, expecting: .exactly(loaded.version))
                return CommandOutcome(events: events, version: result.streamVersion, position: result.position)
            } catch {
                // The same command may have been faster elsewhere, with the same ids.
                let isRace = error.code == .wrongExpectedVersion || command != nil && error.code == .duplicateEventID
                guard isRace, retriesLeft > 0 else { throw AggregateError.store(error) }
                retriesLeft -= 1
                try await Task.sleep(for: Self.pause(afterConflict: max(retries, 0) - retriesLeft))
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

    /// Up to 1, 2, 4, … 64 milliseconds, by chance, so that two writers do not meet again and again.
    private static func pause(afterConflict number: Int) -> Duration {
        .microseconds(Int.random(in: 0...(1000 << min(number - 1, 6))))
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
            proposed.append(try ProposedEvent(event.event, id: command?.derived(offset + 1), context: context))
        }
        return proposed
    }

    /// - Parameter isWanted: Whether an event belongs to the state; the first that does not ends it.
    private func load(
        _ stream: StreamName, while isWanted: (RecordedEvent) -> Bool = { _ in true }
    ) async throws(AggregateError) -> LoadedAggregate<A> {
        var loaded = LoadedAggregate(state: A(), version: 0)
        while true {
            var page: [RecordedEvent]
            var isGone = false
            do throws(EventStoreError) {
                page = try await store.read(stream, from: loaded.version + 1, limit: Self.pageSize)
                // Nothing to read is a new aggregate, one whose events were all removed, or one that begins just now.
                if page.isEmpty, loaded.version == 0, try await store.version(of: stream) > 0 {
                    page = try await store.read(stream, limit: Self.pageSize)
                    isGone = page.isEmpty
                }
            } catch {
                throw .store(error)
            }
            guard !isGone else { throw .truncated(stream) }
            for record in page {
                guard record.metadata.streamVersion == loaded.version + 1 else { throw .truncated(stream) }
                guard isWanted(record) else { return loaded }
                try apply(record, to: &loaded)
            }
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
