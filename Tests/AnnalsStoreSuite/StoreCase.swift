public import Annals
public import Testing

/// What every event store must do, one behaviour at a time. Whoever writes a store runs `all` on it:
///
/// ```swift
/// @Test(arguments: StoreCase.all) func behaves(_ behaviour: StoreCase) async throws {
///     try await behaviour.check(MyStore())
/// }
/// ```
public struct StoreCase: Sendable, CustomTestStringConvertible {
    /// The behaviour.
    public let name: String
    /// Checks it on an empty store.
    public let check: @Sendable (any EventStore) async throws -> Void

    /// Shown in test reports.
    public var testDescription: String { name }

    init(_ name: String, _ check: @escaping @Sendable (any EventStore) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// All behaviours.
    public static let all = [
        appending, expectedVersions, idempotency, reading, subscribing, truncating, commanding, workingTogether,
        windows, lifecycle,
        timing, paging, restoring, partitioning, contending,
    ].flatMap(\.self)
}
