import AnnalsOperations
import AnnalsStoreSuite
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import ServiceContextModule
import Testing
import Tracing

/// What an operator sees of a store.
@Suite struct ObservedEventStoreTests {
    private let instruments = Instruments()
    private let base = TroubledStore()

    private func store(warnsAfter slowness: Duration? = nil) -> ObservedEventStore<TroubledStore> {
        ObservedEventStore(base, name: "orders", warnsAfter: slowness, instruments.observability)
    }

    private func total(_ metric: String, _ operation: String, _ code: String? = nil) -> Int64 {
        var dimensions = [("store", "orders"), ("operation", operation)]
        if let code { dimensions.append(("code", code)) }
        return instruments.metrics.counterTotal(label: metric, dimensions: dimensions)
    }

    /// It is a store like any other, and adds nothing to events where nobody traces.
    @Test(arguments: StoreCase.all) func behaves(_ behaviour: StoreCase) async throws {
        var observability = Instruments().observability
        observability.tracer = NoOpTracer()
        try await behaviour.check(ObservedEventStore(InMemoryEventStore(), observability))
    }

    @Test func callsAreCountedAndTimed() async throws {
        let store = store()
        try await store.append(deposits(3), to: stream(), expecting: .any)
        #expect(try await store.read(stream()).count == 3)
        #expect(try await store.readAll(after: 1).count == 2)
        _ = try await store.lastPosition()
        #expect(total("annals.store.events", "append") == 3)
        #expect(total("annals.store.events", "read_stream") == 3)
        #expect(total("annals.store.events", "read_all") == 2)
        for operation in ["append", "read_stream", "read_all", "read_position"] {
            let timer = try instruments.metrics.expectTimer(
                "annals.store.duration", [("store", "orders"), ("operation", operation)])
            #expect(timer.values.count == 1, "\(operation)")
        }
        // What was not called yet is there with nothing in it.
        let truncating = try instruments.metrics.expectTimer(
            "annals.store.duration", [("store", "orders"), ("operation", "truncate")])
        #expect(truncating.values.isEmpty)
    }

