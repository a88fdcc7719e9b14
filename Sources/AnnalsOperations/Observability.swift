public import Logging
public import Metrics
public import Tracing

/// Where an operator looks: a logger, metrics and a tracer. Those of the process, unless others are given.
public struct Observability: Sendable {
    /// Where lines go.
    public var logger: Logger
    /// Where numbers go.
    public var metrics: any MetricsFactory
    /// Where spans go, and which says how their context is written into events.
    public var tracer: any Tracer

    /// What is left out is what the process was bootstrapped with when this is created.
    public init(
        logger: Logger = Logger(label: "annals"), metrics: (any MetricsFactory)? = nil, tracer: (any Tracer)? = nil
    ) {
        self.logger = logger
        self.metrics = metrics ?? MetricsSystem.factory
        self.tracer = tracer ?? InstrumentationSystem.tracer
    }
}
