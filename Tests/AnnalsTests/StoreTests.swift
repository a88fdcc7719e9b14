import Annals
import AnnalsStoreSuite
import Testing

@Suite struct StoreTests {
    @Test func behavioursAreManyAndToldApart() {
        #expect(StoreCase.all.count >= 190)
        #expect(Set(StoreCase.all.map(\.name)).count == StoreCase.all.count)
    }

    @Test(arguments: StoreCase.all) func inMemory(_ behaviour: StoreCase) async throws {
        try await behaviour.check(InMemoryEventStore())
    }

    @Test(arguments: StoreCase.snapshots) func snapshotsInMemory(_ behaviour: StoreCase) async throws {
        try await behaviour.check(InMemoryEventStore())
    }

    /// A store that does not look for times itself.
    @Test(arguments: StoreCase.all.filter { $0.name.contains("until") }) func withoutTimes(
        _ behaviour: StoreCase
    ) async throws {
        try await behaviour.check(RacingStore(InMemoryEventStore(), conflicts: 0))
    }

    @Test(arguments: ProjectionCase.all) func readModelsInMemory(_ behaviour: ProjectionCase) async throws {
        let models = InMemoryReadModels()
        try await behaviour.check(
            InMemoryEventStore(),
            ReadModelsUnderTest(store: models) { await models.rows(of: AccountBalanceProjection.self) })
    }

    @Test(arguments: ProjectionCase.inline) func readModelsInAppends(_ behaviour: ProjectionCase) async throws {
        let models = InMemoryReadModels()
        try await behaviour.check(InMemoryEventStore(), underTest(models))
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func rowsOfHistoriesAreThoseOfAFold() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 50)) {
            try await ProjectionTrial.run(
                seed: seed, steps: 30, InMemoryEventStore(), underTest(InMemoryReadModels()), inline: true)
        }
    }

    private func underTest(_ models: InMemoryReadModels) -> ReadModelsUnderTest {
        ReadModelsUnderTest(store: models) { await models.rows(of: AccountBalanceProjection.self) }
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func historiesAreThoseOfTheModel() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 300)) {
            let isFine = try await StoreTrial.run(seed: seed, steps: 40) {
                let store = InMemoryEventStore()
                let consumers = InMemoryConsumerStore()
                return StoreTrial(reopens: false) {
                    store
                } consumers: { _ in
                    consumers
                }
            }
            guard isFine else { break }
        }
    }
}
