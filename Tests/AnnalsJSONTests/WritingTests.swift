import AnnalsJSON
import AnnalsValues
import Testing

@Suite("Writing")
struct WritingTests {
    @Test("a value is written in schema order and reads back")
    func roundTrip() throws {
        let order = try Order(json: Order.payload)
        let text = String(decoding: try order.json(), as: UTF8.self)
        #expect(
            text == """
                {"orderId":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","code":"ABC",\
                "items":[{"productId":"p\u{e9}1","quantity":2,"price":9.5},{"productId":"\u{1F600}","quantity":1,"price":0.0}],\
                "status":"shipped","labels":{"a":"x","b":"\u{1F600}"},"scores":[1.5,null,-0.002],"note":"hi"}
                """)
        #expect(try Order(json: text) == order)
    }

    @Test("every scalar reads back")
    func scalars() throws {
        let text = """
            {"bool":false,"int":-5,"int32":-2147483648,"uint":18446744073709551615,"double":0.25,"decimal":"12.5",\
            "time":"2026-01-31T09:30:00.123Z","date":"2026-01-31","span":"-1.500s","bytes":"AP/+","uri":"https://a.b/c?d=%20",\
            "json":{"z":[1.10,{}],"a":null}}
            """
        #expect(String(decoding: try Scalars(json: text).json(), as: UTF8.self) == text)
    }

    @Test("nil is left out, an empty object is an object")
    func empty() throws {
        #expect(String(decoding: try Scalars(json: "{}").json(), as: UTF8.self) == "{}")
    }

    @Test("strings are escaped where JSON demands it and nowhere else")
    func escapes() throws {
        let scalars = (0..<0x80).compactMap(Unicode.Scalar.init) + ["\u{7F}", "\u{2028}", "\u{FFFF}", "\u{10FFFF}"]
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let written = JSONValue.string(text).text
        #expect(written.hasPrefix(#""\u0000\u0001"#))
        #expect(written.contains(#"\t\n\u000b\u000c\r\u000e"#))
        #expect(written.contains(##"\u001f !\"#"##))
        #expect(written.contains(#"./0"#) && written.contains(#"[\\]"#))
        #expect(try JSONValue(parsing: written) == .string(text))
        #expect(try JSONValue(parsing: JSONValue.object([text: .null]).bytes) == .object([text: .null]))
    }

    @Test(
        "each escape is read",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\uD83D\uDE00""#, "\u{e9}\u{1F600}"),
            (#""\u0000""#, "\0"), (#""\uFFFF""#, "\u{FFFF}"), (#""a\u0041\u007a""#, "aAz"),
        ])
    func escapesRead(_ text: String, _ value: String) throws {
        guard case .string(let read) = try JSONValue(parsing: text) else {
            Issue.record("no string")
            return
        }
        #expect(Array(read.unicodeScalars) == Array(value.unicodeScalars))
    }

    @Test("bytes of every length are padded base64", arguments: 0...9)
    func base64(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 251 &- $0 &* 7) }
        let text = Base64.encode(bytes)
        #expect(text.utf8.count % 4 == 0)
        #expect(Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0) } == bytes)
    }

    @Test(
        "only padded base64 is bytes",
        arguments: ["A", "AA", "AAA", "A===", "====", "AA=A", "AB==", "AAB=", "AA==AAAA", "A-_A", "AAAA "])
    func notBase64(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0) } == nil)
    }
}

@Suite("JSONValue")
struct JSONValueTests {
    @Test("the text keeps order and numbers, without white space")
    func text() throws {
        let value = try JSONValue(parsing: " { \"b\" : [ 1.10 , -0 , 1E5 ] , \"a\" : { } , \"c\" : [ ] } ")
        #expect(value.text == "{\"b\":[1.10,-0,1E5],\"a\":{},\"c\":[]}")
        #expect(
            value["b"]
                == .array([
                    .number(try #require(JSONNumber("1.10"))), .number(try #require(JSONNumber("-0"))),
                    .number(try #require(JSONNumber("1E5"))),
                ]))
        #expect(value.prettyText() == "{\n  \"b\": [\n    1.10,\n    -0,\n    1E5\n  ],\n  \"a\": {},\n  \"c\": []\n}")
        #expect(try JSONValue(parsing: value.prettyText()) == value)
    }

    @Test(
        "equality is JSON Schema's",
        arguments: [
            ("1", "1.0", true), ("100", "1e2", true), ("1", "true", false), ("0", "false", false),
            ("\"\u{e9}\"", "\"e\u{301}\"", false),
            ("{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1}", true), ("[1,2]", "[2,1]", false),
            ("{\"a\":1}", "{\"a\":1,\"b\":1}", false),
            ("{\"a\":null}", "{\"b\":null}", false), ("0", "-0", true), ("\"1\"", "1", false),
            ("1e20000", "1e20000", true),
            ("[]", "{}", false), ("null", "null", true), ("9007199254740993", "9007199254740992", false),
        ])
    func equality(_ left: String, _ right: String, _ expected: Bool) throws {
        let (left, right) = (try JSONValue(parsing: left), try JSONValue(parsing: right))
        #expect(left.isEqual(to: right) == expected)
        #expect([left, .string("other"), right].hasRepeatedElement == expected)
    }
}
