import Annals
import Testing

extension ProjectionCase {
    static let runningEngines =
        [1, 2, 3, 500].map { batchSize in
            ProjectionCase("an engine applies one pass to several projections, in batches of \(batchSize)") {
                events, models in
                try await events.append(
                    [deposit(1, tags: ["x"]), withdrawal(1), deposit(2, to: "b", tags: ["x", "y"])], to: stream(),
                    expecting: .any)
                try await events.append([oldDeposit(1)], to: stream("b"), expecting: .any)
                try await engine(events, models, batchSize: batchSize).catchUp()
                #expect(try await balances(models) == ["a": 100, "b": 2])
                #expect(try await counts(models, "x", "y") == ["x": 2, "y": 1])
                for name in ["AccountBalance", "TagCount"] {
                    #expect(try await record(models, name).checkpoint.position == 4)
                }
            }
        } + [
            ProjectionCase("the log is read once for projections that are near each other") { events, models in
                try await events.append(deposits(40), to: stream(), expecting: .any)
                try await engine(events, models, [TagCountProjection.self]).catchUp()
                try await events.append(deposits(10), to: stream(), expecting: .any)
                let counting = NotingStore(events)
                try await engine(counting, models, batchSize: 30) { $0.readsAhead = false }.catchUp()
                // One goes from 0 to 30 while the other goes from 40 to 50; then both are near.
                #expect(counting.reads == [0, 40, 30])
                #expect(try await record(models, "AccountBalance").checkpoint.position == 50)
                #expect(try await record(models, "TagCount").checkpoint.position == 50)
            },
            ProjectionCase("a running engine goes on with what is appended, and can be waited for") { events, models in
                try await events.append(deposits(3), to: stream(), expecting: .any)
                let engine = engine(events, models, batchSize: 2)
                try await running(engine) {
                    try await engine.waitUntil(3)
                    #expect(try await balances(models) == ["a": 6])
                    for amount in 1...5 {
                        let result = try await events.append(
                            [deposit(amount, to: "b", tags: ["x"])], to: stream("b"), expecting: .any)
                        try await engine.waitUntil(try #require(result.position), [TagCountProjection.self])
                        #expect(try await counts(models, "x") == ["x": amount])
                    }
                    try await engine.waitUntil(8)
                    #expect(try await balances(models) == ["a": 6, "b": 15])
                }
            },
            ProjectionCase("waiting for a position that does not come ends with the time that there is") {
                events, models in
                let clock = HandClock()
                let engine = engine(events, models) { $0.clock = EngineClock(clock) }
                try await engine.catchUp()
                let waiting = Task { try await engine.waitUntil(1, timeout: .seconds(2)) }
                await clock.advance(by: .seconds(3), whenSleeping: 1)
                let error = try await projectionError { try await waiting.value }
                guard case .timeout(position: 1, reached: 0) = error.reason else {
                    Issue.record("\(error)")
                    return
                }
                #expect(error.projection == "AccountBalance")
            },
            ProjectionCase("waiting ends when the task is cancelled") { events, models in
                let engine = engine(events, models)
                let waiting = Task { try await engine.waitUntil(1) }
                waiting.cancel()
                let error = try await projectionError { try await waiting.value }
                #expect(error.isStoreError(.cancelled))
            },
            ProjectionCase("waiting for a projection that stands still says why") { events, models in
                try await events.append([deposit(1), deposit(.max)], to: stream(), expecting: .any)
                let engine = engine(events, models) { $0.poison = .stop }
                try await engine.catchUp()
                try await engine.waitUntil(1)
                let error = try await projectionError { try await engine.waitUntil(2) }
                guard case .stopped(let message) = error.reason else {
                    Issue.record("\(error)")
                    return
                }
                #expect(message.contains("position 2"))
            },
            ProjectionCase("two engines at once apply every event once") { events, models in
                try await events.append(deposits(150), to: stream(), expecting: .any)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for size in [3, 7, 11] {
                        group.addTask { try await engine(events, models, batchSize: size).catchUp() }
                    }
                    try await group.waitForAll()
                }
                #expect(try await balances(models) == ["a": 150 * 151 / 2])
            },
            ProjectionCase("an engine whose store of events is closed says so") { events, models in
                let engine = engine(events, models)
                let task = Task { try await engine.run() }
                await Task.yield()
                try await events.close()
                let error = try await projectionError { try await task.value }
                #expect(error.isStoreError(.closed))
            },
            ProjectionCase("a projection that stops does not hold up the others") { events, models in
                try await events.append(
                    [deposit(1, tags: ["x"]), deposit(.max, tags: ["x"]), deposit(1, tags: ["x"])], to: stream(),
                    expecting: .any)
                let engine = engine(events, models) { $0.poison = .stop }
                try await engine.catchUp()
                #expect(try await counts(models, "x") == ["x": 3])
                let stopped = try await record(models, "AccountBalance")
                #expect(stopped.checkpoint.position == 1)
                #expect(stopped.failure?.message.contains("position 2") == true)
                // It is tried again when an engine begins.
                try await engine.catchUp()
                #expect(try await record(models, "AccountBalance").failure != nil)
            },
            ProjectionCase("what time may mend is tried again after growing rests") { events, models in
                try await events.append(deposits(3), to: stream(), expecting: .any)
                let (clock, reports) = (HandClock(), EngineReports())
                let failing = FailingStore(events, .busy, times: 3)
                let engine = engine(failing, models, [AccountBalanceProjection.self]) { options in
                    options.clock = EngineClock(clock)
                    options.backoff = Backoff(first: .seconds(1), limit: .seconds(3))
                    options.report = { reports.add($0) }
                }
                try await running(engine) {
                    for seconds in [1, 2, 3] {
                        await clock.advance(by: .seconds(seconds), whenSleeping: 1)
                    }
                    await reports.wait(for: "AccountBalance 3")
                    let rests = ["all rests 1.0 seconds", "all rests 2.0 seconds", "all rests 3.0 seconds"]
                    #expect(reports.all.filter { $0.contains("rests") } == rests)
                }
                #expect(try await balances(models) == ["a": 6])
            },
            ProjectionCase("what time does not mend ends an engine when it is the store of events") { events, models in
                let engine = engine(FailingStore(events, .corrupt, times: 1), models)
                let error = try await projectionError { try await engine.run() }
                #expect(error.isStoreError(.corrupt))
            },
        ]
}

extension ProjectionError {
    func isStoreError(_ code: EventStoreError.Code) -> Bool {
        if case .store(let error) = reason { error.code == code } else { false }
    }
}
