/// An event store that forgets everything when the program ends: for tests and for small programs.
public actor InMemoryEventStore: EventStore {
    /// At each position less one the event; nil when it was removed.
    private(set) var events: [RecordedEvent?] = []
    /// The positions of each stream's events, in the order of their versions.
    private var streams: [UTF8Key: [Int]] = [:]
    private var positions: [UniqueID: Int] = [:]
    private var notes: [UTF8Key: OrderedMap<JSONValue>] = [:]
    private var snapshots = SnapshotShelf()
    private var isClosed = false
    /// What changes rows with every append, and where they are.
    var inline: [InlineProjections] = []
    var inlineModels: InMemoryReadModels?
    private let signal = AppendSignal()

    private let now: @Sendable () -> Timestamp

    /// Creates an empty store.
    ///
    /// - Parameter now: The time that events get which do not say one.
    public init(now: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.now = now
    }

    /// Appends in one step: no other call sees a part of it.
    public func append(_ appends: [StreamAppend]) throws(EventStoreError) -> [AppendResult] {
        try checkOpen()
        let count = events.count
        var results: [AppendResult] = []
        do throws(EventStoreError) {
            for append in appends { results.append(try write(append)) }
            if events.count > count { try changeRows() }
        } catch {
            removeEvents(after: count)
            throw error
        }
        if events.count > count { signal.give() }
        return results
    }

    /// Reads a page of a stream.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) throws(EventStoreError) -> [RecordedEvent] {
        try read(stream, versions: versions, until: nil, direction: direction, limit: limit)
    }

    /// Reads a page of what a stream had at a time.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, until time: Timestamp?, direction: ReadDirection, limit: Int
    ) throws(EventStoreError) -> [RecordedEvent] {
        try checkOpen()
        let wanted = versions
        let versions = streams[UTF8Key(stream.description)] ?? []
        let first = max(wanted.lowerBound, 1)
        let last = min(wanted.upperBound, versions.count)
        guard limit > 0, first <= last else { return [] }
        let page = versions[(first - 1)..<last]
        let stored = page.lazy.compactMap { self.events[$0 - 1] }.filter { event in
            time.map { event.metadata.time <= $0 } ?? true
        }
        return direction == .forwards ? Array(stored.prefix(limit)) : Array(stored.reversed().prefix(limit))
    }

    /// Reads a page of everything.
    public func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) throws(EventStoreError) -> [RecordedEvent] {
        try checkOpen()
        let types = filter.types.map { Set($0) }
        let categories = filter.categories.map { Set($0) }
        var page: [RecordedEvent] = []
        for event in events.dropFirst(max(position, 0)).lazy.compactMap(\.self) {
            guard page.count < limit else { break }
            if let types, !types.contains(event.type) { continue }
            if let categories, !categories.contains(Self.category(of: event)) { continue }
            if let time = filter.until, event.metadata.time > time { continue }
            if let partition = filter.partition, !partition.contains(event.metadata.stream.utf8) { continue }
            page.append(event)
        }
        return page
    }

    /// The event with an id.
    public func event(_ id: UniqueID) throws(EventStoreError) -> RecordedEvent? {
        try checkOpen()
        return positions[id].flatMap { events[$0 - 1] }
    }

    /// Removes the events of a stream before a version.
    public func truncate(_ stream: StreamName, before version: Int) throws(EventStoreError) -> Int {
        try checkOpen()
        var count = 0
        for position in (streams[UTF8Key(stream.description)] ?? []).prefix(max(version, 1) - 1) {
            guard let event = events[position - 1] else { continue }
            positions[event.metadata.id] = nil
            events[position - 1] = nil
            count += 1
        }
        snapshots.removeUnused(of: stream, before: version)
        return count
    }

    /// Puts events back in one step.
    public func restore(_ records: [RecordedEvent]) throws(EventStoreError) -> Int {
        try checkOpen()
        var restored: [RecordedEvent] = []
        do throws(EventStoreError) {
            for record in records { try record.requireRestorable() }
            // The newest first: below it there is no hole.
            for record in records.sorted(by: { $0.metadata.streamVersion > $1.metadata.streamVersion })
            where try isMissing(record) {
                events[record.position - 1] = record
                positions[record.metadata.id] = record.position
                restored.append(record)
            }
        } catch {
            for record in restored {
                events[record.position - 1] = nil
                positions[record.metadata.id] = nil
            }
            throw error
        }
        return restored.count
    }

    /// What was noted about a stream.
    public func metadata(of stream: StreamName) throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try checkOpen()
        return notes[UTF8Key(stream.description)]
    }

    /// Notes something about a stream.
    public func setMetadata(
        _ metadata: OrderedMap<JSONValue>?, of stream: StreamName
    ) throws(EventStoreError) {
        try checkOpen()
        notes[UTF8Key(stream.description)] = metadata
    }

    /// The version of the stream's last event.
    public func version(of stream: StreamName) throws(EventStoreError) -> Int {
        try checkOpen()
        return streams[UTF8Key(stream.description)]?.count ?? 0
    }

    /// The position of the last event.
    public func lastPosition() throws(EventStoreError) -> Int {
        try checkOpen()
        return events.count
    }

    /// Returns when the store has an event after a position.
    public func waitForEvents(after position: Int) async throws(EventStoreError) {
        while true {
            let count = signal.count
            guard try lastPosition() <= position else { return }
            guard !Task.isCancelled else { throw .cancelled }
            await signal.wait(after: count)
        }
    }

    /// Closes the store and forgets its events.
    public func close() {
        isClosed = true
        signal.give()
        events = []
        streams = [:]
        positions = [:]
        notes = [:]
        snapshots = SnapshotShelf()
    }

    private func checkOpen() throws(EventStoreError) {
        guard !isClosed else { throw .closed }
    }

    private static func category(of event: RecordedEvent) -> String {
        String(event.metadata.stream.prefix { $0 != "-" })
    }
}

