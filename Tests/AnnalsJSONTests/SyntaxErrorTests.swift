import AnnalsJSON
import Testing

@Suite("Syntax errors")
struct SyntaxErrorTests {
    @Test(
        "the kind and the place of the first mistake",
        arguments: [
            ("", JSONSyntaxError.Kind.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1", .unexpectedEnd, 2),
            ("{\"a\"", .unexpectedEnd, 4), ("\"abc", .unexpectedEnd, 4), ("tru", .unexpectedEnd, 3),
            ("nuxx", .unexpectedByte(UInt8(ascii: "x"), expected: "null"), 2),
            ("[1 2]", .unexpectedByte(UInt8(ascii: "2"), expected: "',' or ']'"), 3),
            ("[1,]", .unexpectedByte(UInt8(ascii: "]"), expected: "a value"), 3),
            ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1"), expected: "':'"), 5),
            ("{a:1}", .unexpectedByte(UInt8(ascii: "a"), expected: "a key in quotes"), 1),
            ("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}"), expected: "a key in quotes"), 7),
            ("1 2", .trailingText, 2), ("\"a\tb\"", .controlCharacter, 2), ("\"\\x\"", .invalidEscape, 1),
            ("\"\\u12g4\"", .invalidEscape, 1), ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1),
            ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("\"\\ud800x\"", .loneSurrogate, 1), ("01", .invalidNumber, 0),
            ("1.", .unexpectedEnd, 2), ("-x", .invalidNumber, 0), ("1e+x", .invalidNumber, 0),
            ("{\"a\":1,\"a\":2}", .duplicateKey("a"), 7), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey("a"), 7),
            ("\u{FEFF}1", .unexpectedByte(0xEF, expected: "a value"), 0),
        ])
    func kinds(_ text: String, _ kind: JSONSyntaxError.Kind, _ offset: Int) throws {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.kind == kind)
        #expect(error?.offset == offset)
    }

    @Test("line and column count from one")
    func lines() throws {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[\n 1,\n  x]") }
        #expect(error?.line == 3)
        #expect(error?.column == 3)
        #expect(error?.description == "invalid JSON at line 3, column 3 (byte 8): found 'x', expected a value")
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ] as [[UInt8]])
    func utf8(_ bytes: [UInt8]) throws {
        let quote = UInt8(ascii: "\"")
        for text in [[quote] + bytes + [quote], Array("{\"".utf8) + bytes + Array("\":1}".utf8)] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
            #expect(error?.kind == .invalidUTF8)
        }
    }

    @Test("a syntax error is thrown alone: violations before it are dropped")
    func alone() throws {
        let error = #expect(throws: InvalidPayload.self) { try LineItem(json: #"{"productId":"","quantity":0,"#) }
        guard case .syntax(let syntax)? = error else {
            Issue.record("not a syntax error")
            return
        }
        #expect(syntax.kind == .unexpectedEnd)
        #expect(error?.violations == [])
    }

    @Test(
        "what is no JSON is refused inside a value that is skipped, too",
        arguments: [
            "{\"x\":tru}", "{\"x\":[1,]}", "{\"x\":{\"a\":1,\"a\":1}}", "{\"x\":\"\\ud800\"}", "{\"x\":01}", "{\"x\":}",
            "{\"x\":[[1}]}", "{\"x\":1,\"x\":1}", "{\"bool\":true,\"bool\":true}", "{\"bool\" true}",
            "{\"x\":\"\u{1}\"}",
            "{\"bool\":true \"int\":5}", "{\"bool\":true,}", "{,}", "{\"bool\":true}}",
        ])
    func skipped(_ text: String) {
        #expect(throws: InvalidPayload.self) { try Scalars(json: text) }
    }

    @Test("a field's raw key is never taken for a key of JSON")
    func keyWithQuote() throws {
        let fields: JSONFields = ["a\"b", "c"]
        func read(_ text: String) throws -> [Int] {
            try JSONReader.read(Array(text.utf8)) { reader in
                var found: [Int] = []
                var object = reader.beginObject(fields)
                while let field = reader.nextField(in: &object) {
                    found.append(field)
                    reader.skipValue()
                }
                return reader.endObject(object) ? found : nil
            }
        }
        #expect(throws: InvalidPayload.self) { try read(#"{"a"b":1}"#) }
        #expect(try read(#"{"a\"b":1,"c":2}"#) == [0, 1])
    }
}
