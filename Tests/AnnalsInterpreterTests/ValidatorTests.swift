import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

@Suite struct ValidatorTests {
    static let schema = """
          1:
            fields:
              id: uuid
              count: { type: int, minimum: 1, exclusiveMaximum: 10, multipleOf: 3 }
              small: int32?
              size: uint?
              rate: { type: double, minimum: 0.1 }
              amount: { type: decimal?, maximum: 99.99 }
              name: { type: string, minLength: 2, maxLength: 3, pattern: "^[a-z\u{e9}]+$" }
              kind: Kind
              at: timestamp?
              day: date?
              pause: duration?
              data: bytes?
              link: uri?
              tags: { type: list<string>, minItems: 1, maxItems: 2, uniqueItems: true, default: [x] }
              scores: { type: map<int?>, maxProperties: 1, default: {} }
              inner: Inner?
              any: json?
        """
    static let types = """
        types:
          Kind: { enum: [a, b] }
          Inner:
            fields:
              value: int
              next: Inner?
        """

    /// Each row changes one key of a valid payload; the pointers and keywords that are then violated.
    static let rows: [(key: String, json: String?, expected: [String])] = [
        ("id", nil, [" required"]),
        ("id", "\"x\"", ["/id format"]),
        ("id", "1", ["/id type"]),
        ("count", "3.0", []),
        ("count", "3e0", []),
        ("count", "0", ["/count minimum"]),
        // The reader of an integer has inclusive bounds only.
        ("count", "10", ["/count maximum", "/count multipleOf"]),
        ("count", "4", ["/count multipleOf"]),
        ("count", "3.5", ["/count type"]),
        ("count", "99999999999999999999", ["/count maximum"]),
        ("small", "2147483648", ["/small maximum"]),
        ("small", "null", []),
        ("size", "-1", ["/size minimum"]),
        ("size", "18446744073709551615", []),
        ("rate", "0.1", []),
        ("rate", "0.09999999999999999", ["/rate minimum"]),
        ("rate", "\"1\"", ["/rate type"]),
        ("rate", "null", ["/rate type"]),
        ("amount", "\"99.990\"", []),
        ("amount", "\"99.991\"", ["/amount maximum"]),
        ("amount", "99", ["/amount type"]),
        ("name", "\"a\"", ["/name minLength"]),
        ("name", "\"abcd\"", ["/name maxLength"]),
        ("name", "\"\u{e9}\u{e9}\"", []),
        // Two code points a letter: three letters are too long, and the mark is in no class of the pattern.
        ("name", "\"e\u{301}e\u{301}\"", ["/name maxLength", "/name pattern"]),
        ("kind", "\"c\"", ["/kind enum"]),
        ("kind", "1", ["/kind type"]),
        ("at", "\"2026-02-30T00:00:00Z\"", ["/at format"]),
        ("day", "\"2025-02-29\"", ["/day format"]),
        ("pause", "\"1s30\"", ["/pause format"]),
        ("data", "\"aGk\"", ["/data format"]),
        ("link", "\"no scheme\"", ["/link format"]),
        ("tags", "[]", ["/tags minItems"]),
        ("tags", "[\"a\",\"a\"]", ["/tags uniqueItems"]),
        ("tags", "[\"\u{e9}\",\"e\u{301}\"]", []),
        ("tags", "[\"a\",1,\"a\"]", ["/tags maxItems", "/tags uniqueItems", "/tags/1 type"]),
        ("tags", "null", ["/tags type"]),
        ("scores", "{\"a/b~\":\"x\"}", ["/scores/a~1b~0 type"]),
        ("scores", "{\"a\":null,\"b\":1}", ["/scores maxProperties"]),
        (
            "inner", "{\"value\":1,\"next\":{\"next\":{\"value\":true}}}",
            [
                "/inner/next required", "/inner/next/next/value type",
            ]
        ),
        ("any", "[{\"a\":[null]}]", []),
        ("unknown", "1", []),
    ]

    static func payload() throws -> JSONValue {
        try .json(
            """
            {"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","count":3,"rate":1,"name":"ab","kind":"a","tags":["x"]}
            """)
    }

    @Test(arguments: rows.indices) func everyRule(row: Int) throws {
        let (key, json, expected) = ValidatorTests.rows[row]
        let schema = try Schemas.happened(types: ValidatorTests.types, ValidatorTests.schema)
        guard case .object(var members) = try ValidatorTests.payload() else { return }
        members[key] = try json.map { try .json($0) }
        let version = try #require(schema.event("Happened")?.version(1))
        let violations = Validator(schema).violations(of: .object(members), as: version)
        #expect(violations.map { "\($0.pointer) \($0.keyword)" } == expected)
    }

    @Test func messagesAreThoseOfTheReader() throws {
        let schema = try Schemas.happened(types: ValidatorTests.types, ValidatorTests.schema)
        let version = try #require(schema.event("Happened")?.version(1))
        let found = Validator(schema).violations(of: try .json(#"{"count":0,"id":7}"#), as: version)
        #expect(
            found.map(\.description) == [
                #"the payload must have the key "rate" [required]"#,
                #"the payload must have the key "name" [required]"#,
                #"the payload must have the key "kind" [required]"#,
                "/count must be at least 1 (found 0) [minimum]",
                "/id must be of type string (found 7) [type]",
            ])
    }

    @Test func unknownFieldsAreRefusedOnDemand() throws {
        let schema = try Schemas.happened("  1: { fields: { id: uuid } }")
        let version = try #require(schema.event("Happened")?.version(1))
        let payload = try JSONValue.json(#"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","more":1}"#)
        #expect(Validator(schema).violations(of: payload, as: version).isEmpty)
        let violations = Validator(schema, refusesUnknownFields: true).violations(of: payload, as: version)
        #expect(violations.map(\.keyword) == ["additionalProperties"])
    }

    @Test func deepPayloadsAreNoProblem() throws {
        let schema = try Schemas.happened(types: ValidatorTests.types, ValidatorTests.schema)
        let depth = 200
        let text =
            String(repeating: #"{"value":1,"next":"#, count: depth) + "null" + String(repeating: "}", count: depth)
        let value = try JSONValue(parsing: text, limits: JSONLimits(depth: 256))
        #expect(Validator(schema).violations(of: value, as: .named(VersionedName("Inner", 1))).isEmpty)
    }
}