extension InMemoryEventStore {
    private func write(_ append: StreamAppend) throws(EventStoreError) -> AppendResult {
        let actual = streams[UTF8Key(append.stream.description)]?.count ?? 0
        if let first = append.events.first, positions[first.id] != nil { return try earlierResult(of: append) }
        guard append.expected.allows(actual) else {
            throw .wrongExpectedVersion(of: append.stream, expected: append.expected, actual: actual)
        }
        let now = now()
        for event in append.events {
            guard positions[event.id] == nil else { throw .duplicateEventID(event.id, in: append.stream) }
            let position = events.count + 1
            streams[UTF8Key(append.stream.description), default: []].append(position)
            positions[event.id] = position
            let streamVersion = streams[UTF8Key(append.stream.description)]?.count ?? 1
            events.append(
                RecordedEvent(event, in: append.stream, version: streamVersion, position: position, now: now))
        }
        return AppendResult(
            streamVersion: actual + append.events.count, position: append.events.isEmpty ? nil : events.count)
    }

    /// Whether the place of an event is empty; false when the event is there.
    private func isMissing(_ record: RecordedEvent) throws(EventStoreError) -> Bool {
        let places = streams[UTF8Key(record.metadata.stream)] ?? []
        guard (1...max(events.count, 1)).contains(record.position), record.metadata.streamVersion <= places.count else {
            throw .placeNotGiven(record.metadata)
        }
        guard places[record.metadata.streamVersion - 1] == record.position else { throw .placeTaken(record.metadata) }
        if let stored = events[record.position - 1] {
            guard stored == record else { throw .placeTaken(record.metadata) }
            return false
        }
        let above = places.dropFirst(record.metadata.streamVersion).first
        guard above.map({ events[$0 - 1] != nil }) ?? true else { throw .gap(record.metadata) }
        guard positions[record.metadata.id] == nil else { throw .usedID(of: record.metadata) }
        return true
    }

    private func removeEvents(after count: Int) {
        for event in events[count...].lazy.compactMap(\.self) {
            positions[event.metadata.id] = nil
            streams[UTF8Key(event.metadata.stream)]?.removeLast()
        }
        events.removeSubrange(count...)
    }

    /// The first event of the append is stored: either all of them are, as they are now, or it is an error.
    private func earlierResult(of append: StreamAppend) throws(EventStoreError) -> AppendResult {
        var last: RecordedEvent?
        for event in append.events {
            guard let stored = positions[event.id].flatMap({ events[$0 - 1] }),
                stored.isSame(as: event, in: append.stream),
                last.map({ $0.metadata.streamVersion + 1 == stored.metadata.streamVersion }) ?? true
            else { throw .duplicateEventID(event.id, in: append.stream) }
            last = stored
        }
        return AppendResult(streamVersion: last?.metadata.streamVersion ?? 0, position: last?.position)
    }
}

extension InMemoryEventStore: SnapshotStore {
    /// Keeps a snapshot.
    public func save(_ snapshot: Snapshot, keeping count: Int) throws(EventStoreError) {
        try checkOpen()
        snapshots.save(snapshot, keeping: count)
    }

    /// The newest snapshot that serves.
    public func snapshot(
        of stream: StreamName, fingerprint: String, upTo version: Int, recordedBy time: Timestamp
    ) throws(EventStoreError) -> Snapshot? {
        try checkOpen()
        return snapshots.newest(of: stream, fingerprint, upTo: version, recordedBy: time)
    }

    /// Removes all snapshots of a stream.
    public func deleteSnapshots(of stream: StreamName) throws(EventStoreError) {
        try checkOpen()
        snapshots.removeUnused(of: stream, before: .max)
    }

    /// Removes the snapshots of all streams with a fingerprint.
    public func deleteSnapshots(fingerprint: String) throws(EventStoreError) {
        try checkOpen()
        snapshots.removeAll(fingerprint)
    }
}