    @Test func callsAreSpans() async throws {
        let store = store()
        try await store.append(deposits(3), to: stream(), expecting: .any)
        _ = try await store.read(stream())
        _ = try await store.lastPosition()
        let spans = instruments.tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["append Account", "read_stream Account"])
        let append = try #require(spans.first)
        #expect(append.kind == .client)
        #expect(append.attributes["db.operation.name"]?.toSpanAttribute() == .string("append"))
        #expect(append.attributes["db.collection.name"]?.toSpanAttribute() == .string("Account"))
        #expect(append.attributes["db.namespace"]?.toSpanAttribute() == .string("orders"))
        #expect(append.attributes["annals.stream"]?.toSpanAttribute() == .string("Account-a"))
        #expect(append.attributes["db.operation.batch.size"]?.toSpanAttribute() == .int64(3))
        #expect(append.attributes["annals.position"]?.toSpanAttribute() == .int64(3))
        #expect(append.status == nil)
    }

    @Test func aConflictIsSaidToThoseWhoLookForIt() async throws {
        let store = store()
        try await store.append(deposits(1), to: stream(), expecting: .noStream)
        _ = try await storeError(.wrongExpectedVersion) {
            try await store.append(deposits(1), to: stream(), expecting: .noStream)
        }
        #expect(total("annals.store.errors", "append", "wrongExpectedVersion") == 1)
        let line = try #require(instruments.entries(.debug).first)
        #expect(line.metadata["code"] == "wrongExpectedVersion")
        #expect(line.metadata["stream"] == "Account-a")
        #expect(line.metadata["actual"] == "1")
        let span = try #require(instruments.tracer.finishedSpans.last)
        #expect(span.attributes["error.type"]?.toSpanAttribute() == .string("wrongExpectedVersion"))
        #expect(span.status?.code == .error)
        #expect(span.errors.count == 1)
        #expect(instruments.entries().allSatisfy { $0.level <= .debug })
    }

    @Test(arguments: [
        (EventStoreError.Code.busy, Logger.Level.warning), (.corrupt, .error), (.full, .error), (.readOnly, .error),
        (.cancelled, .debug), (.closed, .info), (.duplicateEventID, .warning),
    ])
    func anErrorIsSaidAsLoudlyAsItMatters(code: EventStoreError.Code, level: Logger.Level) async throws {
        base.fail([EventStoreError(code, "what happened")])
        _ = try await storeError(code) { try await store().readAll() }
        let lines = instruments.entries()
        #expect(lines.map(\.level) == [level])
        #expect(lines.first?.metadata["error"] == "what happened")
        #expect(total("annals.store.errors", "read_all", code.description) == 1)
    }

    @Test func aSlowCallIsWarnedOf() async throws {
        _ = try await store(warnsAfter: .zero).readAll()
        #expect(instruments.entries(.warning).first?.metadata["operation"] == "read_all")
    }

    @Test func removedEventsAreSaid() async throws {
        let store = store()
        try await store.append(deposits(3), to: stream(), expecting: .any)
        try await store.delete(stream())
        #expect(instruments.entries(.notice).first?.metadata["events"] == "3")
    }

    // MARK: - What is carried along

    @Test func eventsCarryTheTraceOfTheirAppend() async throws {
        let store = store()
        try await instruments.tracer.withSpan("request") { _ in
            _ = try await store.append(deposits(2), to: stream(), expecting: .any)
        }
        let spans = instruments.tracer.finishedSpans
        let append = try #require(spans.first { $0.operationName == "append Account" })
        let request = try #require(spans.first { $0.operationName == "request" })
        #expect(append.parentSpanID == request.spanID)
        for record in try await base.readAll() {
            let context = record.serviceContext(instruments.tracer).inMemorySpanContext
            #expect(context?.traceID == request.traceID)
            #expect(context?.spanID == append.spanID)
        }
    }

    @Test func whatEventsSayThemselvesStays() async throws {
        var context = ServiceContext.topLevel
        context.eventContext = EventContext(
            userId: "ada", correlationId: "request-1", causationId: "message-1",
            extra: ["desk": .integer(3), "room": .integer(1)])
        let own = try ProposedEvent(
            MoneyDeposited(accountId: "a", amount: 1),
            context: EventContext(correlationId: "mine", extra: ["desk": .integer(4)]))
        let bare = try deposit()
        try await ServiceContext.withValue(context) {
            _ = try await store().append([own, bare], to: stream(), expecting: .any)
        }
        let records = try await base.readAll()
        #expect(records.map(\.metadata.userId) == ["ada", "ada"])
        #expect(records.map(\.metadata.correlationId) == ["mine", "request-1"])
        #expect(records.map(\.metadata.causationId) == ["message-1", "message-1"])
        let extras = try records.map { try JSONValue(parsing: $0.extra) }
        guard case .object(let first) = extras[0], case .object(let second) = extras[1] else {
            Issue.record("no objects")
            return
        }
        #expect(first["desk"] == .integer(4) && first["room"] == .integer(1))
        #expect(second["desk"] == .integer(3))
        #expect(records.map(\.metadata.id) == [own.id, bare.id])
    }

    @Test func anAppendThatIsRepeatedInAnotherTraceIsTheSame() async throws {
        let store = store()
        let event = try deposit()
        let first = try await store.append([event], to: stream(), expecting: .noStream)
        let second = try await store.append([event], to: stream(), expecting: .noStream)
        #expect(first == second)
        #expect(try await base.readAll().count == 1)
    }

    @Test func whatFollowsFromAnEventSaysSo() async throws {
        try await base.append([deposit()], to: stream(), expecting: .any)
        let cause = try #require(try await base.readAll().first).metadata
        var context = ServiceContext.topLevel
        context.eventContext = cause.following
        try await ServiceContext.withValue(context) {
            _ = try await store().append([deposit()], to: stream("b"), expecting: .any)
        }
        let effect = try #require(try await base.readAll().last).metadata
        #expect(effect.causationId == cause.id.description)
        #expect(effect.correlationId == cause.id.description)
        #expect(effect.following.correlationId == cause.id.description)
        #expect(effect.following.causationId == effect.id.description)
    }
}
