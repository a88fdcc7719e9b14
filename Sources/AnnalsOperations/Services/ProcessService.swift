public import Annals
internal import Logging
internal import ServiceContextModule
public import ServiceLifecycle
internal import Tracing

/// Runs a process manager and delivers its commands as a service, and shows how they are doing.
///
/// A shutdown waits until the batch that is handled is committed and the commands that are being delivered are done. What may
/// pass is tried again; an event or a command that is parked, and a process manager that stands still, are said in error lines
/// and in the metrics, and what can go on does.
///
/// ```swift
/// let fulfilment = ProcessService(OrderFulfilmentProcess.self, events: store, processes: processes) { command, delivery in
///     try await payments.request(command, idempotencyKey: delivery.id)
/// }
/// try await ServiceGroup(services: [fulfilment, server], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
public struct ProcessService<P: ProcessManager>: Service {
    /// The runner: to look at states, and at what is parked.
    public let runner: ProcessRunner<P>
    /// The dispatcher; nil when another program delivers the commands.
    public let dispatcher: CommandDispatcher<P>?
    /// Ends the service after what it is at, as a shutdown does.
    public let stop = StopRequest()
    private let options: ProcessServiceOptions
    private let monitor: ProcessMonitor
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let observability: Observability

    /// Creates a service.
    ///
    /// - Parameters:
    ///   - options: How it works. Its `report` is called besides.
    ///   - interval: How often lag and the like are measured.
    ///   - clock: What waits between measurements.
    ///   - handler: Carries out a command, in a span of its own; what it appends through an ``ObservedEventStore`` says that it
    ///     follows from the command. Nil when another program delivers the commands.
    public init(
        _ process: P.Type, events: any EventStore, processes: any ProcessStore,
        options: ProcessServiceOptions = ProcessServiceOptions(), measuringEvery interval: Duration = .seconds(10),
        clock: any Clock<Duration> = ContinuousClock(), _ observability: Observability = Observability(),
        handler: CommandDispatcher<P>.Handler?
    ) {
        let metrics = ProcessMetrics(process: P.name, factory: observability.metrics)
        let report: @Sendable (ProcessReport) -> Void = { [logger = observability.logger, report = options.report] in
            let line = $0.line
            logger.log(level: line.level, line.message, metadata: line.metadata)
            metrics.record($0)
            report($0)
        }
        runner = ProcessRunner(
            process, events: events, processes: processes, batchSize: options.batchSize, policy: options.poison,
            emittingFrom: options.start, now: options.now, report: report)
        dispatcher = handler.map { handler in
            CommandDispatcher(
                process, processes: processes, policy: options.delivery, batchSize: options.deliveryBatchSize,
                now: options.now, report: report, handler: Self.observing(handler, observability, metrics))
        }
        monitor = ProcessMonitor(events: events, processes: processes, now: options.now)
        (self.options, self.interval, self.clock, self.observability) = (options, interval, clock, observability)
    }

    /// Handles events, lets timeouts fire and delivers commands until a shutdown; throws when a store is closed.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await runner.runLive(
                    delivering: dispatcher, ifDefinitionChanged: options.definitionChange,
                    attention: options.attention, backoff: options.backoff, persists: true, clock: options.clock,
                    until: stop)
                return true
            }
            group.addTask {
                // Throws when the runner has ended before.
                try? await gracefulShutdown()
                stop.make()
                return false
            }
            group.addTask {
                await measure()
                return false
            }
            while let hasEnded = try await group.next() {
                if hasEnded { group.cancelAll() }
            }
        }
        observability.logger.info("a process manager stopped", metadata: ["process": "\(P.name)"])
    }

    /// Whether the process manager does what it is to do.
    ///
    /// - Parameters:
    ///   - lag: How long events and commands may wait, and how late a timeout may be.
    ///   - parked: How many events, and how many commands, may be parked.
    /// - Throws: What a store says that does not answer.
    public func health(lag: Duration = .seconds(60), parked: Int = 0) async throws(ProcessError) -> ProcessHealth {
        ProcessHealth(try await monitor.statuses(of: [P.name]), lag: lag, parked: parked)
    }

    private func measure() async {
        let metrics = ProcessMetrics(process: P.name, factory: observability.metrics)
        while !Task.isCancelled {
            // What fails here fails in the runner, which says so.
            for status in (try? await monitor.statuses(of: [P.name])) ?? [] { metrics.record(status) }
            guard (try? await clock.sleep(for: interval)) != nil else { return }
        }
    }

    /// The handler in a span, with what events say that it appends.
    private static func observing(
        _ handler: @escaping CommandDispatcher<P>.Handler, _ observability: Observability, _ metrics: ProcessMetrics
    ) -> CommandDispatcher<P>.Handler {
        { command, delivery in
            let type = type(of: command.command).commandType
            let span = observability.tracer.startSpan("deliver \(type)", ofKind: .consumer)
            defer { span.end() }
            span.attributes["messaging.system"] = "annals"
            span.attributes["messaging.operation.type"] = "process"
            span.attributes["messaging.message.id"] = delivery.id.description
            span.attributes["annals.process"] = P.name
            span.attributes["annals.process.key"] = delivery.key
            span.attributes["annals.delivery.attempt"] = delivery.attempt
            var context = span.context
            context.eventContext = delivery.context
            let start = ContinuousClock.now
            defer { metrics.record(type, took: ContinuousClock.now - start) }
            do {
                try await ServiceContext.withValue(context) { try await handler(command, delivery) }
            } catch {
                span.recordError(error)
                span.setStatus(SpanStatus(code: .error, message: "\(error)"))
                throw error
            }
        }
    }
}
