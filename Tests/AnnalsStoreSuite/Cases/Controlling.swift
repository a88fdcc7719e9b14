import Annals
import Testing

extension ProjectionCase {
    static let controlling = [
        ProjectionCase("a paused projection stands still until it is resumed") { events, models in
            try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
            let engine = engine(events, models)
            try await engine.catchUp()
            try await engine.control.pause("TagCount")
            try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
            try await engine.catchUp()
            #expect(try await counts(models, "x") == ["x": 1])
            #expect(try await balances(models) == ["a": 2], "the others go on")
            let error = try await projectionError {
                try await ProjectionRunner(TagCountProjection.self, events: events, readModels: models.store).run()
            }
            guard case .stopped = error.reason else {
                Issue.record("\(error)")
                return
            }
            try await running(engine) {
                try await engine.control.resume("TagCount")
                try await engine.waitUntil(2)
                #expect(try await counts(models, "x") == ["x": 2])
            }
        },
        ProjectionCase("a projection that stopped is resumed") { events, models in
            let tag = Faults.tag("a")
            Faults.begin(tag)
            try await events.append([deposit(1, tags: [tag])], to: stream(), expecting: .any)
            let engine = engine(events, models, [TagCountProjection.self]) { $0.poison = .stop }
            try await running(engine) {
                let error = try await projectionError { try await engine.waitUntil(1) }
                guard case .stopped = error.reason else {
                    Issue.record("\(error)")
                    return
                }
                Faults.end(tag)
                try await engine.control.resume("TagCount")
                try await engine.waitUntil(1)
            }
            #expect(try await counts(models, tag) == [tag: 1])
        },
        ProjectionCase("a reset empties the rows and makes them anew") { events, models in
            try await events.append([deposit(1, tags: ["x"]), deposit(1, tags: ["y"])], to: stream(), expecting: .any)
            let engine = engine(events, models)
            try await engine.catchUp()
            let before = try await record(models, "TagCount")
            try await engine.control.reset("TagCount")
            try await engine.catchUp()
            let after = try await record(models, "TagCount")
            #expect(after.epoch == before.epoch + 1)
            #expect(after.checkpoint == before.checkpoint)
            #expect(try await counts(models, "x", "y") == ["x": 1, "y": 1])
        },
        ProjectionCase("a page that was read before the rows began anew changes nothing") { events, models in
            try await events.append((0..<6).map { _ in try deposit(1, tags: ["x"]) }, to: stream(), expecting: .any)
            // Between the first page and its transaction, another process resets the projection.
            let meddling = MeddlingStore(events, once: true) {
                try await models.store.reset(TagCountProjection.self)
            }
            try await engine(meddling, models, [TagCountProjection.self], batchSize: 4).catchUp()
            #expect(try await counts(models, "x") == ["x": 6])
        },
        ProjectionCase("statuses say how far each projection is behind, and health what is wrong") { events, models in
            let start = try #require(Timestamp("2024-01-02T03:04:05.5Z"))
            let now = try #require(Timestamp("2024-01-02T03:05:15Z"))
            let engine = engine(events, models) { $0.now = { now } }
            try await events.append(
                [deposit(1, time: start), deposit(.max, time: start)], to: stream(), expecting: .any)
            try await engine.catchUp()
            var statuses = try await engine.statuses()
            #expect(statuses.map(\.name) == ["AccountBalance", "TagCount"])
            #expect(statuses.map(\.parked) == [1, 0])
            #expect(statuses.map(\.lag) == [.none, .none])
            #expect(ProjectionHealth(statuses).problems == ["AccountBalance has 1 parked event"])
            #expect(ProjectionHealth(statuses, parked: 1).isHealthy)
            try await engine.control.pause("TagCount")
            try await events.append([deposit(1, time: start), deposit(1, time: now)], to: stream("b"), expecting: .any)
            statuses = try await engine.statuses()
            #expect(statuses.map(\.state) == [.active, .paused])
            #expect(statuses[1].position == 2 && statuses[1].head == 4)
            #expect(statuses[1].lag == ProjectionLag(events: 2, time: .milliseconds(69_500)))
            #expect(statuses[1].lag.seconds == 69.5)
            let behind = ProjectionHealth(statuses, parked: 1).problems
            #expect(behind.last == "TagCount is 2 events and 69 seconds behind")
            let outdated = ProjectionEngine(
                [DoubleCountProjection.self], events: events, readModels: models.store)
            #expect(try await outdated.statuses().map(\.name) == ["TagCount"])
            try await engine.control.resume("TagCount")
            #expect(try await outdated.statuses().map(\.state) == [.outdated])
        },
        ProjectionCase("a projection that never ran is unknown") { events, models in
            try await engine(events, models).catchUp()
            let error = try await projectionError { try await ProjectionControl(models.store).pause("None") }
            guard case .unknown(let message) = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(message.contains("AccountBalance, TagCount"))
        },
    ]
}
