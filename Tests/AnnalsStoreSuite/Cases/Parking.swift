import Annals
import Testing

extension ProjectionCase {
    static let parking =
        [1, 2, 3, 500].map { batchSize in
            ProjectionCase("a failing event parks its stream and its rows, in batches of \(batchSize)") {
                events, models in
                let tag = Faults.tag("a")
                Faults.begin(tag)
                try await events.append(
                    [deposit(1, tags: ["x"]), deposit(1, tags: ["y", tag])], to: stream("1"), expecting: .any)
                // Of the same stream; of a row that the failing event touched; of a row that this one touched.
                try await events.append([deposit(1, tags: ["u"])], to: stream("1"), expecting: .any)
                try await events.append([deposit(1, tags: ["y", "w"])], to: stream("2"), expecting: .any)
                try await events.append([deposit(1, tags: ["w"])], to: stream("3"), expecting: .any)
                try await events.append([deposit(1, tags: ["x", "z"])], to: stream("4"), expecting: .any)
                try await engine(events, models, batchSize: batchSize).catchUp()
                #expect(try await counts(models, "x", "y", "z", "u", "w", tag) == ["x": 2, "z": 1])
                #expect(try await balances(models) == ["a": 6], "the other projection takes them all")
                let letters = try await ProjectionControl(models.store).letters()
                #expect(letters.map(\.position) == [2, 3, 4, 5])
                #expect(letters.map(\.state) == [.failed, .waiting, .waiting, .waiting])
                #expect(letters.map(\.attempts) == [1, 0, 0, 0])
                #expect(
                    letters.map(\.keys) == [
                        [#"["y"]"#, "[\"\(tag)\"]"], [#"["u"]"#], [#"["y"]"#, #"["w"]"#], [#"["w"]"#],
                    ])
                #expect(letters.first?.step == "count")
                #expect(letters.first?.error.contains("Failure") == true)
                #expect(letters.last?.error.contains("position 4") == true)
                #expect(try await record(models, "TagCount").checkpoint.position == 6)
            }
        } + [
            ProjectionCase("a dead letter holds the event as it was stored") { events, models in
                let poison = try ProposedEvent(
                    type: "MoneyDeposited", version: 1, payload: Array(#"{"accountId":"a","amount":\#(Int.max)}"#.utf8),
                    registry: sampleRegistry, context: EventContext(userId: "me", correlationId: "c"))
                try await events.append([deposit(1), poison], to: stream(), expecting: .any)
                let time = try #require(Timestamp("2024-01-02T03:04:05Z"))
                try await engine(events, models, [AccountBalanceProjection.self]) { $0.now = { time } }.catchUp()
                let letter = try #require(try await ProjectionControl(models.store).letters().first)
                let stored = try #require(try await events.event(poison.id))
                #expect(letter.event == stored)
                #expect(letter.firstTime == time && letter.lastTime == time)
                #expect(letter.projection == "AccountBalance")
                #expect(letter.step == "decode")
                #expect(letter.error.contains("version 1 to 2"))
            },
            ProjectionCase("an event of a newer version stops the projection, as newer code takes it") {
                events, models in
                try await events.append([deposit(1)], to: stream(), expecting: .any)
                let newer = NewerStore(events)
                try await engine(newer, models, [AccountBalanceProjection.self]).catchUp()
                #expect(try await record(models, "AccountBalance").failure?.message.contains("newer code") == true)
                #expect(try await record(models, "AccountBalance").checkpoint.position == 0)
                #expect(try await ProjectionControl(models.store).letters().isEmpty)
            },
            ProjectionCase("a projection stops when as many events are parked as may be") { events, models in
                try await events.append(
                    [deposit(1)] + (0..<4).map { _ in try deposit(.max) }, to: stream(), expecting: .any)
                let engine = engine(events, models, [AccountBalanceProjection.self]) { $0.poison = .park(limit: 2) }
                try await engine.catchUp()
                // What waits counts, and is always parked; what fails anew is what stops.
                #expect(try await ProjectionControl(models.store).letters().map(\.position) == [2, 3, 4, 5])
                try await events.append(
                    [deposit(1, to: "b"), deposit(.max, to: "b")], to: stream("b"), expecting: .any)
                try await engine.catchUp()
                let record = try await record(models, "AccountBalance")
                #expect(record.checkpoint.position == 6)
                #expect(record.failure?.message.contains("2 events are parked already") == true)
            },
            ProjectionCase("a sequence stays parked for a simple runner too") { events, models in
                try await events.append(
                    [deposit(1), deposit(.max), deposit(1, to: "b")], to: stream(), expecting: .any)
                try await engine(events, models, [AccountBalanceProjection.self]).catchUp()
                try await events.append([deposit(5)], to: stream("2"), expecting: .any)
                try await events.append([deposit(5, to: "c")], to: stream("3"), expecting: .any)
                try await runner(events, models).run()
                #expect(try await balances(models) == ["a": 1, "c": 5])
                #expect(try await ProjectionControl(models.store).letters().map(\.position) == [2, 3, 4])
            },
        ]
}

/// Gives events as if newer code had written them.
private final class NewerStore: WrappedStore {
    let store: any EventStore

    init(_ store: any EventStore) { self.store = store }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await store.readAll(after: position, filter: filter, limit: limit).map { event in
            var event = event
            event.metadata.version = 9
            return event
        }
    }
}
