public import Annals
internal import Logging
public import ServiceLifecycle

/// Keeps projections up to date as a service, and shows how they are doing.
///
/// A shutdown waits until the batch that is applied is committed. What may pass is tried again by the engine; a projection
/// that cannot take an event, or stands still, is said in an error line and in the metrics, and the others go on.
///
/// ```swift
/// let projections = ProjectionService([OrderSummaryProjection.self], events: store, readModels: tables)
/// try await ServiceGroup(services: [projections, server], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
public struct ProjectionService: Service {
    /// The engine: to wait for positions, to pause, resume and rebuild.
    public let engine: ProjectionEngine
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let observability: Observability

    /// Creates a service.
    ///
    /// - Parameters:
    ///   - options: How the engine works. Its `report` is called besides.
    ///   - interval: How often lag and the like are measured.
    ///   - clock: What waits between measurements.
    public init(
        _ projections: [any Projection.Type], events: any EventStore, readModels: any ReadModelStore,
        options: EngineOptions = EngineOptions(), measuringEvery interval: Duration = .seconds(10),
        clock: any Clock<Duration> = ContinuousClock(), _ observability: Observability = Observability()
    ) {
        let metrics = ProjectionMetrics(factory: observability.metrics)
        var options = options
        options.report = { [logger = observability.logger, report = options.report] event in
            let line = event.line
            logger.log(level: line.level, line.message, metadata: line.metadata)
            metrics.record(event)
            report(event)
        }
        engine = ProjectionEngine(projections, events: events, readModels: readModels, options: options)
        (self.interval, self.clock, self.observability) = (interval, clock, observability)
    }

    /// Applies events until a shutdown; throws when the store of events is closed or damaged.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await engine.run()
                return true
            }
            group.addTask {
                // Throws when the engine has ended before.
                try? await gracefulShutdown()
                await engine.stop()
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
        observability.logger.info("the projections stopped")
    }

    /// Whether the projections do what they are to do.
    ///
    /// - Parameters:
    ///   - lag: How long ago the first event that is not in the rows may have been recorded.
    ///   - parked: How many events of a projection may be parked.
    /// - Throws: What a store says that does not answer.
    public func health(lag: Duration = .seconds(60), parked: Int = 0) async throws(ProjectionError) -> ProjectionHealth
    {
        ProjectionHealth(try await engine.statuses(), lag: lag, parked: parked)
    }

    private func measure() async {
        let metrics = ProjectionMetrics(factory: observability.metrics)
        while !Task.isCancelled {
            // What fails here fails in the engine, which says so.
            if let statuses = try? await engine.statuses() { metrics.record(statuses) }
            guard (try? await clock.sleep(for: interval)) != nil else { return }
        }
    }
}
