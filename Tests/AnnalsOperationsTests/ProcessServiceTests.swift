import AnnalsOperations
import AnnalsStoreSamples
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import AnnalsStoreSuite

/// Process managers as a service.
@Suite struct ProcessServiceTests {
    private let instruments = Instruments()
    private let store = TroubledStore()
    private let processes = InMemoryProcesses()
    private let clock = HandClock()
    private let wall = ManualClock(start: ProcessSetting.time(0))

    private func service(
        _ change: (inout ProcessServiceOptions) -> Void = { _ in },
        handler: @escaping CommandDispatcher<AccountCareProcess>.Handler = { _, _ in }
    ) -> ProcessService<AccountCareProcess> {
        var options = ProcessServiceOptions()
        options.attention = .milliseconds(5)
        options.now = { [wall] in wall.time }
        options.backoff = Backoff(first: .milliseconds(1), limit: .milliseconds(1))
        change(&options)
        return ProcessService(
            AccountCareProcess.self, events: ObservedEventStore(store, instruments.observability),
            processes: ObservedProcesses(processes, instruments.observability), options: options, clock: clock,
            instruments.observability, handler: handler)
    }

    /// Runs a service beside something, and ends it.
    private func running(
        _ service: ProcessService<AccountCareProcess>, _ body: (GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        try await testGracefulShutdown { shutdown in
            let task = Task { try await service.run() }
            try await body(shutdown)
            shutdown.triggerGracefulShutdown()
            try await task.value
        }
    }

    private func deposit(_ amounts: Int...) async throws {
        let events = try amounts.map {
            try ProposedEvent(MoneyDeposited(accountId: "a", amount: $0), time: ProcessSetting.time(0))
        }
        try await store.append(events, to: stream("a"), expecting: .any)
    }

    /// How often the service looked at the processes.
    private func looks() throws -> Int {
        try instruments.metrics.expectTimer(
            "annals.store.duration", [("store", "processes"), ("operation", "snapshot")]
        ).values.count
    }

    private func gauge(_ name: String) throws -> Double? {
        try instruments.metrics.expectRecorder("annals.\(name)", [("process", AccountCareProcess.name)]).lastValue
    }

    /// Waits for something to be reported, without looking at the clock.
    private final class Reports: Sendable {
        private let stream: AsyncStream<ProcessReport>
        private let continuation: AsyncStream<ProcessReport>.Continuation

        init() { (stream, continuation) = AsyncStream.makeStream() }

        func add(_ report: ProcessReport) { continuation.yield(report) }

        func wait(for isMeant: (ProcessReport) -> Bool) async {
            for await report in stream where isMeant(report) { return }
        }
    }

    @Test func aShutdownWaitsForTheCommandThatIsDelivered() async throws {
        try await deposit(1, 2, 3)
        let gate = Gate()
        let done = Notes<UniqueID>()
        let service = service(handler: { _, delivery in
            if await gate.pass() { throw CancellationError() }
            done.add(delivery.id)
        })
        try await running(service) { shutdown in
            await gate.arrival()
            shutdown.triggerGracefulShutdown()
            // The same as the shutdown does, so that it has been done when the delivery goes on.
            service.stop.make()
            gate.open()
        }
        let delivered = try await ProcessControl(processes).commands(in: [.delivered])
        #expect(delivered.map(\.id) == done.all)
        #expect(done.all.count == 1, "what was not begun is left for the next start")
        #expect(try await ProcessControl(processes).commands(in: [.pending]).map(\.attempts) == [0, 0])
        #expect(instruments.entries(.info).contains { $0.message == "a process manager stopped" })
    }

    @Test func lagCommandsAndTimeoutsAreMeasured() async throws {
        try await deposit(1, 2)
        let reports = Reports()
        let service = service {
            $0.report = reports.add
        } handler: { _, delivery in
            if delivery.attempt == 1 { throw CommandRejected("no") }
        }
        wall.advance(by: .seconds(1800))
        try await running(service) { _ in
            await reports.wait { if case .commandParked = $0 { true } else { false } }
            await clock.advance(by: .seconds(10), whenSleeping: 1)
            // It sleeps again when the next measurement is done.
            await clock.advance(by: .seconds(10), whenSleeping: 1)
        }
        #expect(try gauge("process.position") == 2)
        #expect(try gauge("process.lag.events") == 0)
        #expect(try gauge("process.instances") == 1)
        #expect(try gauge("process.timeouts") == 1)
        #expect(try gauge("process.parked") == 0)
        #expect(try gauge("command.parked") == 1)
        #expect(try gauge("command.pending") == 1)
        #expect(try gauge("command.lag.seconds") == 1800)
        #expect(instruments.metrics.counterTotal(label: "annals.process.emitted") == 2)
        let timer = try instruments.metrics.expectTimer(
            "annals.command.duration", [("process", "AccountCare"), ("command", "SendNotice")])
        #expect(timer.values.count == 1)
        let line = try #require(instruments.entries(.error).first)
        #expect(line.message == "a command was parked")
        #expect(line.metadata["error"] == "no")
        let health = try await service.health(lag: .seconds(10_000))
        #expect(health.problems == ["AccountCare has 1 parked command"])
    }

    @Test func whatACommandAppendsSaysThatItFollowsFromIt() async throws {
        try await deposit(1)
        let reports = Reports()
        let observed = ObservedEventStore(store, instruments.observability)
        let service = service {
            $0.report = reports.add
        } handler: { _, _ in
            try await observed.append(deposits(1), to: stream("mail"), expecting: .any)
        }
        try await running(service) { _ in
            await reports.wait { if case .delivered(_, 1, 0) = $0 { true } else { false } }
        }
        let command = try #require(try await ProcessControl(processes).commands(in: [.delivered]).first)
        let event = try #require(try await store.read(stream("mail")).first)
        #expect(event.metadata.causationId == command.id.description)
        #expect(instruments.tracer.finishedSpans.contains { $0.operationName == "deliver SendNotice" })
    }

    @Test func whatStandsStillIsSaidOnceAndTriedAgain() async throws {
        try await store.append(
            [
                ProposedEvent(MoneyDeposited(accountId: "a", amount: 5), time: ProcessSetting.time(0)),
                ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 0), time: ProcessSetting.time(0)),
                ProposedEvent(MoneyDeposited(accountId: "a", amount: 6), time: ProcessSetting.time(0)),
            ], to: stream("a"), expecting: .any)
        let reports = Reports()
        let service = service {
            $0.report = reports.add
            $0.poison = .park(limit: 0)
        }
        try await running(service) { _ in
            await reports.wait { if case .stopped = $0 { true } else { false } }
            // Commands of before are delivered all the same.
            await reports.wait { if case .delivered(_, 1, 0) = $0 { true } else { false } }
            // The store fails meanwhile, which passes.
            store.fail([EventStoreError(.busy, "held")])
            await reports.wait { if case .resting = $0 { true } else { false } }
        }
        #expect(instruments.entries(.error).filter { $0.message == "a process manager stands still" }.count == 1)
        #expect(instruments.entries(.warning).contains { $0.message == "a process manager rests after a failure" })
        #expect(try await service.runner.states().map(\.deposits) == [1])
    }

    @Test func whoeverWasOvertakenStandsStillAndDeliversNothing() async throws {
        try await deposit(1)
        let reports = Reports()
        let service = service { $0.report = reports.add }
        try await running(service) { _ in
            await reports.wait { if case .delivered(_, 1, 0) = $0 { true } else { false } }
            // A newer program makes the states anew, and emits a command.
            let newer = ProcessRunner(
                ChangedCareProcess.self, events: store, processes: processes, now: { [wall] in wall.time })
            try await newer.run(ifDefinitionChanged: .rebuild)
            await reports.wait {
                if case .stopped(_, let error) = $0, case .needsRebuild = error.reason { true } else { false }
            }
            try await deposit(2)
            try await newer.run()
            // It looks again and again.
            let looks = try looks()
            while try self.looks() < looks + 6 { await Task.yield() }
        }
        let record = try await processes.snapshot { transaction throws(ProcessError) in
            try transaction.record(of: AccountCareProcess.name)
        }
        #expect(record?.fingerprint == ChangedCareProcess.fingerprint)
        #expect(try await ProcessControl(processes).commands(in: [.pending]).count == 1)
    }

    @Test func aStoreThatIsClosedEndsTheService() async throws {
        try await store.close()
        let group = ServiceGroup(services: [service()], logger: instruments.observability.logger)
        await #expect(throws: ProcessError.self) { try await group.run() }
    }
}
