public import Annals
internal import Logging
internal import ServiceContextModule
internal import Tracing

/// A store that shows an operator what it does: a span, a duration and a count for each call, errors by their codes, and
/// lines for what is out of the ordinary.
///
/// Events that are appended get the trace that they are appended in, and what the current ``EventContext`` says they
/// belong to, where they do not say so themselves.
///
/// ```swift
/// let store = ObservedEventStore(try SQLiteEventStore(path: "app.sqlite"), name: "app")
/// ```
public struct ObservedEventStore<Base: EventStore>: EventStore {
    /// The store itself, for what only it can do.
    public let base: Base
    /// What the store is called in lines, metrics and spans.
    public let name: String
    private let slowness: Duration?
    private let observability: Observability
    private let metrics: StoreMetrics
    private let clock = ContinuousClock()

    /// Shows what a store does.
    ///
    /// - Parameters:
    ///   - name: What it is called in lines, metrics and spans.
    ///   - slowness: Calls that take longer are warned of; nil for none.
    public init(
        _ base: Base, name: String = "events", warnsAfter slowness: Duration? = .seconds(1),
        _ observability: Observability = Observability()
    ) {
        self.base = base
        self.name = name
        self.slowness = slowness
        self.observability = observability
        metrics = StoreMetrics(
            name, operations: StoreOperation.allCases.map(\.rawValue), observability.metrics)
    }

    /// Appends, with the trace and the current context in the events.
    public func append(_ appends: [StreamAppend]) async throws(EventStoreError) -> [AppendResult] {
        let count = appends.reduce(0) { $0 + $1.events.count }
        let stream = appends.count == 1 ? appends[0].stream : nil
        return try await observe(.append, stream) { span throws(EventStoreError) in
            span?.attributes["db.operation.batch.size"] = count
            let results = try await base.append(appends.carrying(span?.context, tracer: observability.tracer))
            if let position = results.compactMap(\.position).max() { span?.attributes["annals.position"] = position }
            return (results, count)
        }
    }

    /// Reads a page of a stream.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await observe(.readStream, stream) { _ throws(EventStoreError) in
            let records = try await base.read(stream, versions: versions, direction: direction, limit: limit)
            return (records, records.count)
        }
    }

    /// Reads a page of a stream up to a time.
    public func read(
        _ stream: StreamName, versions: ClosedRange<Int>, until time: Timestamp?, direction: ReadDirection, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await observe(.readStream, stream) { _ throws(EventStoreError) in
            let records = try await base.read(
                stream, versions: versions, until: time, direction: direction, limit: limit)
            return (records, records.count)
        }
    }

    /// Reads a page of everything.
    public func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await observe(.readAll) { span throws(EventStoreError) in
            span?.attributes["annals.position"] = position
            let records = try await base.readAll(after: position, filter: filter, limit: limit)
            return (records, records.count)
        }
    }

    /// The event with an id.
    public func event(_ id: UniqueID) async throws(EventStoreError) -> RecordedEvent? {
        try await observe(.readEvent) { _ throws(EventStoreError) in
            let record = try await base.event(id)
            return (record, record == nil ? 0 : 1)
        }
    }

    /// The version of a stream.
    public func version(of stream: StreamName) async throws(EventStoreError) -> Int {
        try await observe(.readVersion, stream) { _ throws(EventStoreError) in
            (try await base.version(of: stream), 0)
        }
    }

    /// Removes events of a stream; a line says so, because they are gone.
    public func truncate(_ stream: StreamName, before version: Int) async throws(EventStoreError) -> Int {
        let count = try await observe(.truncate, stream) { _ throws(EventStoreError) in
            let count = try await base.truncate(stream, before: version)
            return (count, count)
        }
        observability.logger.notice(
            "events were removed",
            metadata: [
                "store": "\(name)", "stream": "\(stream)", "before_version": "\(version)", "events": "\(count)",
            ])
        return count
    }

    /// Puts events back that were removed; a line says so.
    public func restore(_ records: [RecordedEvent]) async throws(EventStoreError) -> Int {
        let count = try await observe(.restore) { _ throws(EventStoreError) in
            let count = try await base.restore(records)
            return (count, count)
        }
        observability.logger.notice(
            "events were put back", metadata: ["store": "\(name)", "events": "\(count)"])
        return count
    }

    /// What was noted about a stream.
    public func metadata(of stream: StreamName) async throws(EventStoreError) -> OrderedMap<JSONValue>? {
        try await observe(.readMetadata, stream) { _ throws(EventStoreError) in
            (try await base.metadata(of: stream), 0)
        }
    }

    /// Notes something about a stream.
    public func setMetadata(
        _ metadata: OrderedMap<JSONValue>?, of stream: StreamName
    ) async throws(EventStoreError) {
        try await observe(.setMetadata, stream) { _ throws(EventStoreError) in
            (try await base.setMetadata(metadata, of: stream), 0)
        }
    }

    /// The position of the last event.
    public func lastPosition() async throws(EventStoreError) -> Int {
        try await observe(.readPosition) { _ throws(EventStoreError) in (try await base.lastPosition(), 0) }
    }

    /// Returns when there is an event after a position; how long that takes says nothing about the store.
    public func waitForEvents(after position: Int) async throws(EventStoreError) {
        try await base.waitForEvents(after: position)
    }

    /// Closes the store.
    public func close() async throws(EventStoreError) {
        try await base.close()
        observability.logger.info("the event store was closed", metadata: ["store": "\(name)"])
    }
}

