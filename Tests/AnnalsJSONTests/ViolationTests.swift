import AnnalsJSON
import Testing

@Suite("Violations")
struct ViolationTests {
    /// `pointer keyword` of each violation.
    private func findings<Value: JSONCodable>(_ type: Value.Type, _ text: String) throws -> [String] {
        do {
            _ = try Value(json: text)
            return []
        } catch {
            if case .syntax = error { throw error }
            return error.violations.map { "\($0.pointer) \($0.keyword)" }
        }
    }

    @Test("a payload that is right has none")
    func right() throws {
        #expect(try findings(Order.self, Order.payload) == [])
    }

    @Test(
        "each scalar says what it refuses",
        arguments: [
            (#""bool":1"#, "/bool type"), (#""bool":null"#, "/bool type"), (#""int":"1""#, "/int type"),
            (#""int":1.5"#, "/int type"), (#""int":true"#, "/int type"), (#""int":[1]"#, "/int type"),
            (#""int":-15"#, "/int minimum"), (#""int":1005"#, "/int maximum"), (#""int":7"#, "/int multipleOf"),
            (#""int":9223372036854775808"#, "/int maximum"), (#""int":-1e30"#, "/int minimum"),
            (#""int":1e-400"#, "/int type"), (#""int":1e99999"#, "/int maximum"),
            (#""int32":2147483648"#, "/int32 maximum"),
            (#""int32":-2147483649"#, "/int32 minimum"), (#""uint":-1"#, "/uint minimum"),
            (#""uint":18446744073709551616"#, "/uint maximum"), (#""uint":0.5"#, "/uint type"),
            (#""double":"1""#, "/double type"), (#""double":-1"#, "/double exclusiveMinimum"),
            (#""double":1000000000"#, "/double exclusiveMaximum"), (#""double":0.3"#, "/double multipleOf"),
            (#""decimal":1.5"#, "/decimal type"), (#""decimal":"1.5x""#, "/decimal format"),
            (#""decimal":"0""#, "/decimal exclusiveMinimum"), (#""decimal":"100.0""#, "/decimal exclusiveMaximum"),
            (#""decimal":"0.01""#, "/decimal multipleOf"), (#""time":"2026-01-31""#, "/time format"),
            (#""time":1"#, "/time type"), (#""date":"2026-02-30""#, "/date format"), (#""span":"1m""#, "/span format"),
            (#""bytes":"aGk""#, "/bytes format"), (#""bytes":"aGl=""#, "/bytes format"),
            (#""bytes":"""#, "/bytes minLength"),
            (#""bytes":"aGVsbG8=""#, "/bytes maxLength"), (#""uri":"nothing""#, "/uri format"),
            (#""uri":"http://a b""#, "/uri format"), (#""uri":"a:%2""#, "/uri format"),
        ])
    func scalars(_ member: String, _ finding: String) throws {
        #expect(try findings(Scalars.self, "{\(member)}") == [finding])
    }

    @Test(
        "each scalar accepts what it should",
        arguments: [
            #""bool":true"#, #""int":-10"#, #""int":1e3"#, #""int":10.0"#, #""int":-0"#, #""int32":-2147483648"#,
            #""uint":18446744073709551615"#, #""double":-0.75"#, #""double":1e2"#, #""decimal":"99.95""#,
            #""time":"2026-01-31T09:30:00Z""#, #""date":"2024-02-29""#, #""span":"-1.5s""#, #""bytes":"aGk=""#,
            #""uri":"urn:isbn:0-395""#, #""json":{"a":[null]}"#, #""t\u0069me":"2026-01-31T09:30:00\u005a""#,
        ])
    func accepted(_ member: String) throws {
        #expect(try findings(Scalars.self, "{\(member)}") == [])
    }

    @Test("all violations of a payload come in one run, in the order of the text")
    func all() throws {
        let text = """
            {"orderId":"nope","code":"abcd","items":[{"productId":"","quantity":0},5,{"price":-1,"quantity":"x","productId":"p"},
             {"productId":"p","quantity":1,"price":1},{"price":1.0,"quantity":1,"productId":"p"}],
             "status":"lost","labels":{"a/b":"too long","~":1,"c":""},"scores":[1,"x"],"note":7}
            """
        #expect(
            try findings(Order.self, text) == [
                "/orderId format", "/code pattern", "/items maxItems", "/items uniqueItems", "/items/0 required",
                "/items/0/productId minLength", "/items/0/quantity minimum", "/items/1 type", "/items/2/price minimum",
                "/items/2/quantity type", "/status enum", "/labels maxProperties", "/labels/a~1b maxLength",
                "/labels/~0 type",
                "/scores/1 type", "/note type",
            ])
    }

    @Test("missing fields are each named, at the object")
    func missing() throws {
        let error = #expect(throws: InvalidPayload.self) { try Order(json: "{}") }
        #expect(error?.violations.map(\.pointer) == ["", "", "", ""])
        #expect(error?.violations.first?.message == "must have the key \"orderId\"")
        #expect(error?.violations.first?.description == "the payload must have the key \"orderId\" [required]")
    }

    @Test("another type than an object is one violation", arguments: ["[]", "null", "1", "\"x\"", "[[{}]]"])
    func notAnObject(_ text: String) throws {
        #expect(try findings(Order.self, text) == [" type"])
    }

    @Test("null for an optional is nil, for anything else a violation")
    func null() throws {
        #expect(try Order(json: Order.payload.replacing("\"hi\"", with: "null")).note == nil)
        #expect(try findings(Order.self, Order.payload.replacing("\"shipped\"", with: "null")) == ["/status type"])
    }

    @Test("the message and the value help to find the mistake")
    func description() throws {
        let error = #expect(throws: InvalidPayload.self) {
            try LineItem(json: #"{"productId":"p","quantity":0, "price" : 1}"#)
        }
        #expect(error?.description == "/quantity must be at least 1 (found 0) [minimum]")
    }

    @Test("a long value is shortened, and a container is shown without its white space")
    func excerpt() throws {
        let long = String(repeating: "\u{e9}", count: 100)
        let error = #expect(throws: InvalidPayload.self) { try LineItem(json: "[ \"\(long)\" , { \"a\" : [ ] } ]") }
        #expect(error?.violations.first?.value == "[\"" + String(repeating: "\u{e9}", count: 55) + "...")
        let short = #expect(throws: InvalidPayload.self) { try LineItem(json: "[ 1 , { \"a\" : [ ] } ]") }
        #expect(short?.violations.first?.value == "[1,{\"a\":[]}]")
    }

    @Test("unknown fields are ignored, or reported where the limits say so")
    func unknown() throws {
        let text = #"{"productId":"p","x":{"y":[1]},"quantity":1,"price":1,"z":2}"#
        #expect(try LineItem(json: text) == LineItem(productId: "p", quantity: 1, price: 1))
        let error = #expect(throws: InvalidPayload.self) {
            try LineItem(json: text, limits: JSONLimits(refusesUnknownFields: true))
        }
        #expect(error?.violations.map(\.message) == ["has the unknown key \"x\"", "has the unknown key \"z\""])
        #expect(error?.violations.first?.keyword == "additionalProperties")
    }

    @Test("a string that only looks like an enum value by canonical equivalence is refused")
    func canonicalEquivalence() throws {
        #expect(try findings(Status.self, "\"caf\u{e9}\"") == [])
        #expect(try findings(Status.self, "\"cafe\u{301}\"") == [" enum"])
    }

    @Test("lengths count code points")
    func codePoints() throws {
        let flag = "\u{1F1E9}\u{1F1EA}"
        #expect(try findings(Order.self, Order.payload.replacing("\"x\"", with: "\"\(flag)\(flag)e\"")) == [])
        #expect(
            try findings(Order.self, Order.payload.replacing("\"x\"", with: "\"\(flag)\(flag)ee\"")) == [
                "/labels/a maxLength"
            ])
    }

    @Test("more violations than the limit are not collected")
    func limit() throws {
        let text = "{\"scores\":[" + Array(repeating: "\"x\"", count: 5000).joined(separator: ",") + "]}"
        let error = #expect(throws: InvalidPayload.self) { try Order(json: text) }
        #expect(error?.violations.count == 1000)
    }
}
