import AnnalsOperations
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit

/// Everything that an operator would see, kept in memory.
struct Instruments {
    let lines = InMemoryLogHandler()
    let metrics = TestMetrics()
    let tracer = InMemoryTracer()

    /// What is observed writes here.
    var observability: Observability {
        var logger = Logger(label: "test", factory: { _ in lines })
        logger.logLevel = .trace
        return Observability(logger: logger, metrics: metrics, tracer: tracer)
    }

    /// The lines of a level, or all.
    func entries(_ level: Logger.Level? = nil) -> [InMemoryLogHandler.Entry] {
        lines.entries.filter { level == nil || $0.level == level }
    }
}