extension ObservedEventStore {
    /// Runs an operation in a span of its own and tells how it went. `body` gives how many events it was about.
    private func observe<T>(
        _ operation: StoreOperation, _ stream: StreamName? = nil,
        _ body: ((any Span)?) async throws(EventStoreError) -> (T, events: Int)
    ) async throws(EventStoreError) -> T {
        guard operation.hasSpan else { return try await measure(operation, stream, nil, body) }
        let title = stream.map { "\(operation.rawValue) \($0.category)" } ?? operation.rawValue
        let span = observability.tracer.startSpan(title, ofKind: .client)
        defer { span.end() }
        span.attributes["db.system.name"] = "annals"
        span.attributes["db.namespace"] = name
        span.attributes["db.operation.name"] = operation.rawValue
        if let stream {
            span.attributes["db.collection.name"] = stream.category
            span.attributes["annals.stream"] = stream.description
        }
        return try await measure(operation, stream, span, body)
    }

    private func measure<T>(
        _ operation: StoreOperation, _ stream: StreamName?, _ span: (any Span)?,
        _ body: ((any Span)?) async throws(EventStoreError) -> (T, events: Int)
    ) async throws(EventStoreError) -> T {
        let start = clock.now
        do throws(EventStoreError) {
            let (result, events) = try await body(span)
            let duration = clock.now - start
            metrics.record(operation.rawValue, took: duration, events: events)
            if events > 0 { span?.attributes["db.response.returned_rows"] = operation == .append ? nil : events }
            tell(operation, stream, events, duration)
            return result
        } catch {
            metrics.record(operation.rawValue, took: clock.now - start)
            metrics.record(error.code.description, of: operation.rawValue)
            span?.attributes["error.type"] = error.code.description
            span?.recordError(error)
            span?.setStatus(SpanStatus(code: .error, message: error.message))
            tell(operation, stream, error)
            throw error
        }
    }

    private func tell(_ operation: StoreOperation, _ stream: StreamName?, _ events: Int, _ duration: Duration) {
        let isSlow = slowness.map { duration > $0 } ?? false
        observability.logger.log(
            level: isSlow ? .warning : .trace,
            isSlow ? "a call of the event store was slow" : "a call of the event store",
            metadata: metadata(operation, stream).merging([
                "events": "\(events)", "milliseconds": "\(duration / .milliseconds(1))",
            ]) { $1 })
    }

    private func tell(_ operation: StoreOperation, _ stream: StreamName?, _ error: EventStoreError) {
        var metadata = metadata(operation, stream)
        metadata["code"] = "\(error.code)"
        metadata["error"] = "\(error.message)"
        if let conflict = error.conflict {
            metadata["stream"] = "\(conflict.stream)"
            metadata["expected"] = "\(conflict.expected)"
            metadata["actual"] = "\(conflict.actual)"
        }
        observability.logger.log(level: error.level, "a call of the event store failed", metadata: metadata)
    }

    private func metadata(_ operation: StoreOperation, _ stream: StreamName?) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["store": "\(name)", "operation": "\(operation.rawValue)"]
        if let stream { metadata["stream"] = "\(stream)" }
        return metadata
    }
}
