import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import GRDB
import Testing

/// One after the other: all at once they would have more than a thousand files open.
@Suite(.serialized) struct StoreTests {
    @Test(arguments: StoreCase.all) func sqlite(_ behaviour: StoreCase) async throws {
        let file = try TemporaryFile()
        try await behaviour.check(SQLiteEventStore(path: file.path, durability: .normal))
    }

    @Test(arguments: StoreCase.snapshots) func snapshots(_ behaviour: StoreCase) async throws {
        let file = try TemporaryFile()
        try await behaviour.check(SQLiteEventStore(path: file.path, durability: .normal))
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func historiesAreThoseOfTheModel() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 100)) {
            let isFine = try await StoreTrial.run(seed: seed, steps: 40) {
                let file = try TemporaryFile()
                return StoreTrial(reopens: true) {
                    try SQLiteEventStore(path: file.path, durability: .normal)
                } consumers: { store in
                    // The same file, whichever store is open.
                    guard let store = store as? SQLiteEventStore else { throw EventStoreError.closed }
                    return try SQLiteConsumerStore(beside: store)
                }
            }
            guard isFine else { break }
        }
    }

    @Test(arguments: ProjectionCase.all) func readModelsBesideEvents(_ behaviour: ProjectionCase) async throws {
        let file = try TemporaryFile()
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await behaviour.check(store, underTest(SQLiteReadModels(beside: store)))
    }

    @Test(arguments: ProjectionCase.all) func readModelsInAFileOfTheirOwn(_ behaviour: ProjectionCase) async throws {
        let file = try TemporaryFile()
        let models = try SQLiteReadModels(path: file.path, durability: .normal)
        try await behaviour.check(InMemoryEventStore(), underTest(models))
    }

    @Test(arguments: ProjectionCase.all) func readModelsInADatabaseOfTheProgram(
        _ behaviour: ProjectionCase
    ) async throws {
        let models = try SQLiteReadModels(database: DatabaseQueue())
        try await behaviour.check(InMemoryEventStore(), underTest(models))
    }

    @Test(arguments: ProjectionCase.inline) func readModelsInAppends(_ behaviour: ProjectionCase) async throws {
        let file = try TemporaryFile()
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await behaviour.check(store, underTest(SQLiteReadModels(beside: store)))
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func rowsOfHistoriesAreThoseOfAFold() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 50)) {
            let file = try TemporaryFile()
            let store = try SQLiteEventStore(path: file.path, durability: .normal)
            try await ProjectionTrial.run(
                seed: seed, steps: 30, store, underTest(SQLiteReadModels(beside: store)), inline: true)
            try store.close()
        }
    }

    private func underTest(_ models: SQLiteReadModels) -> ReadModelsUnderTest {
        ReadModelsUnderTest(store: models) {
            try await models.read { db in try AccountBalance.order(Column("accountId")).fetchAll(db) }
        }
    }
}
