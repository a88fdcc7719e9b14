import Annals
import Testing

extension ProjectionCase {
    /// Two sequences, one of tag `a` with three events and one of `b` with two, that fail at once.
    private static func parked(
        _ events: any EventStore, _ models: ReadModelsUnderTest
    ) async throws -> (a: String, b: String, engine: ProjectionEngine) {
        let (a, b) = (Faults.tag("a"), Faults.tag("b"))
        Faults.begin(a)
        Faults.begin(b)
        try await events.append([deposit(1, tags: [a]), deposit(1, tags: ["x"])], to: stream("1"), expecting: .any)
        try await events.append([deposit(1, tags: [b]), deposit(1, tags: ["z"])], to: stream("2"), expecting: .any)
        try await events.append([deposit(1, tags: [a])], to: stream("3"), expecting: .any)
        let engine = engine(events, models, [TagCountProjection.self])
        try await engine.catchUp()
        #expect(try await engine.control.letters().map(\.position) == [1, 2, 3, 4, 5])
        #expect(try await counts(models, a, b, "x", "z") == [:])
        return (a, b, engine)
    }

    static let retrying = [
        ProjectionCase("a retry takes a sequence in the order of its events") { events, models in
            let (a, b, engine) = try await parked(events, models)
            Faults.end(a)
            #expect(try await engine.control.retry("TagCount", positions: [5]).map(\.position) == [5])
            try await engine.catchUp()
            #expect(try await counts(models, a, b, "x", "z") == [a: 2, "x": 1])
            #expect(try await engine.control.letters().map(\.position) == [3, 4])
            let done = try await engine.control.letters(of: "TagCount", DeadLetterFilter(states: [.resolved]))
            #expect(done.map(\.position) == [1, 2, 5])
            #expect(done.allSatisfy { $0.event.payload.isEmpty && $0.request == nil })
            // What comes next is not parked any more.
            try await events.append([deposit(1, tags: [a])], to: stream("1"), expecting: .any)
            try await engine.catchUp()
            #expect(try await counts(models, a) == [a: 3])
        },
        ProjectionCase("a retry that fails again is counted and stops its sequence only") { events, models in
            let (a, b, engine) = try await parked(events, models)
            Faults.end(b)
            try await engine.control.retry("TagCount")
            try await engine.catchUp()
            #expect(try await counts(models, a, b, "x", "z") == [b: 1, "z": 1])
            let letters = try await engine.control.letters()
            #expect(letters.map(\.position) == [1, 2, 5])
            #expect(letters.map(\.attempts) == [2, 0, 0])
            #expect(letters.map(\.state) == [.failed, .waiting, .waiting])
        },
        ProjectionCase("a retry that another process asks for is carried out by a running engine") { events, models in
            let (a, _, engine) = try await parked(events, models)
            try await running(engine) {
                try await engine.waitUntil(5)
                Faults.end(a)
                let clock = ContinuousClock.now
                try await ProjectionControl(models.store).retry("TagCount", positions: [1])
                // The engine looks four times a second.
                while try await counts(models, a) != [a: 2] {
                    try #require(clock.duration(to: .now) < .seconds(60))
                    await Task.yield()
                }
            }
        },
        ProjectionCase("a skipped event is left out for good, and what waits behind it goes on") { events, models in
            let (a, b, engine) = try await parked(events, models)
            try await engine.control.skip("TagCount", position: 3, reason: "a test order")
            try await engine.catchUp()
            #expect(try await counts(models, a, b, "x", "z") == ["z": 1])
            let skipped = try await engine.control.letters(of: nil, DeadLetterFilter(states: [.skipped]))
            #expect(skipped.map(\.position) == [3])
            #expect(skipped.first?.reason == "a test order")
            #expect(skipped.first?.event.payload.isEmpty == false)
            #expect(try await engine.control.letters().map(\.position) == [1, 2, 5])
            #expect(try await engine.control.letters().first?.attempts == 1, "others are not tried")
            // Also when the rows are made anew.
            Faults.end(a)
            Faults.end(b)
            try await engine.control.rebuild("TagCount")
            try await engine.catchUp()
            #expect(try await counts(models, a, b, "x", "z") == [a: 2, "x": 1, "z": 1])
            try await engine.control.reset("TagCount")
            try await engine.catchUp()
            #expect(try await counts(models, a, b, "x", "z") == [a: 2, "x": 1, "z": 1])
            #expect(try await engine.control.letters(of: nil, DeadLetterFilter(states: [.skipped])).count == 1)
        },
        ProjectionCase("a skip needs a reason, and a letter") { events, models in
            let (_, _, engine) = try await parked(events, models)
            for (position, reason) in [(1, ""), (1, " \n"), (7, "why not")] {
                let error = try await projectionError {
                    try await engine.control.skip("TagCount", position: position, reason: reason)
                }
                guard case .unknown = error.reason else {
                    Issue.record("\(error)")
                    return
                }
            }
            #expect(try await engine.control.letters(of: nil, .requested).isEmpty)
        },
        ProjectionCase("after a retry the rows are those of a fresh replay") { events, models in
            let tag = Faults.tag("a")
            Faults.begin(tag)
            for number in 0..<30 {
                let tags = number % 7 == 3 ? [tag] : ["t\(number % 3)"]
                try await events.append([deposit(number, tags: tags)], to: stream("\(number % 4)"), expecting: .any)
            }
            let engine = engine(events, models, [TagCountProjection.self], batchSize: 7)
            try await engine.catchUp()
            #expect(try await !engine.control.letters().isEmpty)
            Faults.end(tag)
            try await engine.control.retry("TagCount")
            try await engine.catchUp()
            #expect(try await engine.control.letters().isEmpty)
            let fresh = try await ProjectionHistory(TagCountProjection.self, events: events).rows()
            for row in fresh { #expect(try await counts(models, row.tag) == [row.tag: row.count]) }
        },
        ProjectionCase("effects elsewhere are had once, when the event is taken") { events, models in
            let (a, b) = (Faults.tag("a"), Faults.tag("b"))
            Faults.begin(a)
            try await events.append(
                [deposit(1, tags: [b]), deposit(1, tags: [a]), deposit(1, tags: [b])], to: stream(), expecting: .any)
            let engine = engine(events, models, [TagCountProjection.self])
            try await engine.catchUp()
            // The third event waits: it was tried to learn its rows, without effects.
            #expect(Faults.effects(b) == 1)
            Faults.end(a)
            try await engine.control.retry("TagCount")
            try await engine.catchUp()
            #expect(Faults.effects(a) == 1)
            #expect(Faults.effects(b) == 2)
            try await engine.control.rebuild("TagCount")
            try await engine.catchUp()
            try await engine.control.reset("TagCount")
            try await engine.catchUp()
            #expect(try await counts(models, a, b) == [a: 1, b: 2])
            #expect(Faults.effects(a) == 1)
            #expect(Faults.effects(b) == 2)
        },
    ]
}
