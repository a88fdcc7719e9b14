import AnnalsOperations
import AnnalsStoreSamples
import InMemoryLogging
import Logging
import MetricsTestKit
import Testing

@testable import AnnalsStoreSuite

/// Stores of what follows from events, as an operator sees them.
@Suite struct ObservedStoresTests {
    private let instruments = Instruments()

    /// They are stores like any other.
    @Test(arguments: ProcessCase.all) func processesBehave(_ behaviour: ProcessCase) async throws {
        let processes = ObservedProcesses(InMemoryProcesses(), Instruments().observability)
        try await behaviour.check(ProcessSetting(events: InMemoryEventStore(), processes: processes))
    }

    @Test(arguments: ProjectionCase.all) func readModelsBehave(_ behaviour: ProjectionCase) async throws {
        let models = InMemoryReadModels()
        try await behaviour.check(
            InMemoryEventStore(),
            ReadModelsUnderTest(store: ObservedReadModels(models, Instruments().observability)) {
                await models.rows(of: AccountBalanceProjection.self)
            })
    }

    @Test(arguments: ConsumerCase.all) func consumerGroupsBehave(_ behaviour: ConsumerCase) async throws {
        let clock = ManualClock()
        try await behaviour.check(
            ObservedConsumerStore(InMemoryConsumerStore(now: { clock.time }), Instruments().observability), clock)
    }

    private func timer(_ store: String, _ operation: String) throws -> Int {
        try instruments.metrics.expectTimer("annals.store.duration", [("store", store), ("operation", operation)])
            .values.count
    }

    @Test func transactionsAreTimed() async throws {
        let models = ObservedReadModels(InMemoryReadModels(), name: "rows", instruments.observability)
        try await models.transaction { transaction throws(ProjectionError) in
            try transaction.save(ProjectionRecord(name: "A", fingerprint: "1", tables: ["a"]))
        }
        for _ in 0..<2 {
            _ = try await models.snapshot { transaction throws(ProjectionError) in try transaction.records() }
        }
        #expect(try timer("rows", "transaction") == 1)
        #expect(try timer("rows", "snapshot") == 2)
        let processes = ObservedProcesses(InMemoryProcesses(), instruments.observability)
        _ = try await ProcessControl(processes).names()
        #expect(try timer("processes", "snapshot") == 1)
        #expect(try timer("processes", "transaction") == 0)
        let groups = ObservedConsumerStore(InMemoryConsumerStore(), instruments.observability)
        _ = try await groups.state(of: "g")
        #expect(try timer("consumers", "state") == 1)
    }

    @Test func failuresOfTheMediumAreCountedAndSaid() async throws {
        let models = ObservedReadModels(InMemoryReadModels(), name: "rows", instruments.observability)
        for error in [
            ProjectionError(EventStoreError(.busy, "held")), ProjectionError(.unknown("no such projection")),
        ] {
            await #expect(throws: ProjectionError.self) {
                try await models.transaction { _ throws(ProjectionError) in throw error }
            }
        }
        #expect(
            instruments.metrics.counterTotal(
                label: "annals.store.errors",
                dimensions: [("store", "rows"), ("operation", "transaction"), ("code", "busy")])
                == 1)
        let lines = instruments.entries(.warning)
        #expect(lines.map(\.message) == ["a call of a store failed"])
        #expect(lines.first?.metadata["error"] == "held")
    }

    @Test func slowCallsAreWarnedOf() async throws {
        let models = ObservedReadModels(InMemoryReadModels(), warnsAfter: .zero, instruments.observability)
        _ = try await models.snapshot { transaction throws(ProjectionError) in try transaction.records() }
        #expect(instruments.entries(.warning).map(\.message) == ["a call of a store was slow"])
    }

    @Test func rowsChangeWithAppendsThroughObservedStores() async throws {
        let (base, models) = (InMemoryEventStore(), InMemoryReadModels())
        let store = ObservedEventStore(base, Instruments().observability)
        let engine = ProjectionEngine(
            [AccountBalanceProjection.self], events: store,
            readModels: ObservedReadModels(models, Instruments().observability))
        try await engine.keepInline()
        try await store.append(deposits(2), to: stream(), expecting: .any)
        #expect(await models.rows(of: AccountBalanceProjection.self).count == 1)
    }
}
