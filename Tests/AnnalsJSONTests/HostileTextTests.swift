import AnnalsJSON
import AnnalsValues
import JSONTrials
import Testing

/// What attackers and broken programs send: an error at the right offset or a value, never a trap. Every text is read
/// between forbidden pages, as any JSON, skipped, and by decoders for which it is a known or an unknown field.
@Suite("Hostile texts", .timeLimit(.minutes(10)))
struct HostileTextTests {
    /// Reads a value in every place where one can stand.
    private func check(_ value: [UInt8], _ label: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(ReadingTrial.problems(value) == [], "\(label)", sourceLocation: sourceLocation)
        for key in ["json", "time", "int", "double", "bytes", "unknown"] {
            let whole = Array("{\"bool\":true,\"\(key)\":".utf8) + value + Array(",\"uint\":1}".utf8)
            #expect(
                Hostile.problems(whole, Scalars.self) == [], "\(label) as \(key)", sourceLocation: sourceLocation)
        }
        for text in [Array("{\"items\":[".utf8) + value, Array("{\"labels\":{\"a\":".utf8) + value + Array("}}".utf8)] {
            #expect(
                Hostile.problems(text, Order.self) == [], "\(label) in \(text.count)", sourceLocation: sourceLocation)
        }
    }

    private func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22] + bytes + [0x22] }

    @Test(
        "bytes that are not UTF-8, of every class",
        arguments: [
            // Lone continuation bytes, and many of them.
            [0x80], [0xBF], [0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF], [0x61, 0x80, 0x61],
            // First bytes with nothing behind them, and with too little.
            [0xC2], [0xE1], [0xF1], [0xC2, 0x20], [0xE1, 0x80], [0xE1, 0x80, 0x20], [0xF1, 0x80, 0x80],
            [0xF1, 0x80, 0x20],
            [0xDF, 0xC2, 0x80], [0xE2, 0x82, 0xE2, 0x82, 0xAC],
            // Bytes that never occur.
            [0xFE], [0xFF], [0xFE, 0xFE, 0xFF, 0xFF], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
            // Overlong forms of "/", of NUL, and the longest of each length.
            [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xC1, 0xBF],
            [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
            // Surrogates, alone and in pairs.
            [0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xB0, 0x80], [0xED, 0xBF, 0xBF],
            [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80], [0xED, 0xAD, 0xBF, 0xED, 0xBE, 0x80],
            // Beyond U+10FFFF.
            [0xF4, 0x90, 0x80, 0x80], [0xF7, 0xBF, 0xBF, 0xBF], [0xF4, 0xBF, 0xBF, 0xBF],
        ] as [[UInt8]])
    func invalidUTF8(_ bytes: [UInt8]) throws {
        for before in ["", "a", "0123456789abcdef", "\u{E9}\u{1F600}", "\\n"] {
            for after in ["", "b", "\\t", "0123456789abcdef", "\u{1}", "\\q"] {
                let value = quoted(Array(before.utf8) + bytes + Array(after.utf8))
                check(value, "\(bytes) between '\(before)' and '\(after.debugDescription)'")
                let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: value) }
                #expect(error?.kind == .invalidUTF8)
            }
        }
        // As a key, and outside of strings, where no byte beyond ASCII is allowed at all.
        check(Array("{".utf8) + quoted(bytes) + Array(":1}".utf8), "\(bytes) as a key")
        check(bytes, "\(bytes) bare")
        check(Array("[1,".utf8) + bytes + Array("]".utf8), "\(bytes) in a list")
    }

    @Test(
        "the first and last code points of each length are read",
        arguments: [0x0020, 0x007E, 0x007F, 0x0080, 0x07FF, 0x0800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF]
            as [UInt32])
    func validUTF8(_ scalar: UInt32) throws {
        let character = String(try #require(Unicode.Scalar(scalar)))
        for count in 0..<40 {
            let text = String(repeating: "a", count: count) + character
            check(quoted(Array(text.utf8)), text)
            #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
        }
    }

    @Test(
        "escapes of surrogates and others",
        arguments: [
            #"\ud800"#, #"\udbff"#, #"\udc00"#, #"\udfff"#, #"\ud800\ud800"#, #"\udc00\ud800"#, #"\ud800\u0041"#,
            #"\ud800x"#, #"\ud800\n"#, #"\ud83d\ude00"#, #"\uDBFF\uDFFF"#, #"\ud800\udc00\udc00"#, #"\ud83d\u"#,
            #"\ud83d\ude0"#, #"\u"#, #"\u1"#, #"\u12"#, #"\u123"#, #"\u123g"#, #"\uzzzz"#, #"\U0041"#, #"\x41"#, #"\0"#,
            #"\'"#, #"\"#, #"\a"#, #"\u00e9"#, #"\uFFFF"#, #"\u0000"#, #"\u+123"#, #"\u 123"#, #"\u-001"#,
            #"\\"#, #"\""#, #"\/\b\f\n\r\t"#,
        ])
    func escapes(_ escape: String) {
        for before in ["", "a", "\u{E9}", "0123456789abcdef"] {
            for after in ["", "b", "\u{E9}", "\\"] {
                let text = Array((before + escape + after).utf8)
                check(quoted(text), "\(before)\(escape)\(after)")
                check(Array("\"".utf8) + text, "\(before)\(escape)\(after) without an end")
                check(Array("{".utf8) + quoted(text) + Array(":[]}".utf8), "\(escape) as a key")
            }
        }
    }

    @Test(
        "every control character is refused in a string, and allowed as an escape", arguments: 0..<0x20 as Range<UInt8>)
    func controls(_ control: UInt8) throws {
        for count in 0..<20 {
            let before = Array(repeating: UInt8(ascii: "a"), count: count)
            check(quoted(before + [control]), "control \(control)")
            check(quoted(before + [control, 0xFF]), "control \(control) before what is no UTF-8")
        }
        let escape = "\\u00" + (control < 16 ? "0" : "") + String(control, radix: 16)
        #expect(try JSONValue(parsing: "\"\(escape)\"") == .string(String(Unicode.Scalar(control))))
        // Outside of strings some of them are white space.
        check([control] + Array("1".utf8) + [control], "control \(control) around a value")
    }

    @Test(
        "numbers of every kind",
        arguments: [
            "0", "-0", "00", "01", "-01", "-", "--1", "+1", "1.", ".1", "1.e1", "1e", "1e+", "1E-", "1e1.5", "0e0",
            "0E+0",
            "1.0", "1e2", "1E+2", "10e-1", "-0.0", "-0e-0", "0x10", "1_000", "1,000", "Infinity", "-Infinity", "NaN",
            "nan",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "18446744073709551615", "18446744073709551616", "2147483648", "1e400", "-1e400", "1e-400",
            "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999", "4.9e-324", "2.5e-324",
            "1.7976931348623158e308", "1.7976931348623159e308", "1 2", "1a", "1\u{0}", "١", "1é",
        ])
    func numbers(_ number: String) {
        check(Array(number.utf8), number)
        check(Array("[\(number)".utf8), "[\(number)")
        check(Array("[\(number),\(number)]".utf8), "[\(number),\(number)]")
    }

    @Test("numbers of 10,000 digits and with huge exponents", arguments: ["", "-", "0.", "-0.", "1."])
    func longNumbers(_ prefix: String) {
        for suffix in ["", "e5", "e-9999", "e", "E+999999999999999999999999", ".5", "x"] {
            let number = prefix + String(repeating: "7", count: 10_000) + suffix
            check(Array(number.utf8), "\(prefix)7...\(suffix)")
        }
    }

    @Test(
        "keys that are the same, however they are spelled",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"a":2}"#, #"{"é":1,"\u00e9":2}"#, #"{"":1,"":2}"#,
            #"{"😀":1,"\ud83d\ude00":2}"#, #"{"a":1,"b":2,"a" x"#, #"{"a":1,"a"}"#, #"{"a":1,"a"#,
            #"{"a":{"a":1,"a":2}}"#,
            #"{"bool":true,"int":5,"bool":false}"#, #"{"bool":true,"b\u006fol":false}"#, #"{"bool":true,"bool" 5}"#,
            #"{"unknown":1,"unknown" 2}"#, #"{"unknown":{"b":1,"b":2}}"#, #"{"a\/b":1,"a/b":2}"#,
            #"{"\"":1,"\u0022":2}"#,
            // Other keys, although canonically equivalent or with a NUL.
            "{\"\u{E9}\":1,\"e\u{301}\":2}", #"{"a":1,"a\u0000":2}"#, #"{"\u0000":1,"":2}"#, #"{"a":1,"A":2}"#,
        ])
    func repeatedKeys(_ text: String) {
        check(Array(text.utf8), text)
        #expect(Hostile.problems(Array(text.utf8), Scalars.self) == [], "\(text)")
        #expect(Hostile.problems(Array("{\"bool\":\(text)}".utf8), Scalars.self) == [], "\(text)")
        // What is expected to be another type is skipped, and what is skipped must be right, too.
        #expect(Hostile.problems(Array("{\"labels\":\(text)}".utf8), Order.self) == [], "\(text)")
    }

    @Test(
        "texts with a mark, with NUL bytes, cut off and with more behind them",
        arguments: [
            "", " ", "\u{FEFF}", "\u{FEFF}{}", "{}\u{0}", "\u{0}{}", "{\u{0}}", "\"a\u{0}b\"", "[1,\u{0}]", "{}{}",
            "{} x",
            "1 1", "[]]", "{", "[", "\"", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[1", "[1,", "t",
            "tr",
            "tru", "truE", "True", "nul", "nulL", "fals", "falsy", "n", "f", "{a:1}", "{'a':1}", "{1:1}", "{,}", "[,]",
            "{:}",
            "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":}", "{\"a\"}", "[:]", "//",
            "/**/1", "1//",
            "\u{A0}1", "\u{2028}1", "\u{B}1", "\u{C}1", "\u{85}1", "`", "@", "}", "]", ",", ":", "\u{E9}",
        ])
    func structure(_ text: String) {
        check(Array(text.utf8), text.debugDescription)
        for type in [0, 1] {
            let bytes = Array(text.utf8)
            let problems = type == 0 ? Hostile.problems(bytes, Scalars.self) : Hostile.problems(bytes, Order.self)
            #expect(problems == [], "\(text.debugDescription)")
        }
    }

    @Test("nesting at the limit, beyond it, and 100,000 deep", arguments: [127, 128, 129, 130, 100_000])
    func nesting(_ depth: Int) {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let opened = String(repeating: open, count: depth)
            check(Array(opened.utf8), "\(depth) times '\(open)'")
            check(
                Array((opened + "1" + String(repeating: close, count: depth)).utf8), "\(depth) times '\(open)', closed")
        }
    }

    @Test("strings of 10 MB are read, or refused at the right place")
    func longStrings() throws {
        let filler = [UInt8](repeating: UInt8(ascii: "7"), count: 10_000_000)
        let escapes = [[UInt8]](repeating: Array("\\u00e9".utf8), count: 100_000).flatMap { $0 }
        let limits = JSONLimits(size: 32 << 20, stringLength: 16 << 20)
        let key = "{\"unknown\":"
        // What stands in the string, and how much of the text comes before the mistake.
        let texts: [(bytes: [UInt8], kind: JSONSyntaxError.Kind, offset: Int)] = [
            (quoted(filler), .unexpectedEnd, filler.count + 2), ([0x22] + filler, .unexpectedEnd, filler.count + 1),
            (quoted(filler + [0xFF]), .invalidUTF8, filler.count + 1),
            (quoted(escapes), .unexpectedEnd, escapes.count + 2),
            (quoted(escapes + [0]), .controlCharacter, escapes.count + 1),
            (quoted(escapes + Array("\\q".utf8)), .invalidEscape, escapes.count + 1),
        ]
        for (bytes, kind, offset) in texts {
            let error = #expect(throws: InvalidPayload.self) {
                try GuardedBytes.with(Array(key.utf8) + bytes) {
                    try JSONReader.read($0, limits: limits) { Order(from: &$0) }
                }
            }
            guard case .syntax(let syntax)? = error else {
                Issue.record("no syntax error of a text of \(bytes.count) bytes")
                continue
            }
            #expect(syntax.kind == kind)
            #expect(syntax.offset == key.utf8.count + offset)
        }
        guard case .string(let text) = try JSONValue(parsing: quoted(filler), limits: limits) else {
            Issue.record("no string")
            return
        }
        #expect(text.utf8.elementsEqual(filler))
        // By default strings may have 4 MiB.
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: quoted(filler)) }
        #expect(error?.kind == .stringTooLong(limit: 4 << 20) && error?.offset == 0)
    }

    @Test("a megabyte of white space")
    func whiteSpace() {
        let space = [UInt8](repeating: 0x20, count: 1 << 20)
        let object = space + Array("{".utf8) + space + Array("\"bool\"".utf8) + space + Array(":true}".utf8) + space
        #expect(ReadingTrial.problems(object) == [])
        #expect(Hostile.problems(object, Scalars.self) == [])
        #expect(Hostile.problems(space, Scalars.self) == [])
        #expect(Hostile.problems(Array("[".utf8) + space, Scalars.self) == [])
    }

    @Test(
        "what follows a value of another type than the schema's is never taken for its inside",
        arguments: ["5", "\"x\"", "null", "[]", "{}", "true", "[1]", "{\"a\":1}"])
    func behindMismatches(_ value: String) {
        for follower in [
            "\"productId\":\"p\"", "\"bool\":true", "\"items\":[]", " \"productId\":\"p\"", ":1", "\"a\":1", "{}",
        ] {
            for text in ["{\"items\":[\(value)\(follower)]}", "{\"items\":\(value)\(follower)}", "\(value)\(follower)"]
            {
                #expect(Hostile.problems(Array(text.utf8), Order.self) == [], "\(text)")
                #expect(Hostile.problems(Array(text.utf8), LineItem.self) == [], "\(text)")
                #expect(Hostile.problems(Array(text.utf8), Scalars.self) == [], "\(text)")
            }
        }
    }

    @Test("a repeated key is found before the mistake that the search for a tag meets")
    func repeatedBeforeTag() {
        for text in [
            #"{"a":1,"a":2,x"#, #"{"a":1,"a":2,"kind" "cash"}"#, #"{"a":1,"a":2,"kind":"cash","amount":1}"#,
            #"{"amount":1,"amount":2,"kind":"\q"}"#, #"{"kind":"cash","kind":"cash"}"#, #"{"a":1,"a":2}"#,
            #"{"a":[1,}"#,
        ] {
            #expect(Hostile.problems(Array(text.utf8), Choice.self) == [], "\(text)")
        }
    }
}
