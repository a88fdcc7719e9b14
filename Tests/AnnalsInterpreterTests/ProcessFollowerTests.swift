import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

@Suite struct ProcessFollowerTests {
    private static let text = """
        annals: 1
        aggregates:
          Order: { id: { orderId: string }, ignore: [Placed, Paid] }
        events:
          Placed: { aggregate: Order, fields: { orderId: string, total: int } }
          Paid: { aggregate: Order, fields: { orderId: string, amount: int } }
        commands:
          Pay: { fields: { orderId: string, amount: { type: int, minimum: 1 } } }
          Cancel: { fields: { orderId: string } }
        processes:
          Paying:
            key: { orderId: string }
            state: { due: { type: int, default: 0 } }
            on:
              Placed:
                start: true
                emit: [{ Pay: { orderId: event.orderId, amount: event.total } }]
                after: { late: "duration('1h')" }
                set: { due: event.total }
              Paid:
                emit: [{ Pay: { orderId: state.orderId, amount: 100 / event.amount }, when: event.amount < state.due }]
                set: { due: state.due - event.amount }
                end: event.amount >= state.due
            timeouts:
              late: { emit: [{ Cancel: { orderId: state.orderId } }], end: "true" }
        """

    private func follower() throws -> ProcessFollower {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(
            [SchemaSource(path: "a.yaml", text: Self.text)], diagnostics: &diagnostics)
        return try ProcessFollower(try #require(schema, "\(diagnostics.all)"), process: "Paying")
    }

    private func event(_ type: String, _ payload: String, at minutes: Int64) throws -> StoredEvent {
        let time = try #require(Timestamp(seconds: minutes * 60))
        return StoredEvent(
            payload: try JSONValue.json(payload),
            metadata: Metadata(
                id: UniqueID(high: 7, low: UInt64(minutes)), type: type, version: 1, time: time))
    }

    @Test func commandsStatesAndTimeoutsFollowFromEvents() throws {
        var follower = try follower()
        try follower.apply(event("Paid", #"{"orderId":"a","amount":1}"#, at: 0))
        try follower.apply(event("Placed", #"{"orderId":"a","total":10}"#, at: 1))
        try follower.apply(event("Placed", #"{"orderId":"b","total":5}"#, at: 2))
        try follower.apply(event("Paid", #"{"orderId":"a","amount":4}"#, at: 3))
        try follower.apply(event("Paid", #"{"orderId":"b","amount":5}"#, at: 4))
        #expect(follower.missedEvents == 1)
        #expect(try follower.states().map(\.text) == [#"{"orderId":"a","due":6}"#])
        #expect(follower.deadlines(of: "a").mapValues(\.due) == ["late": Timestamp(seconds: 61 * 60)])
        follower.advance(to: try #require(Timestamp(seconds: 61 * 60)))
        #expect(try follower.states().isEmpty)
        #expect(
            follower.commands.map { "\($0.type) \($0.payload.text)" } == [
                #"Pay {"orderId":"a","amount":10}"#, #"Pay {"orderId":"b","amount":5}"#,
                #"Pay {"orderId":"a","amount":25}"#, #"Cancel {"orderId":"a"}"#,
            ])
        #expect(follower.commands[0].id == UniqueID(high: 7, low: 1).derived("Paying/1/Pay"))
    }

    @Test func aFailureLeavesEverythingAsItWas() throws {
        var follower = try follower()
        #expect(throws: HandlerFailure.self) {
            try follower.apply(event("Placed", #"{"orderId":"a","total":0}"#, at: 1))
        }
        #expect(try follower.states().isEmpty && follower.commands.isEmpty)
        try follower.apply(event("Placed", #"{"orderId":"a","total":9}"#, at: 1))
        let error = #expect(throws: HandlerFailure.self) {
            try follower.apply(event("Paid", #"{"orderId":"a","amount":0}"#, at: 2))
        }
        guard case .evaluation(_, step: "emit Pay amount")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try follower.states().map(\.text) == [#"{"orderId":"a","due":9}"#])
        #expect(throws: HandlerFailure.self) { try ProcessFollower(Schema(), process: "Paying") }
    }
}
