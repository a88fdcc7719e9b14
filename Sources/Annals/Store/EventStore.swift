/// Where events are kept.
///
/// What holds for every store:
/// - An append is written whole or not at all, also over several streams.
/// - Positions grow with commits: a reader that saw position *n* will never see a new event at or before *n*.
/// - Appending the same events (ids, stream, types, versions, payloads) again writes nothing and gives the result of
///   the first time, whatever is expected of the stream. An id that is stored with other content is `duplicateEventID`.
/// - Versions and positions are never used twice, also when the events that had them were removed; only `restore` fills an
///   empty place again, with the event that had it.
/// - Reads give records in pages; nothing is held open between two calls.
public protocol EventStore: Sendable {
    /// Appends to one or several streams in one transaction; the results are in the order of the appends.
    ///
    /// Throws `wrongExpectedVersion`, `duplicateEventID`, or what the medium says.
    func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult]

    /// Reads at most `limit` events of a stream whose versions are in `versions`. A stream that does not exist is empty.
    func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent]

    /// Reads at most `limit` events of a stream whose versions are in `versions` and whose times are not after `time`; nil for
    /// any time. Writers may have said when events happened, so that versions between those that are read can be left out.
    ///
    /// A store that looks for times itself does better than what is done otherwise: to read and leave out.
    func read(
        _ stream: StreamName, versions: ClosedRange<Int>, until time: Timestamp?, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent]

    /// Reads at most `limit` events after a position that pass a filter, in the order of positions.
    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent]

    /// The event with an id; nil where there is none.
    func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent?

    /// The version of the last event that was appended to the stream, whether it was removed since or not; 0 where there is
    /// none.
    func version(of stream: StreamName) async throws(EventStoreError) -> Int

    /// Removes the events of a stream before a version, for good: their places stay empty, their ids are forgotten. The
    /// stream keeps its version, so that what a writer expects of it never fits by accident.
    ///
    /// Returns how many events were removed.
    func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int

    /// Puts events that were removed back into their own empty places, as they were: position, version in the stream, id,
    /// time and every byte; all of them or none. What is there already stays, so that it can be done again. Subscriptions
    /// that are past a place are not told.
    ///
    /// Returns how many were put back. Throws `placeTaken` where something else has the place or the stream's version, `gap` where
    /// the next event of the stream would be missing (what was removed last comes back first), `placeNotGiven` where the store never gave the position or the stream never reached the version,
    /// `duplicateEventID` where the id is stored in another place, and `invalidPayload` for what is no event of a store.
    func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int

    /// What was noted about a stream; nil where nothing was.
    func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>?

    /// Notes something about a stream, whether it has events or not, in place of what was noted before; nil for nothing.
    func setMetadata(_ metadata: OrderedMap<JSONValue>?, of stream: StreamName) async throws(EventStoreError)

    /// The position of the last event that was appended, whether it was removed since or not; 0 for a new store.
    func lastPosition() async throws(EventStoreError) -> Int

    /// Returns when the store has an event after a position.
    ///
    /// Throws `cancelled` when the task is, and `closed` when the store was closed meanwhile.
    func waitForEvents(after position: Int) async throws(EventStoreError)

    /// Closes the store: every later call throws `closed`. Closing again does nothing.
    func close() async throws(EventStoreError)
}

extension EventStore {
    /// Looks again and again, 50 times a second. A store that knows when something is appended does better.
    public func waitForEvents(after position: Int) async throws(EventStoreError) {
        while try await lastPosition() <= position {
            do {
                try await Task.sleep(for: .milliseconds(20))
            } catch {
                throw .cancelled
            }
        }
    }

    /// Reads pages of the stream and leaves out what is later.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, until time: Timestamp?, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        guard let time else {
            return try await read(stream, versions: versions, direction: direction, limit: limit)
        }
        let size = 500
        var found: [RecordedEvent] = []
        var left: ClosedRange<Int>? = versions
        while let versions = left, found.count < limit {
            let page = try await read(stream, versions: versions, direction: direction, limit: size)
            found += page.lazy.filter { $0.metadata.time <= time }.prefix(limit - found.count)
            left =
                page.count < size
                ? nil : page.last.flatMap { versions.rest(after: $0.metadata.streamVersion, direction) }
        }
        return found
    }

    /// Appends to one stream.
    @discardableResult
    public func append(
        _ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedVersion
    ) async throws(EventStoreError) -> AppendResult {
        let results = try await append([StreamAppend(events, to: stream, expecting: expected)])
        guard let result = results.first else {
            throw EventStoreError(.io, "the store gave no result for the append to \(stream)")
        }
        return result
    }

    /// Reads a stream, all of it unless told otherwise.
    ///
    /// - Parameter time: The latest time that the events may have, inclusive; nil for any.
    public func read(
        _ stream: StreamName, from first: Int = 1, to last: Int = .max, until time: Timestamp? = nil,
        direction: ReadDirection = .forwards, limit: Int = .max
    ) async throws(EventStoreError) -> [RecordedEvent] {
        guard first <= last else { return [] }
        guard let time else {
            return try await read(stream, versions: first...last, direction: direction, limit: limit)
        }
        return try await read(stream, versions: first...last, until: time, direction: direction, limit: limit)
    }

    /// Removes all events of a stream, for good. The stream keeps its version.
    ///
    /// Returns how many events were removed.
    @discardableResult
    public func delete(_ stream: StreamName) async throws(EventStoreError) -> Int {
        try await truncate(stream, before: .max)
    }

    /// Reads a page of all events, of a category or of some types.
    ///
    /// - Parameter time: The latest time that the events may have, inclusive; nil for what the filter says.
    public func readAll(
        after position: Int = 0, _ filter: EventFilter = .all, until time: Timestamp? = nil, limit: Int = 1000
    ) async throws(EventStoreError) -> [RecordedEvent] {
        var filter = filter
        if let time { filter.until = min(time, filter.until ?? time) }
        return try await readAll(after: position, filter: filter, limit: limit)
    }
}
