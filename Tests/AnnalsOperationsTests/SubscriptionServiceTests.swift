import AnnalsOperations
import AnnalsStoreSuite
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import ServiceContextModule
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing
import Tracing

/// Services that handle events, and how they end.
@Suite struct SubscriptionServiceTests {
    private let instruments = Instruments()
    private let store = TroubledStore()

    private var retries: RetryPolicy {
        var policy = RetryPolicy()
        policy.clock = HastyClock()
        return policy
    }

    private func service(
        batchSize: Int = 500, _ handle: @escaping @Sendable (EventSubscription.Batch) async throws -> Void
    ) -> SubscriptionService {
        SubscriptionService(
            "mail", store, batchSize: batchSize, retries: retries, instruments.observability, handle: handle)
    }

    private func group(_ service: some Service) -> ServiceGroup {
        ServiceGroup(services: [service], logger: instruments.observability.logger)
    }

    /// Runs a service beside something, which lets a shutdown begin at a moment that it knows.
    private func running(
        _ service: some Service, _ body: (GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        try await testGracefulShutdown { shutdown in
            let task = Task { try await service.run() }
            try await body(shutdown)
            try await task.value
        }
    }

    @Test func aShutdownWaitsForTheBatch() async throws {
        let (gate, handled) = (Gate(), Notes<Int>())
        try await store.append(deposits(4), to: stream(), expecting: .any)
        let service = service(batchSize: 2) { batch in
            let wasCancelled = await gate.pass()
            #expect(!wasCancelled)
            handled.add(batch.position)
        }
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        #expect(handled.all == [2])
        #expect(instruments.entries(.info).contains { $0.message == "a consumer stopped" })
    }

    @Test func aServiceThatWaitsEndsAtOnce() async throws {
        let (gate, handled) = (Gate(), Notes<Int>())
        try await store.append(deposits(1), to: stream(), expecting: .any)
        let service = service { batch in
            handled.add(batch.position)
            _ = await gate.pass()
        }
        try await running(service) { shutdown in
            await gate.arrival()
            gate.open()
            // What comes while it runs is handled, too.
            try await store.append(deposits(1), to: stream(), expecting: .any)
            await gate.arrival()
            gate.open()
            shutdown.triggerGracefulShutdown()
        }
        #expect(handled.all == [1, 2])
    }

    @Test func aGroupOfServicesEndsWithASignalOfItsOwn() async throws {
        let gate = Gate()
        try await store.append(deposits(1), to: stream(), expecting: .any)
        let group = group(service { _ in _ = await gate.pass() })
        let task = Task { try await group.run() }
        await gate.arrival()
        await group.triggerGracefulShutdown()
        gate.open()
        try await task.value
    }

    @Test func whatMayPassIsTriedAgain() async throws {
        let (gate, handled) = (Gate(), Notes<Int>())
        try await store.append(deposits(3), to: stream(), expecting: .any)
        store.fail([EventStoreError(.busy, "held"), EventStoreError(.io, "a moment")])
        let service = service { batch in
            handled.add(batch.events.count)
            _ = await gate.pass()
        }
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        #expect(handled.all == [3])
        let warnings = instruments.entries(.warning)
        #expect(warnings.map { $0.metadata["code"] } == ["busy", "io"])
        #expect(warnings.map { $0.metadata["rest_milliseconds"] } == ["50.0", "100.0"])
        #expect(instruments.metrics.counterTotal(label: "annals.consumer.failures") == 2)
        #expect(instruments.metrics.counterTotal(label: "annals.consumer.events") == 3)
        #expect(
            try instruments.metrics.expectRecorder("annals.consumer.lag.events", [("consumer", "mail")]).lastValue == 0)
    }

    @Test func aBatchThatFailedComesAgainWhole() async throws {
        let (gate, handled) = (Gate(), Notes<[Int]>())
        try await store.append(deposits(4), to: stream(), expecting: .any)
        let service = service(batchSize: 2) { batch in
            handled.add(batch.events.map(\.position))
            if handled.all.count == 2 { throw EventStoreError(.busy, "held") }
            if batch.position == 4 { _ = await gate.pass() }
        }
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        #expect(handled.all == [[1, 2], [3, 4], [3, 4]])
    }

    @Test func anotherFailureEndsTheService() async throws {
        struct Mistake: Error {}
        try await store.append(deposits(1), to: stream(), expecting: .any)
        let group = group(service { _ in throw Mistake() })
        await #expect(throws: Mistake.self) { try await group.run() }
        #expect(instruments.entries(.error).contains { $0.metadata["code"] == "Mistake" })
        let span = try #require(instruments.tracer.finishedSpans.last)
        #expect(span.operationName == "process mail")
        #expect(span.status?.code == .error)
    }

    @Test func whatIsHandledIsLinkedWithItsAppend() async throws {
        let observed = ObservedEventStore(store, name: "orders", instruments.observability)
        try await observed.append([deposit()], to: stream(), expecting: .any)
        let gate = Gate()
        let service = service { batch in
            try await batch.forEach { record in
                guard record.metadata.stream == "Account-a" else { return }
                _ = try await observed.append([deposit()], to: stream("b"), expecting: .any)
            }
            _ = await gate.pass()
        }
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        let spans = instruments.tracer.finishedSpans
        let first = try #require(spans.first { $0.operationName == "append Account" })
        let process = try #require(spans.first { $0.operationName == "process mail" })
        let second = try #require(spans.last { $0.operationName == "append Account" })
        #expect(process.kind == .consumer)
        #expect(process.links.map { $0.context.inMemorySpanContext?.spanID } == [first.spanID])
        #expect(second.parentSpanID == process.spanID)
        let (cause, effect) = (
            try #require(try await store.readAll().first), try #require(try await store.readAll().last)
        )
        #expect(effect.metadata.causationId == cause.metadata.id.description)
        #expect(effect.metadata.correlationId == cause.metadata.id.description)
    }

    @Test func aMemberCommitsBeforeItEnds() async throws {
        let (gate, handled) = (Gate(), Notes<[Int]>())
        let consumers = InMemoryConsumerStore()
        try await store.append(deposits(4), to: stream(), expecting: .any)
        let sharing = ConsumerGroup("mail", partitions: 1, events: store, consumers: consumers, batchSize: 2)
        let service = ConsumerService(sharing, as: "one", retries: retries, instruments.observability) { batch in
            let wasCancelled = await gate.pass()
            #expect(!wasCancelled)
            handled.add(batch.events.map(\.position))
        }
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        #expect(handled.all == [[1, 2]])
        #expect(try await sharing.state()?.positions == [2])
        // The partition is free for the next one, which goes on behind the batch.
        let other = ConsumerService(sharing, as: "two", retries: retries, instruments.observability) { batch in
            handled.add(batch.events.map(\.position))
            _ = await gate.pass()
        }
        try await running(other) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            gate.open()
        }
        #expect(handled.all == [[1, 2], [3, 4]])
    }
}
