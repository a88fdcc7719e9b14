import AnnalsEvaluation
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

@Suite struct PayloadTests {
    static let versions = """
          1:
            fields:
              id: uuid
              rate: { type: double, default: 0 }
              note: string?
              tags: { type: list<string?>, default: [] }
              scores: { type: map<double>, default: {} }
              inner: Inner?
        """
    static let types = "types: { Inner: { fields: { b: { type: int, default: 7 }, a: int? } } }"

    /// A payload and the bytes that the generated writer gives for it.
    @Test(arguments: [
        (#"{"id":"6BA7B810-9DAD-41D1-80B4-00C04FD430C8"}"#, #""rate":0.0,"tags":[],"scores":{}}"#),
        (#"{"rate":1e2,"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}"#, #""rate":100.0,"tags":[],"scores":{}}"#),
        (
            #"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","note":null,"tags":[null,"e\u0301"],"rate":-0}"#,
            #""rate":-0.0,"tags":[null,"e\#u{301}"],"scores":{}}"#
        ),
        (
            #"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","more":1,"inner":{"a":1.0},"scores":{"z":1,"a":0.1}}"#,
            #""rate":0.0,"tags":[],"scores":{"z":1.0,"a":0.1},"inner":{"b":7,"a":1}}"#
        ),
    ]) func theCanonicalForm(json: String, rest: String) throws {
        let schema = try Schemas.happened(types: PayloadTests.types, PayloadTests.versions)
        let version = try #require(schema.event("Happened")?.version(1))
        let value = try PayloadDecoder(schema).decode(try .json(json), as: version)
        let written = try PayloadEncoder(schema).encode(value, as: version)
        #expect(written.text == #"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","# + rest)
    }

    @Test func invalidPayloadsAreRefused() throws {
        let schema = try Schemas.happened(types: PayloadTests.types, PayloadTests.versions)
        let version = try #require(schema.event("Happened")?.version(1))
        #expect(throws: InvalidPayload.self) {
            try PayloadDecoder(schema).decode(try .json(#"{"rate":"x"}"#), as: version)
        }
    }

    @Test func numbersThatJSONLacksHaveNoPayload() throws {
        let schema = try Schemas.happened(types: PayloadTests.types, PayloadTests.versions)
        let type = ValueType.map(.scalar(.double, Constraints()), Constraints())
        let value = Value.map([.string("a"): .double(1), .string("b"): .double(.infinity)])
        #expect(throws: PayloadEncoder.Failure(pointer: "/b", value: "inf")) {
            try PayloadEncoder(schema).encode(value, as: type)
        }
    }
}
