internal import Annals
internal import Metrics

/// The numbers of projections.
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `annals.projection.events` | counter of events that were applied | `projection`, `rebuild` |
/// | `annals.projection.failures` | counter of rests and stops | `projection`, `kind` |
/// | `annals.projection.parked` | gauge of parked events | `projection` |
/// | `annals.projection.position` | gauge | `projection` |
/// | `annals.projection.lag.events`, `.lag.seconds` | gauges | `projection` |
/// | `annals.projection.active` | gauge: 1, or 0 for one that is paused, stopped or outdated | `projection` |
struct ProjectionMetrics: Sendable {
    let factory: any MetricsFactory

    /// Counts what an engine tells.
    func record(_ report: EngineReport) {
        switch report {
        case .advanced(let projection, _, let events, let isRebuild):
            count("events", by: events, [("projection", projection), ("rebuild", "\(isRebuild)")])
        case .stopped(let projection, _):
            count("failures", by: 1, [("projection", projection), ("kind", "stopped")])
        case .resting(let projection, _, _):
            count("failures", by: 1, [("projection", projection ?? "all"), ("kind", "resting")])
        case .parked, .rebuildBegan, .rebuilt: break
        }
    }

    /// Shows how projections are doing.
    func record(_ statuses: [ProjectionStatus]) {
        for status in statuses {
            let dimensions = [("projection", status.name)]
            gauge("position", dimensions).record(status.position)
            gauge("lag.events", dimensions).record(status.lag.events)
            gauge("lag.seconds", dimensions).record(status.lag.seconds)
            gauge("parked", dimensions).record(status.parked)
            gauge("active", dimensions).record(status.state == .active ? 1 : 0)
        }
    }

    private func count(_ name: String, by count: Int, _ dimensions: [(String, String)]) {
        Counter(label: "annals.projection.\(name)", dimensions: dimensions, factory: factory).increment(by: count)
    }

    private func gauge(_ name: String, _ dimensions: [(String, String)]) -> Gauge {
        Gauge(label: "annals.projection.\(name)", dimensions: dimensions, factory: factory)
    }
}
