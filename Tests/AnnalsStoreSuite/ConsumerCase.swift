public import Annals
public import Testing

/// What every store of consumer groups must do, one behaviour at a time, like `StoreCase`:
///
/// ```swift
/// @Test(arguments: ConsumerCase.all) func behaves(_ behaviour: ConsumerCase) async throws {
///     let clock = ManualClock()
///     try await behaviour.check(MyConsumerStore(now: { clock.time }), clock)
/// }
/// ```
public struct ConsumerCase: Sendable, CustomTestStringConvertible {
    /// The behaviour.
    public let name: String
    /// Checks it on an empty store that takes its time from the clock.
    public let check: @Sendable (any ConsumerStore, ManualClock) async throws -> Void

    /// Shown in test reports.
    public var testDescription: String { name }

    init(_ name: String, _ check: @escaping @Sendable (any ConsumerStore, ManualClock) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// All behaviours.
    public static let all = claiming + sharing
}

/// The error that a store of consumers throws.
func consumerError<T>(
    _ code: ConsumerError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> T
) async throws -> ConsumerError {
    do {
        _ = try await body()
    } catch let error as ConsumerError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error
    }
    Issue.record("no error; expected \(code)", sourceLocation: sourceLocation)
    throw ConsumerError(EventStoreError(.io, "no error"))
}
