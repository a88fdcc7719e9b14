import Annals
import Testing

extension ProjectionCase {
    /// Events elsewhere, so that letters do not go with them: two of one stream, of which the first fails.
    private static func parked(
        _ models: ReadModelsUnderTest
    ) async throws -> (events: InMemoryEventStore, tag: String, engine: ProjectionEngine) {
        let events = InMemoryEventStore()
        let tag = Faults.tag("a")
        Faults.begin(tag)
        try await events.append([deposit(1, tags: [tag]), deposit(1, tags: ["x"])], to: stream("1"), expecting: .any)
        let engine = engine(events, models, [TagCountProjection.self])
        try await engine.catchUp()
        Faults.end(tag)
        return (events, tag, engine)
    }

    /// Letters of events that were removed from the log.
    static let forgettingLetters = [
        ProjectionCase("a retry of a letter whose event is gone says so, and changes no row") { _, models in
            let (events, tag, engine) = try await parked(models)
            _ = try await events.truncate(stream("1"), before: 2)
            try await engine.control.retry("TagCount")
            try await engine.catchUp()
            let letters = try await engine.control.letters()
            #expect(letters.map(\.state) == [.failed, .waiting])
            #expect(letters.map(\.attempts) == [2, 0])
            #expect(letters.first?.error.contains("not in the store any more") == true)
            #expect(letters.first?.error.contains("annals dlq prune") == true)
            #expect(letters.allSatisfy { $0.request == nil })
            #expect(try await counts(models, tag, "x") == [:])
        },
        ProjectionCase("letters of events that are gone can be removed, and what waited goes on") { _, models in
            let (events, tag, engine) = try await parked(models)
            #expect(try await engine.control.prune(events: events) == 0, "nothing is gone")
            _ = try await events.truncate(stream("1"), before: 2)
            #expect(try await engine.control.prune("AccountBalance", events: events) == 0)
            #expect(try await engine.control.prune(events: events) == 1)
            try await engine.catchUp()
            #expect(try await engine.control.letters().isEmpty)
            #expect(try await counts(models, tag, "x") == ["x": 1])
            // Whatever became of a letter, nothing stays of it.
            try await events.delete(stream("1"))
            #expect(try await engine.control.prune(events: events) == 1)
            #expect(try await engine.control.letters(of: nil, DeadLetterFilter()).isEmpty)
        },
        ProjectionCase("a letter whose event is gone can be skipped") { _, models in
            let (events, tag, engine) = try await parked(models)
            _ = try await events.truncate(stream("1"), before: 2)
            try await engine.control.skip("TagCount", position: 1, reason: "its owner wants it forgotten")
            try await engine.catchUp()
            #expect(try await engine.control.letters().isEmpty)
            #expect(try await counts(models, tag, "x") == ["x": 1])
        },
        ProjectionCase("what waits for another event too goes on waiting when a letter is removed") { _, models in
            let (events, tag, engine) = try await parked(models)
            let other = Faults.tag("b")
            Faults.begin(other)
            try await events.append([deposit(1, tags: [other])], to: stream("2"), expecting: .any)
            try await events.append([deposit(1, tags: [other])], to: stream("1"), expecting: .any)
            try await engine.catchUp()
            _ = try await events.truncate(stream("1"), before: 3)
            #expect(try await engine.control.prune(events: events) == 2)
            #expect(try await engine.control.letters(of: nil, .requested).isEmpty)
            #expect(try await engine.control.letters().map(\.state) == [.failed, .waiting])
            Faults.end(other)
            try await engine.control.retry("TagCount")
            try await engine.catchUp()
            #expect(try await counts(models, tag, other) == [other: 2])
        },
    ]
}
