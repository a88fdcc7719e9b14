internal import Annals
internal import Metrics

/// The numbers of process managers.
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `annals.process.emitted` | counter of commands that were emitted | `process` |
/// | `annals.process.fired` | counter of timeouts that fired | `process` |
/// | `annals.process.failures` | counter of rests, stops and failed timeouts | `process`, `kind` |
/// | `annals.process.position` | gauge | `process` |
/// | `annals.process.lag.events`, `.lag.seconds` | gauges | `process` |
/// | `annals.process.parked` | gauge of parked events | `process` |
/// | `annals.process.instances` | gauge of processes that have begun and not ended | `process` |
/// | `annals.process.timeouts` | gauge of timeouts that are set | `process` |
/// | `annals.process.timeouts.lag.seconds` | gauge: how late the next one is | `process` |
/// | `annals.command.duration` | timer of a delivery | `process`, `command` |
/// | `annals.command.deliveries` | counter | `process`, `result`: `delivered`, `failed` or `parked` |
/// | `annals.command.pending`, `annals.command.parked` | gauges | `process` |
/// | `annals.command.lag.seconds` | gauge: how long the oldest pending one has waited | `process` |
struct ProcessMetrics: Sendable {
    let process: String
    let factory: any MetricsFactory

    /// Counts what runners and dispatchers tell.
    func record(_ report: ProcessReport) {
        switch report {
        case .advanced(_, _, let emitted, let fired):
            count("annals.process.emitted", by: emitted)
            count("annals.process.fired", by: fired)
        case .timeoutFailed: count("annals.process.failures", by: 1, [("kind", "timeout")])
        case .stopped: count("annals.process.failures", by: 1, [("kind", "stopped")])
        case .resting: count("annals.process.failures", by: 1, [("kind", "resting")])
        case .delivered(_, let count, let failed):
            self.count("annals.command.deliveries", by: count, [("result", "delivered")])
            self.count("annals.command.deliveries", by: failed, [("result", "failed")])
        case .commandParked: count("annals.command.deliveries", by: 1, [("result", "parked")])
        case .parked: break
        }
    }

    /// Shows how the process manager is doing.
    func record(_ status: ProcessStatus) {
        let gauges: [(String, Double)] = [
            ("process.position", Double(status.position)), ("process.lag.events", Double(status.lag.events)),
            ("process.lag.seconds", status.lag.seconds), ("process.parked", Double(status.parked)),
            ("process.instances", Double(status.tally.instances)),
            ("process.timeouts", Double(status.tally.timeouts)),
            ("process.timeouts.lag.seconds", status.timeoutLag / .seconds(1)),
            ("command.pending", Double(status.tally.pending)),
            ("command.parked", Double(status.tally.parkedCommands)),
            ("command.lag.seconds", status.commandLag / .seconds(1)),
        ]
        for (name, value) in gauges {
            Gauge(label: "annals.\(name)", dimensions: [("process", process)], factory: factory).record(value)
        }
    }

    /// A command was handed to the program.
    func record(_ command: String, took duration: Duration) {
        Timer(
            label: "annals.command.duration", dimensions: [("process", process), ("command", command)],
            factory: factory
        ).recordNanoseconds(duration.nanoseconds)
    }

    private func count(_ label: String, by count: Int, _ more: [(String, String)] = []) {
        if count > 0 {
            Counter(label: label, dimensions: [("process", process)] + more, factory: factory).increment(by: count)
        }
    }
}
