import Annals
import AnnalsGeneratedSamples
import Testing

/// What the generated code of the samples does when it runs.
@Suite("Generated code")
struct SampleTests {
    private let meta = EventMetadata(
        id: UniqueID(high: 1, low: 2), type: "Happened", version: 1, stream: "Thing-1", streamVersion: 1, position: 1,
        time: Timestamp(validated: "2026-01-02T03:04:05Z"), userId: "ann")

    private func payload(money: String = "12", class name: String = #""long""#) -> [UInt8] {
        let text = """
            {"thingId":"0198c0de-0000-7000-8000-000000000001","parts":[{"a":1,"code":"xyz"},{"a":2,"b":"1","code":"ab"}],\
            "byName":{"k":[{"a":3,"code":""},null]},"maybe":null,"money":{"text":"\(money)"},"manual":{"x":"m"},\
            "reader":"R","class":\(name),"when":"12345678901"}
            """
        return Array(text.utf8)
    }

    @Test("upcasts through all versions, lifted through lists, with custom steps")
    func chain() throws {
        let event = try Happened.decode(version: 1, payload: payload(), meta: meta)
        #expect(event.parts == [Part(a: 1, b: "none", code: 3), Part(a: 2, b: "1", code: 2)])
        #expect(event.note == "long1")
        #expect(event.user == "ann")
        #expect(event.level == .high)
        #expect(event.all.node == Node(name: "R", attributes: [:]))
        let error = #expect(throws: EventDecodingError.self) {
            try Happened.decode(version: 1, payload: payload(money: "x"), meta: meta)
        }
        guard case .upcastFailed(from: 2, to: 3, _)? = error?.reason else {
            Issue.record("the step is not named: \(String(describing: error))")
            return
        }
        let old = try Happened.V1(json: payload())
        let lifted = Happened.V2(upcasting: old)
        #expect(lifted.parts == [Part(a: 1, b: "none", code: 3), Part(a: 2, b: "1", code: 2)])
        #expect(lifted.byName["k"] == [Part(a: 3, b: "none", code: 0), nil])
    }

    @Test("validates a payload as the version that it claims")
    func validation() throws {
        try Happened.validate(version: 1, payload: payload())
        let error = #expect(throws: EventDecodingError.self) {
            try Happened.validate(version: 1, payload: Array(#"{"thingId":"x","parts":{}}"#.utf8))
        }
        guard case .invalidPayload(.violations(let violations))? = error?.reason else {
            Issue.record("no violations: \(String(describing: error))")
            return
        }
        #expect(violations.map(\.pointer).contains("/thingId"))
        #expect(violations.map(\.keyword).filter { $0 == "required" }.count == 5)
        #expect(throws: EventDecodingError.self) { try Happened.validate(version: 6, payload: payload()) }
    }

    @Test("reads events under the names that they had before", arguments: ["Emptied", "Cleared", "Was"])
    func formerNames(_ type: String) throws {
        var meta = meta
        meta.type = type
        let payload = Array(#"{"thingId":"0198c0de-0000-7000-8000-000000000001"}"#.utf8)
        let record = RecordedEvent(metadata: meta, payload: payload)
        let event = Emptied(thingId: UniqueID(high: 0x0198_c0de_0000_7000, low: 0x8000_0000_0000_0001))
        #expect(try Emptied.decode(record) == event)
        #expect(try ThingEvent(record) == .emptied(event))
        #expect(try AnnalsRegistry.registry.decode(record) as? Emptied == event)
        #expect(try AnnalsRegistry.registry.upcast(record).type == "Emptied")
        #expect(ThingEvent.eventTypes.contains(type))
        #expect(ThingsProjection.eventTypes.contains(type))
        #expect(throws: EventDecodingError.self) { try Happened.decode(record) }
    }

    @Test("checks constraints and rules of a value on demand")
    func checkedValue() throws {
        try Range(low: 1, high: 2, labels: ["a"]).validate()
        let error = #expect(throws: InvalidPayload.self) { try Range(low: 3, high: 2).validate() }
        #expect(error?.violations.map(\.keyword) == ["rules"])
        #expect(error?.violations.first?.message == #"must satisfy the rule ordered: low is not above "high" \(x)"#)
        #expect(throws: InvalidPayload.self) { try Range(low: 3, high: 1001).validate() }
    }

    @Test("does not propose an event that breaks a rule")
    func proposing() throws {
        let id = UniqueID(high: 0, low: 1)
        _ = try ProposedEvent(Ignored(thingId: id, parts: [], text: "", amount: 0))
        let error = #expect(throws: EventStoreError.self) {
            try ProposedEvent(Ignored(thingId: id, parts: [], text: "", amount: 1))
        }
        #expect(error?.code == .invalidPayload)
        #expect(error?.description.contains("must satisfy the rule sum") == true)
    }

    @Test("fills absent keys with defaults, and writes what it reads")
    func defaults() throws {
        let value = try All(json: #"{"amounts":["1.5"]}"#)
        #expect(value == All(amounts: [DecimalNumber(validated: "1.5")]))
        #expect(value.string == "a\"b\\(c)\n")
        #expect(value.list == [[1]])
        #expect(try All(json: try value.json()) == value)
        #expect(throws: InvalidPayload.self) { try All(json: #"{"amounts":[],"int":3}"#) }
        #expect(throws: InvalidPayload.self) { try All(json: #"{"amounts":[],"bool":null}"#) }
    }

    @Test("changes the state at once, or not at all")
    func aggregate() throws {
        var thing = Thing()
        try thing.apply(.emptied(Emptied(thingId: UniqueID(high: 0, low: 1))), meta: meta)
        #expect(thing.count == 0)
        thing.event = .max
        let parts = [Part(a: 1, b: "", code: 0)]
        let event = Happened(
            thingId: UniqueID(high: 0, low: 1), reader: "r", level: .low, note: "n", all: All(amounts: []),
            rest: .null, parts: parts)
        let before = thing
        #expect(throws: EvaluationError.self) { try thing.apply(.happened(event), meta: meta) }
        #expect(thing == before)
        thing.event = 4
        try thing.apply(.happened(event), meta: meta)
        #expect(thing.event == 0)
        #expect(thing.count == 5)
        #expect(thing.self_ == ["r"])
    }

    @Test("keeps a state and reads it again")
    func state() throws {
        var thing = Thing()
        #expect(try Thing(json: thing.json(), limits: .stored) == thing)
        try thing.apply(
            .happened(
                Happened(
                    thingId: UniqueID(high: 0, low: 1), reader: "r", level: .low, note: "n", all: All(amounts: []),
                    rest: .null, parts: [Part(a: 1, b: "", code: 0)])), meta: meta)
        #expect(thing != Thing())
        #expect(try Thing(json: thing.json(), limits: .stored) == thing)
        #expect(Thing.snapshots == .every(20))
        #expect(Thing.fingerprint.utf8.count == 32)
    }

    @Test("stores rows and reads them again")
    func rows() throws {
        let row = Things(
            thingId: UniqueID(high: 0, low: 1), level: .inProgress, name: "n", parts: [Part(a: 1, b: "", code: 0)],
            maybe: Node(name: "x", attributes: ["y": Node(name: "z", attributes: [:])]), seen: meta.time, ratio: 0.5,
            columns: [1, 2])
        #expect(try Things(columnValues: try row.columnValues()) == row)
        #expect(try Things.keyValues(row.key).count == 2)
        #expect(Things.table.primaryKey == ["thingId", "level"])
    }
}
