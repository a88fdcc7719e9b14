import Annals
import AnnalsStoreSuite
import Testing

@Suite struct StoreTests {
    @Test(arguments: StoreCase.all) func inMemory(_ behaviour: StoreCase) async throws {
        try await behaviour.check(InMemoryEventStore())
    }

    @Test(arguments: ProjectionCase.all) func readModelsInMemory(_ behaviour: ProjectionCase) async throws {
        let models = InMemoryReadModels()
        try await behaviour.check(
            InMemoryEventStore(),
            ReadModelsUnderTest(store: models) { await models.rows(of: AccountBalanceProjection.self) })
    }
}
