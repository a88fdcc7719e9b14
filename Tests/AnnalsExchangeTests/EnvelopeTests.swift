import Annals
import Testing

/// Events as JSON objects, in our form and as CloudEvents.
@Suite struct EnvelopeTests {
    static let full: EventEnvelope = {
        var envelope = EventEnvelope(
            type: "OrderPlaced", version: 2,
            data: .object([
                "total": .integer(150), "note": .null, "names": .array([.string("Zoë \u{1F600}")]),
            ]))
        envelope.id = UniqueID("0198c0de-0000-7000-8000-000000000001")
        envelope.stream = "Order-42"
        envelope.streamVersion = 3
        envelope.position = 3_000_000_000
        envelope.time = Timestamp("2026-01-31T09:30:00.123456789Z")
        envelope.userId = "ada"
        envelope.correlationId = "c"
        envelope.causationId = ""
        envelope.extra = ["desk": .integer(3), "nested": .object(["a": .array([])])]
        return envelope
    }()

    @Test(arguments: EnvelopeForm.allCases) func nothingIsLost(_ form: EnvelopeForm) throws {
        for envelope in [EnvelopeTests.full, EventEnvelope(type: "A", data: .null)] {
            var expected = envelope
            // A CloudEvent has an id.
            if form == .cloudEvents { expected.id = UniqueID(high: 1, low: 2) }
            let text = expected.json(as: form).text
            #expect(try EventEnvelope(json: JSONValue(parsing: text)) == expected)
        }
    }

    @Test(arguments: EnvelopeForm.allCases) func nothingIsLostInABatch(_ form: EnvelopeForm) throws {
        var other = EventEnvelope(type: "A", data: .string("],["))
        other.id = UniqueID(high: 1, low: 2)
        let foreign = try EventEnvelope(json: JSONValue(parsing: EnvelopeTests.example))
        for batch in [[], [other], [EnvelopeTests.full, other, foreign]] {
            #expect(try EventEnvelope.batch(parsing: EventEnvelope.batch(batch, as: form)) == batch)
        }
    }

    @Test(arguments: [
        ("{}", "a batch of events is a JSON array"),
        ("[", "the batch: invalid JSON at line 1, column 2 (byte 1): the text ends inside a value"),
        (#"[{"type":"A","data":1},{}]"#, "event 2 of the batch: the envelope has no 'type'"),
        ("[[]]", "event 1 of the batch: an envelope is a JSON object"),
    ])
    func whatIsNoBatchIsSaid(text: String, reason: String) {
        let error = #expect(throws: EnvelopeError.self) { try EventEnvelope.batch(parsing: Array(text.utf8)) }
        #expect(error?.description == reason)
    }

    /// What the specification asks of attributes: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
    @Test func attributesAreThoseOfTheSpecification() throws {
        guard case .object(let members) = EnvelopeTests.full.json(as: .cloudEvents) else { return }
        for member in members where member.key != "data" {
            #expect(
                member.key.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }, "\(member.key)"
            )
            switch member.value {
            case .string(let text): #expect(!text.isEmpty || member.key == "causationid")
            case .number(let number): #expect(number.integer(Int32.self) != nil)
            default: Issue.record("\(member.key) is no attribute")
            }
        }
        for key in ["specversion", "id", "source", "type"] { #expect(members[key] != nil) }
        #expect(members["source"] == .string("/Order"))
    }

    /// The example of the specification, section 3.2 of the JSON format.
    static let example = """
        {"specversion":"1.0","type":"com.example.someevent","source":"/mycontext","subject":null,"id":"C234-1234-1234",\
        "time":"2018-04-05T17:31:00Z","comexampleextension1":"value","comexampleothervalue":5,\
        "datacontenttype":"application/vnd.apache.thrift","data":{"appinfoA":"abc","appinfoB":123,"appinfoC":true}}
        """

    @Test func foreignAttributesComeBack() throws {
        let json = try JSONValue(parsing: EnvelopeTests.example)
        let envelope = try EventEnvelope(json: json)
        #expect(envelope.type == "com.example.someevent")
        let again = try EventEnvelope(json: json)
        #expect(envelope.id != nil && envelope.id == again.id)
        let back = envelope.json(as: .cloudEvents)
        for key in [
            "specversion", "type", "source", "id", "time", "comexampleextension1", "comexampleothervalue", "data",
        ] {
            #expect(back[key] == json[key], "\(key)")
        }
        #expect(back["datacontenttype"] == json["datacontenttype"])
        #expect(try EventEnvelope(json: back) == envelope)
        // Also by way of our own form.
        #expect(try EventEnvelope(json: envelope.json()).json(as: .cloudEvents) == back)
    }

    @Test(arguments: [
        ("[]", "an envelope is a JSON object"), ("{}", "the envelope has no 'type'"),
        (#"{"type":"A"}"#, "the envelope has no 'data'"),
        (#"{"type":1,"data":1}"#, "'type' in the envelope is 1, expected a string"),
        (#"{"type":"A","data":1,"id":"x"}"#, "'id' in the envelope is 'x', which is no uuid"),
        (#"{"type":"A","data":1,"version":0}"#, "'version' in the envelope is 0, expected a whole number from 1"),
        (#"{"type":"A","data":1,"version":1.5}"#, "'version' in the envelope is 1.5, expected a whole number from 1"),
        (#"{"type":"A","data":1,"extra":[]}"#, "'extra' in the envelope is [], expected an object"),
        (#"{"type":"A","data":1,"time":"now"}"#, "'time' in the envelope is 'now', which is no timestamp"),
        (#"{"specversion":"1.0","type":"A","data":1}"#, "a CloudEvent has an 'id', which is not empty"),
        (#"{"specversion":"1.0","type":"A","id":"1","data":1}"#, "a CloudEvent has a 'source', which is not empty"),
        (
            #"{"specversion":"0.3","type":"A","id":"1","source":"/","data":1}"#,
            "'specversion' in the envelope is not \"1.0\", which is the one that is read"
        ),
        (
            #"{"specversion":"1.0","type":"A","id":"1","source":"/","data_base64":"AA=="}"#,
            "the payload is in 'data_base64'; events here are JSON in 'data'"
        ),
        (
            #"{"specversion":"1.0","type":"A","id":"1","source":"/","extra":"{","data":1}"#,
            "'extra' in the envelope is \"{\", expected a JSON object in a string"
        ),
    ])
    func whatIsNoEnvelopeIsSaid(text: String, reason: String) throws {
        let json = try JSONValue(parsing: text)
        let error = #expect(throws: EnvelopeError.self) { try EventEnvelope(json: json) }
        #expect(error?.description == reason)
    }

    @Test func aStoredPayloadThatIsNoJSONIsSaid() {
        let metadata = EventMetadata(
            id: UniqueID(high: 1, low: 2), type: "A", version: 1, stream: "B-1", streamVersion: 1, position: 9,
            time: .min)
        let error = #expect(throws: EnvelopeError.self) {
            try EventEnvelope(RecordedEvent(metadata: metadata, payload: Array("{".utf8)))
        }
        #expect(error?.description.contains("at position 9") == true)
    }
}
