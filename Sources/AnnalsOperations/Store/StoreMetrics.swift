internal import Annals
internal import Metrics

/// The numbers of one store. Those of every operation are there from the start, so that a rate of nothing is shown as 0.
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `annals.store.duration` | timer | `store`, `operation` |
/// | `annals.store.events` | counter of events appended, read or removed | `store`, `operation` |
/// | `annals.store.errors` | counter | `store`, `operation`, `code` |
struct StoreMetrics: Sendable {
    private struct Numbers: Sendable {
        let duration: Timer
        let events: Counter
    }

    private let store: String
    private let factory: any MetricsFactory
    private let numbers: [String: Numbers]

    init(_ store: String, operations: [String], _ factory: any MetricsFactory) {
        self.store = store
        self.factory = factory
        numbers = Dictionary(
            uniqueKeysWithValues: operations.map { operation in
                let dimensions = [("store", store), ("operation", operation)]
                return (
                    operation,
                    Numbers(
                        duration: Timer(label: "annals.store.duration", dimensions: dimensions, factory: factory),
                        events: Counter(label: "annals.store.events", dimensions: dimensions, factory: factory))
                )
            })
    }

    /// An operation is done; `events` is how many it was about.
    func record(_ operation: String, took duration: Duration, events: Int = 0) {
        numbers[operation]?.duration.recordNanoseconds(duration.nanoseconds)
        if events > 0 { numbers[operation]?.events.increment(by: events) }
    }

    /// An operation failed with a code.
    func record(_ code: String, of operation: String) {
        Counter(
            label: "annals.store.errors",
            dimensions: [("store", store), ("operation", operation), ("code", code)],
            factory: factory
        ).increment()
    }
}

extension Duration {
    /// In whole nanoseconds; as many as there can be for more.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : product + attoseconds / 1_000_000_000
    }
}
