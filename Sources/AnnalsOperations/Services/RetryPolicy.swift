public import Annals

/// What services try again, and when.
public struct RetryPolicy: Sendable {
    /// How long they rest after each failure in a row.
    public var backoff = Backoff()
    /// Whether a failure may pass by itself. Anything else ends the service.
    public var mayPass: @Sendable (any Error) -> Bool = { RetryPolicy.isTransient($0) }
    /// How they rest.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// The usual policy: files that others hold, and media that fail, are tried again.
    public init() {}

    /// Whether a store failed in a way that may pass: `busy`, `io` or `full`.
    public static func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as EventStoreError: error.mayPass
        case let error as ConsumerError: error.store?.mayPass ?? false
        case let error as ProjectionError: if case .store(let store) = error.reason { store.mayPass } else { false }
        default: false
        }
    }
}
