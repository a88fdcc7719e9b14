package import Annals
import Testing

/// What every event store must do, one behaviour at a time. A test target runs `all` on each of its stores.
package struct StoreCase: Sendable, CustomTestStringConvertible {
    /// The behaviour.
    package let name: String
    /// Checks it on an empty store.
    package let check: @Sendable (any EventStore) async throws -> Void

    /// Shown in test reports.
    package var testDescription: String { name }

    init(_ name: String, _ check: @escaping @Sendable (any EventStore) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// All behaviours.
    package static let all = appending + expectedVersions + idempotency + reading + subscribing + lifecycle
}
