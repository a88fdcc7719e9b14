/// Loads aggregates: from the newest snapshot that serves, and the events after it.
struct AggregateLoader: Sendable {
    /// How many events are read at once.
    private static var pageSize: Int { 512 }

    let store: any EventStore
    let snapshots: (any SnapshotStore)?

    /// How far to go.
    struct Bounds {
        var version = Int.max
        var time = Timestamp.max

        func includes(_ event: EventMetadata) -> Bool { event.streamVersion <= version && event.time <= time }
    }

    /// A state, what made it, and how far a snapshot brought it.
    struct Replay<A: Aggregate> {
        var loaded = LoadedAggregate(state: A(), version: 0)
        /// The latest time of its events.
        var time = Timestamp.min
        /// The last of its events; nil for none.
        var lastID: UniqueID?
        /// The version of the snapshot that it began with; 0 for none.
        var snapshotVersion = 0

        /// The snapshot of it, nil before the first event; throws where the state cannot be written.
        func snapshot(of stream: StreamName) throws(UnencodableValue) -> Snapshot? {
            guard let lastID else { return nil }
            return Snapshot(
                stream: stream, fingerprint: A.fingerprint, version: loaded.version, eventID: lastID, time: time,
                state: try loaded.state.json())
        }
    }

    /// - Parameter policy: Without one nobody looks for snapshots, which costs a read, until they are needed: someone may
    ///   have written one by hand before events were removed.
    func load<A: Aggregate>(
        _ aggregate: A.Type, _ stream: StreamName, _ bounds: Bounds = Bounds(), policy: SnapshotPolicy?
    ) async throws(AggregateError) -> Replay<A> {
        do throws(AggregateError) {
            return try await load(stream, bounds, usesSnapshots: policy != nil)
        } catch {
            guard case .truncated = error, policy == nil, snapshots != nil else { throw error }
            return try await load(stream, bounds, usesSnapshots: true)
        }
    }

    private func load<A: Aggregate>(
        _ stream: StreamName, _ bounds: Bounds, usesSnapshots: Bool
    ) async throws(AggregateError) -> Replay<A> {
        var (replay, page) = try await beginning(A.self, of: stream, bounds, usesSnapshots: usesSnapshots)
        while true {
            for record in page.events {
                guard record.metadata.streamVersion == replay.loaded.version + 1 else { throw .truncated(stream) }
                guard bounds.includes(record.metadata) else { return replay }
                try apply(record, to: &replay)
            }
            if page.isLast { return replay }
            page = try await self.page(of: stream, from: replay.loaded.version + 1)
        }
    }

    private func apply<A: Aggregate>(_ record: RecordedEvent, to replay: inout Replay<A>) throws(AggregateError) {
        if A.Event.retired.isEmpty {
            try replay.loaded.state.apply(record)
        } else {
            let parts = try AggregateStep.decode(record) { (record) throws(EventDecodingError) in
                try record.parts(A.Event.retired)
            }
            for part in parts { try replay.loaded.state.apply(part) }
        }
        replay.loaded.version = record.metadata.streamVersion
        replay.time = max(replay.time, record.metadata.time)
        replay.lastID = record.metadata.id
    }
}

// MARK: - Where to begin

extension AggregateLoader {
    /// Some events of a stream that follow each other.
    private struct Page {
        var events: ArraySlice<RecordedEvent>
        /// Whether there are no more.
        var isLast: Bool
    }

    /// The newest snapshot that is right, and the events after it; all events where there is none.
    private func beginning<A: Aggregate>(
        _ aggregate: A.Type, of stream: StreamName, _ bounds: Bounds, usesSnapshots: Bool
    ) async throws(AggregateError) -> (Replay<A>, Page) {
        var version = usesSnapshots ? bounds.version : 0
        while version > 0, let snapshot = await snapshot(of: stream, A.fingerprint, upTo: version, bounds.time) {
            // A damaged one is passed over, and one of another history too: the events say what is right.
            if snapshot.isWhole, snapshot.stream == stream, snapshot.fingerprint == A.fingerprint,
                let state = try? A(json: snapshot.state, limits: .stored),
                let page = try await events(after: snapshot)
            {
                let loaded = LoadedAggregate(state: state, version: snapshot.version)
                let replay = Replay(
                    loaded: loaded, time: snapshot.time, lastID: snapshot.eventID, snapshotVersion: snapshot.version)
                return (replay, page)
            }
            version = min(version, snapshot.version) - 1
        }
        var page = try await page(of: stream, from: 1)
        // Nothing to read is a new aggregate, one whose events were all removed, or one that gets its first just now.
        if page.events.isEmpty, try await self.version(of: stream) > 0 {
            page = try await self.page(of: stream, from: 1)
            if page.events.isEmpty { throw .truncated(stream) }
        }
        return (Replay(), page)
    }

    /// The events after a snapshot; nil when it was made from others than the stream has.
    ///
    /// Its own last event is read again, which costs no more than to ask whether there are newer ones.
    private func events(after snapshot: Snapshot) async throws(AggregateError) -> Page? {
        let stream = snapshot.stream
        var page = try await page(of: stream, from: snapshot.version)
        if page.events.isEmpty {
            let version = try await version(of: stream)
            if version < snapshot.version { return nil }
            if version == snapshot.version { return page }
            page = try await self.page(of: stream, from: snapshot.version)
        }
        guard let first = page.events.first?.metadata else { throw .truncated(stream) }
        // Without its last event there is nothing to compare: it was removed, which the snapshot is there for.
        guard first.streamVersion == snapshot.version else { return page }
        guard first.id == snapshot.eventID else { return nil }
        page.events = page.events.dropFirst()
        return page
    }

    /// The newest snapshot that is there; nil as well where the store cannot say.
    private func snapshot(
        of stream: StreamName, _ fingerprint: String, upTo version: Int, _ time: Timestamp
    ) async -> Snapshot? {
        try? await snapshots?.snapshot(of: stream, fingerprint: fingerprint, upTo: version, recordedBy: time)
    }

    private func page(of stream: StreamName, from version: Int) async throws(AggregateError) -> Page {
        do throws(EventStoreError) {
            let events = try await store.read(stream, from: version, limit: Self.pageSize)
            return Page(events: events[...], isLast: events.count < Self.pageSize)
        } catch {
            throw .store(error)
        }
    }

    private func version(of stream: StreamName) async throws(AggregateError) -> Int {
        do throws(EventStoreError) {
            return try await store.version(of: stream)
        } catch {
            throw .store(error)
        }
    }
}
