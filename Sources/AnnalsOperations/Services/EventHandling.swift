internal import Annals
internal import Logging
internal import Metrics
internal import ServiceContextModule
internal import ServiceLifecycle
internal import Tracing

/// What services that handle events share: how a batch is shown, and how a failure that may pass is waited out.
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `annals.consumer.duration` | timer of a batch | `consumer` |
/// | `annals.consumer.events` | counter | `consumer` |
/// | `annals.consumer.failures` | counter of batches that failed | `consumer`, `error` |
/// | `annals.consumer.lag.events` | gauge: positions between the last batch and the end | `consumer` |
struct EventHandling: Sendable {
    let name: String
    let events: any EventStore
    let retries: RetryPolicy
    let observability: Observability
    private let duration: Timer
    private let count: Counter
    private let lag: Gauge

    init(_ name: String, _ events: any EventStore, _ retries: RetryPolicy, _ observability: Observability) {
        (self.name, self.events, self.retries, self.observability) = (name, events, retries, observability)
        let (dimensions, factory) = ([("consumer", name)], observability.metrics)
        duration = Timer(label: "annals.consumer.duration", dimensions: dimensions, factory: factory)
        count = Counter(label: "annals.consumer.events", dimensions: dimensions, factory: factory)
        lag = Gauge(label: "annals.consumer.lag.events", dimensions: dimensions, factory: factory)
    }

    /// Handles a batch in a span of its own, linked with those in which its events were appended.
    func handle(
        _ records: [RecordedEvent], upTo position: Int, _ body: () async throws -> Void
    ) async throws {
        let start = ContinuousClock.now
        let tracer = observability.tracer
        let span = tracer.startSpan("process \(name)", ofKind: .consumer)
        defer { span.end() }
        span.attributes["messaging.system"] = "annals"
        span.attributes["messaging.operation.type"] = "process"
        span.attributes["messaging.consumer.group.name"] = name
        span.attributes["messaging.batch.message_count"] = records.count
        span.attributes["annals.position"] = position
        for record in records where !record.extra.isEmpty {
            span.addLink(SpanLink(context: record.serviceContext(tracer), attributes: [:]))
        }
        do {
            try await ServiceContext.withValue(span.context) { try await body() }
        } catch {
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error, message: "\(error)"))
            throw error
        }
        duration.recordNanoseconds((ContinuousClock.now - start).nanoseconds)
        count.increment(by: records.count)
        if let end = try? await events.lastPosition() { lag.record(max(end - position, 0)) }
        observability.logger.trace(
            "a batch was handled",
            metadata: ["consumer": "\(name)", "events": "\(records.count)", "position": "\(position)"])
    }

    /// Handles events one after the other, each in a context that says what follows from it.
    static func each(
        _ records: [RecordedEvent], _ body: (RecordedEvent) async throws -> Void
    ) async throws {
        for record in records {
            var context = ServiceContext.current ?? .topLevel
            context.eventContext = record.metadata.following
            try await ServiceContext.withValue(context) { try await body(record) }
        }
    }

    /// Does something again and again until it says that it is done, the task is cancelled or a shutdown begins. What may
    /// pass is rested after and tried again.
    ///
    /// - Parameter body: True when it may go on. What it does is not interrupted by a shutdown.
    func repeating(_ body: () async throws -> Bool) async throws {
        var failures = 0
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                guard try await body() else { break }
                failures = 0
            } catch {
                let code = Self.code(error)
                Counter(
                    label: "annals.consumer.failures", dimensions: [("consumer", name), ("error", code)],
                    factory: observability.metrics
                ).increment()
                var metadata: Logger.Metadata = ["consumer": "\(name)", "code": "\(code)", "error": "\(error)"]
                guard retries.mayPass(error), !Task.isCancelled else {
                    observability.logger.error("a consumer ended", metadata: metadata)
                    throw error
                }
                failures += 1
                let rest = retries.backoff.rest(after: failures)
                metadata["failures"] = "\(failures)"
                metadata["rest_milliseconds"] = "\(rest / .milliseconds(1))"
                observability.logger.warning("a consumer rests after a failure", metadata: metadata)
                let clock = retries.clock
                // Ends early in a shutdown.
                try? await cancelWhenGracefulShutdown { try await clock.sleep(for: rest) }
            }
        }
        observability.logger.info("a consumer stopped", metadata: ["consumer": "\(name)"])
    }

    private static func code(_ error: any Error) -> String {
        switch error {
        case let error as EventStoreError: error.code.description
        case let error as ConsumerError: error.store?.code.description ?? error.code.description
        default: "\(type(of: error))"
        }
    }
}
