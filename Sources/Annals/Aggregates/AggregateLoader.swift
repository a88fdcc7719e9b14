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
        /// The version of the snapshot that it began with; 0 for none.
        var snapshotVersion = 0

        /// The snapshot of it; throws where the state cannot be written.
        func snapshot(of stream: StreamName) throws(UnencodableValue) -> Snapshot {
            Snapshot(
                stream: stream, fingerprint: A.fingerprint, version: loaded.version, time: time,
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
        var replay: Replay<A> = usesSnapshots ? await newestSnapshot(of: stream, bounds) : Replay()
        var isFirst = true
        while true {
            let page = try await page(of: stream, after: replay.loaded.version, isFirst: isFirst)
            isFirst = false
            for record in page {
                guard record.metadata.streamVersion == replay.loaded.version + 1 else { throw .truncated(stream) }
                guard bounds.includes(record.metadata) else { return replay }
                try apply(record, to: &replay)
            }
            if page.count < Self.pageSize { return replay }
        }
    }

    /// The newest snapshot that can be read; the beginning where there is none, or the store cannot say.
    private func newestSnapshot<A: Aggregate>(of stream: StreamName, _ bounds: Bounds) async -> Replay<A> {
        var version = bounds.version
        while version > 0,
            let snapshot = try? await snapshots?.snapshot(
                of: stream, fingerprint: A.fingerprint, upTo: version, recordedBy: bounds.time)
        {
            // A damaged one is passed over: the events say the same.
            if snapshot.isWhole, snapshot.stream == stream, snapshot.fingerprint == A.fingerprint,
                let state = try? A(json: snapshot.state, limits: .stored)
            {
                return Replay(
                    loaded: LoadedAggregate(state: state, version: snapshot.version), time: snapshot.time,
                    snapshotVersion: snapshot.version)
            }
            version = min(version, snapshot.version) - 1
        }
        return Replay()
    }

    private func page(
        of stream: StreamName, after version: Int, isFirst: Bool
    ) async throws(AggregateError) -> [RecordedEvent] {
        var isGone = false
        var page: [RecordedEvent]
        do throws(EventStoreError) {
            page = try await store.read(stream, from: version + 1, limit: Self.pageSize)
            // Nothing to read is a new aggregate, one whose events were all removed, or one that gets its first just now.
            if page.isEmpty, isFirst, try await store.version(of: stream) > version {
                page = try await store.read(stream, from: version + 1, limit: Self.pageSize)
                isGone = page.isEmpty
            }
        } catch {
            throw .store(error)
        }
        guard !isGone else { throw .truncated(stream) }
        return page
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
    }
}
