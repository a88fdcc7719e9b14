import AnnalsOperations
import InMemoryLogging
import Logging
import MetricsTestKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import AnnalsStoreSuite

/// Projections as a service.
@Suite struct ProjectionServiceTests {
    private let instruments = Instruments()
    private let store = TroubledStore()
    private let models = GatedReadModels()
    private let clock = HandClock()

    private func service(batchSize: Int = 500) -> ProjectionService {
        var options = EngineOptions()
        options.batchSize = batchSize
        options.poison = .park()
        return ProjectionService(
            [AccountBalanceProjection.self], events: store, readModels: models, options: options, clock: clock,
            instruments.observability)
    }

    /// Runs a service beside something, and ends it.
    private func running(
        _ service: ProjectionService, _ body: (GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        try await testGracefulShutdown { shutdown in
            let task = Task { try await service.run() }
            try await body(shutdown)
            shutdown.triggerGracefulShutdown()
            try await task.value
        }
    }

    private func gauge(_ name: String) throws -> Double? {
        try instruments.metrics.expectRecorder(
            "annals.projection.\(name)", [("projection", AccountBalanceProjection.name)]
        ).lastValue
    }

    @Test func aShutdownWaitsForTheBatch() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        let service = service(batchSize: 2)
        try await service.engine.catchUp()
        try await store.append(deposits(6), to: stream(), expecting: .any)
        let gate = Gate()
        models.set(gate)
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            // The same as the shutdown does, so that it has been done when the batch goes on.
            await service.engine.stop()
            gate.open()
        }
        let status = try #require(try await service.engine.statuses().first)
        #expect(status.position == 4)
        #expect(status.failure == nil)
        #expect(instruments.entries(.info).contains { $0.message == "the projections stopped" })
    }

    @Test func lagIsMeasured() async throws {
        let time = Timestamp.now()
        try await store.append([deposit(1, time: time)], to: stream(), expecting: .any)
        let service = service()
        try await running(service) { _ in
            try await service.engine.waitUntil(1)
            await clock.advance(by: .seconds(10), whenSleeping: 1)
            // It sleeps again when the next measurement is done.
            await clock.advance(by: .seconds(10), whenSleeping: 1)
        }
        #expect(try gauge("position") == 1)
        #expect(try gauge("lag.events") == 0)
        #expect(try gauge("lag.seconds") == 0)
        #expect(try gauge("parked") == 0)
        #expect(try gauge("active") == 1)
        #expect(instruments.metrics.counterTotal(label: "annals.projection.events") == 1)
        #expect(try await service.health().isHealthy)
    }

    @Test func whatMayPassIsWarnedOf() async throws {
        try await store.append(deposits(2), to: stream(), expecting: .any)
        store.fail([EventStoreError(.busy, "held")])
        let service = service()
        try await running(service) { _ in try await service.engine.waitUntil(2) }
        let warning = try #require(instruments.entries(.warning).first)
        #expect(warning.message == "a projection rests after a failure")
        #expect(instruments.metrics.counterTotal(label: "annals.projection.failures") == 1)
    }

    @Test func aParkedEventIsAnErrorAndUnhealthy() async throws {
        try await store.append([deposit(.max), deposit(1)], to: stream(), expecting: .any)
        let service = service()
        try await running(service) { _ in try await service.engine.waitUntil(2) }
        let line = try #require(instruments.entries(.error).first)
        #expect(line.message == "an event was parked")
        #expect(line.metadata["position"] == "2")
        #expect(try await !service.health().isHealthy)
        #expect(try await service.health(parked: 2).isHealthy)
    }

    @Test func aStoreThatIsClosedEndsTheService() async throws {
        try await store.close()
        let group = ServiceGroup(services: [service()], logger: instruments.observability.logger)
        await #expect(throws: ProjectionError.self) { try await group.run() }
    }
}
