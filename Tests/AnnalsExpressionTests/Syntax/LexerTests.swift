import Testing

@testable import AnnalsExpression

@Suite struct LexerTests {
    private func kinds(_ source: String) throws -> [Token.Kind] {
        try Lexer.tokens(source).map(\.kind).dropLast()
    }

    @Test(
        "Numbers",
        arguments: [
            ("0", .int(magnitude: 0)), ("0123", .int(magnitude: 123)), ("0x1F", .int(magnitude: 31)),
            ("9223372036854775808", .int(magnitude: 9_223_372_036_854_775_808)),
            ("1u", .uint(1)), ("1U", .uint(1)), ("0xffu", .uint(255)),
            ("18446744073709551615u", .uint(.max)), ("1.0", .double(1)), (".5", .double(0.5)), ("1e3", .double(1000)),
            ("1.5e-3", .double(0.0015)), ("1E+2", .double(100)), (".25e1", .double(2.5)),
        ] as [(String, Token.Kind)])
    func numbers(source: String, kind: Token.Kind) throws {
        #expect(try kinds(source) == [kind])
    }

    @Test(
        "Strings and their escapes",
        arguments: [
            (#"'a'"#, "a"), (#""a""#, "a"), (#"'''a'b'''"#, "a'b"), ("\"\"\"a\nb\"\"\"", "a\nb"), (#"''"#, ""),
            (#"'\\ \' \" \` \?'"#, "\\ ' \" ` ?"), (#"'\a\b\f\n\r\t\v'"#, "\u{7}\u{8}\u{c}\n\r\t\u{b}"),
            (#"'\x41\X42'"#, "AB"), (#"'\xff'"#, "\u{ff}"), (#"'\303\251'"#, "\u{c3}\u{a9}"),
            (#"'\101\377'"#, "A\u{ff}"), (#"'\u00e9\U0001F600'"#, "é😀"), (#"r'\n'"#, #"\n"#), (#"R"\""#, #"\"#),
            (#"r'''\x'y'''"#, #"\x'y"#), ("'é😀'", "é😀"), ("''''''", ""),
        ])
    func strings(source: String, value: String) throws {
        let found = try kinds(source)
        guard case .string(let text) = try #require(found.first), found.count == 1 else {
            Issue.record("\(found)")
            return
        }
        #expect(Array(text.unicodeScalars) == Array(value.unicodeScalars))
    }

    @Test(
        "Bytes: \\x and octal escapes are octets",
        arguments: [
            (#"b'a'"#, [0x61]), (#"B"é""#, [0xC3, 0xA9]), (#"b'\xff\377\x00'"#, [0xFF, 0xFF, 0]),
            (#"br'\x'"#, [0x5C, 0x78]), (#"b'''a'''"#, [0x61]), (#"b''"#, []),
        ] as [(String, [UInt8])])
    func bytes(source: String, value: [UInt8]) throws {
        #expect(try kinds(source) == [.bytes(value)])
    }

    @Test func tokensKnowTheirPlaceInBytes() throws {
        let tokens = try Lexer.tokens("'é' +\tabc // rest é\n`content-type`")
        #expect(tokens.map(\.range) == [0..<4, 5..<6, 7..<10, 22..<36, 36..<36])
        #expect(tokens[3].kind == .quotedIdentifier("content-type"))
    }

    @Test(
        "What is no token is refused with its place",
        arguments: [
            ("1 = 2", "2..<3 error [expression.syntax] '=' is not part of the language (write == to compare)"),
            ("a & b", "2..<3 error [expression.syntax] '&' is not part of the language (write && for 'and')"),
            ("é", "0..<2 error [expression.syntax] 'é' is not part of the language"),
            ("a.`é`", "3..<5 error [expression.syntax] a name in backticks has letters, digits, _ . - / and spaces"),
            ("a.`b", "2..<4 error [expression.syntax] this backtick is never closed"),
            ("'abc", "0..<4 error [expression.syntax] this string is never closed"),
            ("'''abc'", "0..<7 error [expression.syntax] this string is never closed"),
            (#"'\"#, "1..<2 error [expression.syntax] this string is never closed"),
            (
                #"'\q'"#,
                #"1..<3 error [expression.syntax] \q is no escape (write \\ for a backslash, or put an r before the quote)"#
            ),
            (
                #"'\é'"#,
                #"1..<4 error [expression.syntax] \é is no escape (write \\ for a backslash, or put an r before the quote)"#
            ),
            (#"'\x4'"#, "1..<3 error [expression.syntax] this escape needs 2 digits"),
            (#"'\x+1'"#, "1..<3 error [expression.syntax] this escape needs 2 digits"),
            (#"'\08'"#, "1..<3 error [expression.syntax] this escape needs 3 digits"),
            (
                #"'\400'"#,
                #"1..<3 error [expression.syntax] \4 is no escape (write \\ for a backslash, or put an r before the quote)"#
            ),
            (#"'\ud800'"#, "1..<7 error [expression.syntax] this escape is no Unicode code point"),
            (#"'\U00110000'"#, "1..<11 error [expression.syntax] this escape is no Unicode code point"),
            (
                #"b'\u0041'"#,
                #"2..<4 error [expression.syntax] \u is no escape (write \\ for a backslash, or put an r before the quote)"#
            ),
            ("0x", "0..<2 error [expression.syntax] 0x needs hexadecimal digits"),
            ("1e", "0..<2 error [expression.syntax] the exponent needs digits"),
            ("18446744073709551616", "0..<20 error [expression.syntax] the number does not fit in 64 bits"),
            ("1e999", "0..<5 error [expression.syntax] 1e999 is too large for a double"),
        ])
    func refused(source: String, message: String) {
        #expect(throws: ExpressionIssue.self) { try Lexer.tokens(source) }
        do { _ = try Lexer.tokens(source) } catch { #expect(error.shown == message) }
    }

    @Test func onlyTripleQuotesSpanLines() {
        do {
            _ = try Lexer.tokens("'a\nb'")
            Issue.record("accepted")
        } catch {
            #expect(error.range == 0..<2)
            #expect(error.message == "this string is not closed on its line")
        }
    }
}
