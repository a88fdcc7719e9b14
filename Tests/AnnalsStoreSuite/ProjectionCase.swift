package import Annals
import Testing

/// A store of read models under test.
package struct ReadModelsUnderTest: Sendable {
    /// The store.
    package let store: any ReadModelStore
    /// The rows of `AccountBalance`, by key.
    package let rows: @Sendable () async throws -> [AccountBalance]

    /// Creates one.
    package init(store: any ReadModelStore, rows: @escaping @Sendable () async throws -> [AccountBalance]) {
        self.store = store
        self.rows = rows
    }
}

/// What every store of read models must do. A test target runs `all` on each of its stores.
package struct ProjectionCase: Sendable, CustomTestStringConvertible {
    /// The behaviour.
    package let name: String
    /// Checks it on empty stores.
    package let check: @Sendable (any EventStore, ReadModelsUnderTest) async throws -> Void

    /// Shown in test reports.
    package var testDescription: String { name }

    init(
        _ name: String, _ check: @escaping @Sendable (any EventStore, ReadModelsUnderTest) async throws -> Void
    ) {
        self.name = name
        self.check = check
    }

    /// All behaviours.
    package static let all = [
        projecting, findingRows, uniqueIndexes, stopping, rebuilding, lookingBack, retiring, runningEngines, parking,
        retrying, forgettingLetters, rebuildingBeside, controlling,
    ].flatMap(\.self)
}

/// A runner of the sample projection.
func runner(
    _ events: any EventStore, _ models: ReadModelsUnderTest, batchSize: Int = 500
) -> ProjectionRunner<AccountBalanceProjection> {
    ProjectionRunner(
        AccountBalanceProjection.self, events: events, readModels: models.store, batchSize: batchSize)
}

/// Balances by account.
func balances(_ models: ReadModelsUnderTest) async throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try await models.rows().map { ($0.accountId, $0.balance) })
}
